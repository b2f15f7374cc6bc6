//===- event_loop.h - the loop that runs everything -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio's event loop. Everything belongs to the thread that runs the loop,
// but for what says otherwise.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_EVENT_LOOP_H
#define AIO_EVENT_LOOP_H

#include <aio/detail/callback.h>
#include <aio/detail/mailbox.h>
#include <aio/detail/timer.h>
#include <aio/future.h>
#include <aio/handle.h>

#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace aio {

template <class T> class Coro;
template <class T> class Task;
class AnyTask;
class ThreadPoolExecutor;
class ProcessPoolExecutor;
class Sleep;

namespace detail {
class TaskState;
class GeneratorState;
class Arrival;
class FrameCallback;
class Poller;
class WakeAtTime;
class IoPort;
class Interrupts;
class RunScope;
namespace watch {
class StallWatchdog;
}
class RandomSchedule;
class SignalTable;
class AcceptAwaiter;
class ConnectAwaiter;
class RecvAwaiter;
class RecvFromAwaiter;
class RecvFromIntoAwaiter;
class RecvIntoAwaiter;
class SendAllAwaiter;
class SendToAwaiter;
template <class Awaiter, class... Arguments> class SocketOp;
} // namespace detail
class Address;
class Socket;
struct AddrInfo;

/// What the exception handler is told.
struct ExceptionContext {
  std::string Message;
  std::exception_ptr Exception;
  /// The future or task that it is about, if any.
  AnyFuture Future;
  /// The callback that it is about, if any.
  Handle Callback;
};

namespace detail {
/// Writes to standard error.
void defaultExceptionHandler(const ExceptionContext &C) noexcept;
} // namespace detail

enum class LoopKind {
  /// epoll. asyncio.SelectorEventLoop.
  Selector,
  /// io_uring. asyncio.ProactorEventLoop.
  Proactor,
};

class EventLoop {
public:
  using ExceptionHandler =
      std::function<void(EventLoop &, const ExceptionContext &)>;

  /// Throws std::system_error if the kernel does not let it have what it needs,
  /// and std::runtime_error if this build has no such loop.
  explicit EventLoop(LoopKind Kind = defaultKind());
  EventLoop(const EventLoop &) = delete;
  EventLoop &operator=(const EventLoop &) = delete;
  ~EventLoop();

  /// As the environment variable AIO_LOOP says ("epoll" or "io_uring"), else
  /// Selector.
  static LoopKind defaultKind();
  LoopKind kind() const noexcept { return Kind; }

  // --- Running --------------------------------------------------------------

  /// Runs until `stop()`. Throws std::runtime_error if a loop runs on this
  /// thread already, or this one was closed.
  void run_forever();
  /// Runs until the coroutine or future has ended, and gives its result.
  template <class T> T run_until_complete(Coro<T> C);
  template <class T> T run_until_complete(Future<T> F);
  /// Ends `run_forever` after the current turn.
  void stop() noexcept { Stopping = true; }
  bool is_running() const noexcept { return Running; }
  bool is_closed() const noexcept { return Closed; }
  /// The debug mode: see aio/debug.h.
  bool get_debug() const noexcept { return Debug; }
  void set_debug(bool On) noexcept;
  /// In debug mode, how long a step may take; asyncio's, 100 ms, or as
  /// AIO_DEBUG_SLOW_MS says. To be changed before the loop runs.
  Duration slow_callback_duration = defaultSlowDuration();
  /// Drops what is pending. The loop must not be running; to be called twice is
  /// allowed.
  void close();

  // --- Callbacks ------------------------------------------------------------

  /// Calls `Fn()` in the next turn, in the order of calls, in `Ctx` or a copy
  /// of the caller's context.
  template <class F> Handle call_soon(F Fn) {
    return soon(makeHandle(TimePoint(), detail::ContextRef::current(), nullptr,
                           std::move(Fn)));
  }
  template <class F> Handle call_soon(F Fn, const Context &Ctx) {
    return soon(makeHandle(TimePoint(), {}, Ctx.ref(), std::move(Fn)));
  }
  /// The same from any thread.
  template <class F> Handle call_soon_threadsafe(F Fn) {
    return soonThreadsafe(makeHandle(TimePoint(), detail::ContextRef::current(),
                                     nullptr, std::move(Fn)));
  }
  template <class F> TimerHandle call_later(Duration Delay, F Fn) {
    return call_at(time() + Delay, std::move(Fn));
  }
  template <class F>
  TimerHandle call_later(Duration Delay, F Fn, const Context &Ctx) {
    return call_at(time() + Delay, std::move(Fn), Ctx);
  }
  template <class F> TimerHandle call_at(TimePoint When, F Fn) {
    return at(makeHandle(When, detail::ContextRef::current(), nullptr,
                         std::move(Fn)));
  }
  template <class F>
  TimerHandle call_at(TimePoint When, F Fn, const Context &Ctx) {
    return at(makeHandle(When, {}, Ctx.ref(), std::move(Fn)));
  }
  TimePoint time() const noexcept { return Clock::now(); }
  /// For those who may post after the loop has gone.
  const std::shared_ptr<detail::Mailbox> &mailbox() const noexcept {
    return Mail;
  }

  // --- Futures and tasks ----------------------------------------------------

  template <class T = void> Future<T> create_future() {
    return Future<T>(*this);
  }
  template <class T> [[nodiscard]] Task<T> create_task(Coro<T> C);
  template <class T>
  [[nodiscard]] Task<T> create_task(Coro<T> C, std::string Name);
  template <class T>
  [[nodiscard]] Task<T> create_task(Coro<T> C, std::string Name,
                                    const Context &Ctx);

  /// Closes all asynchronous generators that were started on this loop and have
  /// not ended. What they throw goes to the exception handler.
  Coro<void> shutdown_asyncgens();

  // --- Executors ------------------------------------------------------------

  /// Calls `Fn(Args...)` on a thread of `In`, or of the default executor if
  /// that is null.
  template <class F, class... A>
  auto run_in_executor(ThreadPoolExecutor *In, F Fn, A... Args)
      -> Future<std::invoke_result_t<F &, A...>>;
  /// Calls `Fn(Args...)` in a process of `In`.
  template <class F, class... A>
  auto run_in_executor(ProcessPoolExecutor &In, F Fn, A... Args)
      -> Future<std::invoke_result_t<F &, A...>>;
  void set_default_executor(std::shared_ptr<ThreadPoolExecutor> E);
  /// Waits, without blocking the loop, until the default executor has done all
  /// its work. There is none afterwards.
  Coro<void> shutdown_default_executor();

  // --- Descriptors ----------------------------------------------------------

  /// Calls `Fn()` in each turn in which `Fd` can be read (written), until
  /// `remove_reader`. Replaces an earlier one. Throws std::system_error if the
  /// kernel cannot look after `Fd`: EBADF, EPERM for plain files (with epoll),
  /// EEXIST if it is that of a Socket that the loop knows (with epoll).
  template <class F> void add_reader(int Fd, F Fn) {
    setWatcher(Fd, 0,
               makeHandle(TimePoint(), detail::ContextRef::current(), nullptr,
                          std::move(Fn)));
  }
  template <class F> void add_writer(int Fd, F Fn) {
    setWatcher(Fd, 1,
               makeHandle(TimePoint(), detail::ContextRef::current(), nullptr,
                          std::move(Fn)));
  }
  /// Whether there was one.
  bool remove_reader(int Fd) { return removeWatcher(Fd, 0); }
  bool remove_writer(int Fd) { return removeWatcher(Fd, 1); }

  // --- Sockets (see aio/sock_ops.h) -----------------------------------------

  detail::SocketOp<detail::RecvAwaiter, std::size_t>
  sock_recv(Socket &S, std::size_t AtMost);
  detail::SocketOp<detail::RecvIntoAwaiter, std::span<char>>
  sock_recv_into(Socket &S, std::span<char> Into);
  detail::SocketOp<detail::RecvFromAwaiter, std::size_t>
  sock_recvfrom(Socket &S, std::size_t AtMost);
  detail::SocketOp<detail::RecvFromIntoAwaiter, std::span<char>>
  sock_recvfrom_into(Socket &S, std::span<char> Into);
  detail::SocketOp<detail::SendAllAwaiter, std::string_view>
  sock_sendall(Socket &S, std::string_view Data);
  detail::SocketOp<detail::SendToAwaiter, std::string_view, Address>
  sock_sendto(Socket &S, std::string_view Data, const Address &To);
  detail::SocketOp<detail::ConnectAwaiter, Address>
  sock_connect(Socket &S, const Address &To);
  detail::SocketOp<detail::AcceptAwaiter> sock_accept(Socket &S);

  // --- Names (see aio/resolve.h) --------------------------------------------

  /// As the function of the C library, which runs on the default executor
  /// unless `Host` is an address in digits. `Host` "" is none: the loopback
  /// address, or with AI_PASSIVE any; `Port` may be a service's name. Throws
  /// std::system_error of `resolver_category()`. When it is cancelled, that
  /// call goes on, and its result is dropped.
  Coro<std::vector<AddrInfo>> getaddrinfo(std::string Host, std::string Port,
                                          int Family = 0, int Type = 0,
                                          int Protocol = 0, int Flags = 0);
  /// Host and service of an address; with NI_NUMERICHOST | NI_NUMERICSERV in
  /// digits.
  Coro<std::pair<std::string, std::string>> getnameinfo(Address Of,
                                                        int Flags = 0);

  // --- Signals --------------------------------------------------------------

  /// Has the loop call `Fn()` after each arrival of the signal at the process,
  /// whichever thread gets it (arrivals in quick succession may be one, as the
  /// kernel has it). Replaces an earlier one of this loop. While it is there,
  /// system calls are restarted after the signal (SA_RESTART).
  ///
  /// A signal has one owner in the process: throws std::runtime_error if
  /// another loop handles it, or if it cannot be caught (SIGKILL), and
  /// std::invalid_argument if there is no such signal. asyncio lets only the
  /// main thread do this; here it may be any loop, on its own thread.
  template <class F> void add_signal_handler(int Signal, F Fn) {
    setSignalHandler(Signal,
                     makeHandle(TimePoint(), detail::ContextRef::current(),
                                nullptr, std::move(Fn)));
  }
  /// Whether there was one. The signal then does again what the system has it
  /// do; SIGINT within `aio::run` throws KeyboardInterrupt out of it.
  bool remove_signal_handler(int Signal);

  // --- Errors ---------------------------------------------------------------

  /// Null brings the default back, which writes to standard error.
  void set_exception_handler(ExceptionHandler H) { Handler = std::move(H); }
  void call_exception_handler(const ExceptionContext &C) noexcept;
  void default_exception_handler(const ExceptionContext &C) noexcept;

private:
  friend class detail::Waitable;
  friend class detail::FutureState;
  friend class detail::TaskState;
  friend class detail::GeneratorState;
  friend class detail::Arrival;
  friend class detail::FrameCallback;
  friend class detail::HandleState;
  friend class detail::WakeAtTime;
  friend class detail::IoPort;
  friend class detail::Interrupts;
  friend class detail::RunScope;
  friend class Sleep;
  friend std::vector<AnyTask> all_tasks(EventLoop &Loop);

  template <class F>
  detail::HandleState &makeHandle(TimePoint When, detail::ContextRef Own,
                                  std::shared_ptr<detail::ContextRef> Given,
                                  F Fn) {
    return *new detail::HandleOf<F>(*this, When, std::move(Own),
                                    std::move(Given), std::move(Fn));
  }
  Handle soon(detail::HandleState &S);
  Handle soonThreadsafe(detail::HandleState &S);
  TimerHandle at(detail::HandleState &S);
  void setWatcher(int Fd, unsigned Direction, detail::HandleState &S);
  bool removeWatcher(int Fd, unsigned Direction);
  ThreadPoolExecutor &defaultExecutor();
  void attach(detail::IoPort &P);
  void detach(detail::IoPort &P) noexcept;
  void setSignalHandler(int Signal, detail::HandleState &S);
  detail::SignalTable &signals();
  void checkNotClosed() const {
    if (Closed) [[unlikely]]
      throwClosed();
  }
  [[noreturn]] static void throwClosed();

  /// Takes `C` out of what is ready, if it is there. Linear.
  void unqueue(detail::Callback &C) noexcept {
    if (!Turn.remove(C))
      Ready.remove(C);
  }
  static Duration defaultSlowDuration() noexcept;
  /// In debug mode: the thread that runs the loop, or any if none does.
  void checkThread() const noexcept;
  void runTurn();
  void runOnce();
  void poll(bool MayWait);
  void untilDone(const AnyFuture &F);

  struct Watchers {
    detail::HandleState *Of[2] = {};
  };

  const LoopKind Kind;
  bool Running = false, Stopping = false, Closed = false, Debug = false;
  /// In debug mode, while it runs.
  std::unique_ptr<detail::watch::StallWatchdog> Watchdog;
  /// If the order of tasks is to be another one.
  std::unique_ptr<detail::RandomSchedule> Schedule;
  detail::CallbackList Ready;
  /// What this turn has still to run.
  detail::CallbackList Turn;
  detail::TimerHeap Timers;
  /// Turns since descriptors were last looked at.
  unsigned SincePoll = 0;
  /// All tasks that have not ended, the youngest first.
  detail::TaskState *Tasks = nullptr;
  /// All generators that were started and have not ended.
  detail::GeneratorState *Generators = nullptr;
  std::unique_ptr<detail::Poller> Poll;
  std::unordered_map<int, Watchers> Watched;
  /// Descriptors that stay registered, in no order.
  detail::IoPort *Ports = nullptr;
  /// None before the first handler.
  std::unique_ptr<detail::SignalTable> Signals;
  ExceptionHandler Handler;

  std::shared_ptr<detail::Mailbox> Mail;
  /// What other threads have still to post.
  detail::Arrival *Expected = nullptr;
  std::shared_ptr<ThreadPoolExecutor> Default;
  bool DefaultIsShutDown = false;
};

/// A loop that nobody runs yet.
std::unique_ptr<EventLoop> new_event_loop();
std::unique_ptr<EventLoop> new_event_loop(LoopKind Kind);

} // namespace aio

#endif // AIO_EVENT_LOOP_H
