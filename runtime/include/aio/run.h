//===- run.h - running a program -------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_RUN_H
#define AIO_RUN_H

#include <aio/task.h>

#include <optional>

namespace aio {

struct RunOptions {
  /// See aio/debug.h; without a value, as AIO_DEBUG says.
  std::optional<bool> Debug = {};
  /// SIGUSR1 prints the tree of tasks to standard error, and `aio-ps PID` shows
  /// it in another terminal. Without a value, if AIO_PS is set in the
  /// environment, to anything but "" and "0".
  std::optional<bool> ShowTasks = {};
};

namespace detail {
/// A new loop that ends as `run` says.
class RunScope {
  std::unique_ptr<EventLoop> Loop;

public:
  explicit RunScope(const RunOptions &Options);
  RunScope(const RunScope &) = delete;
  RunScope &operator=(const RunScope &) = delete;
  /// Cancels what is left, shuts down and closes the loop.
  ~RunScope();
  EventLoop &loop() noexcept { return *Loop; }
  void untilDone(const AnyFuture &F) { Loop->untilDone(F); }
};

/// What Ctrl-C (SIGINT) does while a main task runs.
class Interrupts {
  EventLoop &Loop;
  AnyTask Main;
  unsigned Count = 0;
  bool Installed = false;
  /// The program has had a handler of its own since.
  bool Replaced = false;

public:
  /// Takes SIGINT if this is the process's first thread and the signal has no
  /// handler.
  Interrupts(EventLoop &Loop, AnyTask Main);
  Interrupts(const Interrupts &) = delete;
  Interrupts &operator=(const Interrupts &) = delete;
  /// Gives it back, unless the program has a handler of its own now.
  ~Interrupts();
  /// Throws KeyboardInterrupt, or cancels the main task.
  void arrived();
  void replaced() noexcept { Replaced = true; }
  /// Whether the main task's cancellation comes from here alone.
  bool explainCancellation() const { return Count > 0 && Main.uncancel() == 0; }
};
} // namespace detail

/// Runs the coroutine on a new loop, to its end, and gives its result. Tasks
/// that are left then are cancelled and waited for; then the loop is closed.
/// Throws std::runtime_error if a loop runs on this thread already.
///
/// On the process's first thread, and if SIGINT has no handler yet: the first
/// Ctrl-C cancels the main task, and when that has ended as cancelled, `run`
/// throws KeyboardInterrupt. If the main task swallows the cancellation, its
/// result is the result. The second Ctrl-C throws KeyboardInterrupt out of the
/// loop before its next turn; code that does not come back to the loop is not
/// interrupted (Python's is).
template <class T> T run(Coro<T> Main, RunOptions Options = {}) {
  detail::RunScope Scope(Options);
  Task<T> Running = Scope.loop().create_task(std::move(Main));
  detail::Interrupts OnSigint(Scope.loop(), Running);
  try {
    Scope.untilDone(Running);
    return detail::takeResultOf<T>(*Running.state());
  } catch (const CancelledError &) {
    if (OnSigint.explainCancellation())
      throw KeyboardInterrupt();
    throw;
  }
}

} // namespace aio

#endif // AIO_RUN_H
