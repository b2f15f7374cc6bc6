//===- run.h - running a program -------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_RUN_H
#define AIO_RUN_H

#include <aio/task.h>

namespace aio {

namespace detail {
/// A new loop that ends as `run` says.
class RunScope {
  std::unique_ptr<EventLoop> Loop;

public:
  RunScope();
  RunScope(const RunScope &) = delete;
  RunScope &operator=(const RunScope &) = delete;
  /// Cancels what is left, shuts down and closes the loop.
  ~RunScope();
  EventLoop &loop() noexcept { return *Loop; }
};
} // namespace detail

/// Runs the coroutine on a new loop, to its end, and gives its result. Tasks
/// that are left then are cancelled and waited for; then the loop is closed.
/// Throws std::runtime_error if a loop runs on this thread already.
template <class T> T run(Coro<T> Main) {
  detail::RunScope Scope;
  return Scope.loop().run_until_complete(std::move(Main));
}

} // namespace aio

#endif // AIO_RUN_H
