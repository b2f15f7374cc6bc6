//===- core.h - coroutines, futures, tasks and their loop ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CORE_H
#define AIO_CORE_H

#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace aio {

using Duration = std::chrono::steady_clock::duration;

/// A cancellation; like asyncio's, no ordinary exception.
class CancelledError {
  std::string Msg;

public:
  explicit CancelledError(std::string Msg = {}) : Msg(std::move(Msg)) {}
  const char *what() const noexcept { return Msg.c_str(); }
};
struct InvalidStateError : std::logic_error {
  using logic_error::logic_error;
};
struct TimeoutError : std::runtime_error {
  TimeoutError() : runtime_error("timed out") {}
};

template <class T = void> class Coro;
template <class T = void> class Task;
template <class T = void> class Future;
class ThreadPoolExecutor;

class EventLoop {
  std::deque<std::function<void()>> Ready;
  std::multimap<std::chrono::steady_clock::time_point, std::function<void()>>
      Timers;
  std::deque<std::function<void()>> FromThreads;
  std::mutex M;
  std::condition_variable Wake;
  bool Stopping = false;

public:
  static inline thread_local EventLoop *Running = nullptr;

  void call_soon(std::function<void()> F) { Ready.push_back(std::move(F)); }
  void call_later(Duration D, std::function<void()> F) {
    Timers.emplace(std::chrono::steady_clock::now() + D, std::move(F));
  }
  void call_soon_threadsafe(std::function<void()> F) {
    std::lock_guard Lock(M);
    FromThreads.push_back(std::move(F));
    Wake.notify_one();
  }
  void stop() { Stopping = true; }
  void run_forever();
  template <class T> T run_until_complete(Coro<T> C);
  template <class T> Task<T> create_task(Coro<T> C, std::string Name = {});
  template <class F, class... A>
  auto run_in_executor(ThreadPoolExecutor *E, F Fn, A... Args)
      -> Future<std::invoke_result_t<F, A...>>;
};

inline EventLoop &get_running_loop() {
  if (!EventLoop::Running)
    throw std::runtime_error("no running event loop");
  return *EventLoop::Running;
}

namespace detail {
template <class T>
using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

struct StateBase : std::enable_shared_from_this<StateBase> {
  bool Done = false, Cancelled = false;
  std::exception_ptr Error;
  std::string Msg;
  std::vector<std::function<void()>> Callbacks;

  virtual ~StateBase() = default;
  void finish() {
    Done = true;
    for (auto &C : std::exchange(Callbacks, {}))
      get_running_loop().call_soon(std::move(C));
  }
  virtual bool cancel(std::string Why) {
    if (Done)
      return false;
    Cancelled = true;
    Msg = std::move(Why);
    finish();
    return true;
  }
  void check() const {
    if (!Done)
      throw InvalidStateError("result is not ready");
    if (Cancelled)
      throw CancelledError(Msg);
    if (Error)
      std::rethrow_exception(Error);
  }
};

/// What is true of the task that runs now.
struct TaskControl {
  static inline thread_local TaskControl *Current = nullptr;
  std::shared_ptr<StateBase> WaitsFor;
  bool MustCancel = false;
  int Cancelling = 0;
  std::string Name, Why;
};

template <class T> struct State : StateBase {
  std::optional<Stored<T>> Value;
  T get() const {
    check();
    if constexpr (!std::is_void_v<T>)
      return *Value;
  }
};

template <class T> struct TaskState : State<T>, TaskControl {
  bool cancel(std::string Reason) override {
    if (this->Done)
      return false;
    ++Cancelling;
    if (WaitsFor && std::shared_ptr(WaitsFor)->cancel(Reason))
      return true;
    MustCancel = true;
    Why = std::move(Reason);
    return true;
  }
};

template <class T> struct FutureAwaiter {
  std::shared_ptr<State<T>> S;
  bool await_ready() const noexcept { return S->Done; }
  void await_suspend(std::coroutine_handle<> H) {
    TaskControl *Me = TaskControl::Current;
    Me->WaitsFor = S;
    S->Callbacks.push_back([H, Me] {
      Me->WaitsFor.reset();
      TaskControl::Current = Me;
      H.resume();
    });
    if (std::exchange(Me->MustCancel, false))
      S->cancel(Me->Why);
  }
  T await_resume() { return S->get(); }
};

template <class T> struct PromiseResult {
  std::optional<T> Value;
  template <class U = T> void return_value(U &&V) {
    Value.emplace(std::forward<U>(V));
  }
  T take() { return std::move(*Value); }
};
template <> struct PromiseResult<void> {
  void return_void() noexcept {}
  void take() noexcept {}
};

/// Runs a task's coroutine to its end.
struct Driver {
  struct promise_type {
    Driver get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
  std::coroutine_handle<promise_type> H;
};
} // namespace detail

/// A coroutine object: creating it runs nothing.
template <class T> class [[nodiscard]] Coro {
public:
  struct promise_type : detail::PromiseResult<T> {
    std::coroutine_handle<> Continuation = std::noop_coroutine();
    std::exception_ptr Error;
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        return H.promise().Continuation;
      }
      void await_resume() noexcept {}
    };
    Coro get_return_object() {
      return Coro(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() { Error = std::current_exception(); }
  };
  struct Awaiter {
    std::coroutine_handle<promise_type> H;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> C) noexcept {
      H.promise().Continuation = C;
      return H;
    }
    T await_resume() {
      if (H.promise().Error)
        std::rethrow_exception(H.promise().Error);
      return H.promise().take();
    }
  };

  Coro(Coro &&O) noexcept : H(std::exchange(O.H, {})) {}
  Coro &operator=(Coro &&O) noexcept {
    std::swap(H, O.H);
    return *this;
  }
  ~Coro() { close(); }
  void close() {
    if (H)
      std::exchange(H, {}).destroy();
  }
  Awaiter operator co_await() && noexcept { return Awaiter{H}; }

private:
  explicit Coro(std::coroutine_handle<promise_type> H) : H(H) {}
  std::coroutine_handle<promise_type> H;
};

template <class T> class Future {
protected:
  std::shared_ptr<detail::State<T>> S;

public:
  Future() : S(std::make_shared<detail::State<T>>()) {}
  explicit Future(std::shared_ptr<detail::State<T>> S) : S(std::move(S)) {}
  bool done() const { return S->Done; }
  bool cancelled() const { return S->Done && S->Cancelled; }
  bool cancel(std::string Msg = {}) { return S->cancel(std::move(Msg)); }
  T result() const { return S->get(); }
  std::exception_ptr exception() const {
    if (!S->Done)
      throw InvalidStateError("exception is not ready");
    if (S->Cancelled)
      throw CancelledError(S->Msg);
    return S->Error;
  }
  template <class... V> void set_result(V &&...Value) {
    if (S->Done)
      throw InvalidStateError("already done");
    S->Value.emplace(std::forward<V>(Value)...);
    S->finish();
  }
  void set_exception(std::exception_ptr E) {
    if (S->Done)
      throw InvalidStateError("already done");
    S->Error = std::move(E);
    S->finish();
  }
  void add_done_callback(std::function<void(Future)> F) {
    auto Call = [F = std::move(F), S = S] { F(Future(S)); };
    if (S->Done)
      get_running_loop().call_soon(Call);
    else
      S->Callbacks.push_back(Call);
  }
  detail::FutureAwaiter<T> operator co_await() const { return {S}; }
};

/// Runs on its own from the next turn of the loop; dropping it loses the
/// result.
template <class T> class Task : public Future<T> {
  std::shared_ptr<detail::TaskState<T>> TS;

public:
  explicit Task(std::shared_ptr<detail::TaskState<T>> S)
      : Future<T>(S), TS(std::move(S)) {}
  const std::string &get_name() const { return TS->Name; }
  int cancelling() const { return TS->Cancelling; }
  int uncancel() { return TS->Cancelling ? --TS->Cancelling : 0; }
};

namespace detail {
template <class T> Driver drive(std::shared_ptr<TaskState<T>> S, Coro<T> C) {
  try {
    if (S->MustCancel)
      throw CancelledError(S->Why);
    if constexpr (std::is_void_v<T>) {
      co_await std::move(C);
      S->Value.emplace();
    } else {
      S->Value.emplace(co_await std::move(C));
    }
  } catch (const CancelledError &E) {
    S->Cancelled = true;
    S->Msg = E.what();
  } catch (...) {
    S->Error = std::current_exception();
  }
  S->finish();
}
template <class A> struct ResultOf;
template <class T> struct ResultOf<Coro<T>> {
  using type = T;
};
template <class T> struct ResultOf<Task<T>> {
  using type = T;
};
template <class T> struct ResultOf<Future<T>> {
  using type = T;
};
} // namespace detail

template <class T> Task<T> EventLoop::create_task(Coro<T> C, std::string Name) {
  auto S = std::make_shared<detail::TaskState<T>>();
  S->Name = std::move(Name);
  auto H = detail::drive(S, std::move(C)).H;
  call_soon([S, H] {
    detail::TaskControl::Current = S.get();
    H.resume();
  });
  return Task<T>(S);
}

inline void EventLoop::run_forever() {
  EventLoop *Outer = std::exchange(Running, this);
  for (Stopping = false; !Stopping;) {
    {
      std::unique_lock Lock(M);
      if (Ready.empty() && FromThreads.empty()) {
        if (Timers.empty())
          Wake.wait(Lock);
        else
          Wake.wait_until(Lock, Timers.begin()->first);
      }
      for (auto &F : std::exchange(FromThreads, {}))
        Ready.push_back(std::move(F));
    }
    auto Now = std::chrono::steady_clock::now();
    while (!Timers.empty() && Timers.begin()->first <= Now)
      Ready.push_back(std::move(Timers.extract(Timers.begin()).mapped()));
    for (auto &F : std::exchange(Ready, {}))
      F();
  }
  Running = Outer;
}

template <class T> T EventLoop::run_until_complete(Coro<T> C) {
  EventLoop *Outer = std::exchange(Running, this);
  Task<T> Main = create_task(std::move(C), "main");
  Main.add_done_callback([this](Future<T>) { stop(); });
  run_forever();
  Running = Outer;
  return Main.result();
}

template <class T> T run(Coro<T> C) {
  EventLoop Loop;
  return Loop.run_until_complete(std::move(C));
}
template <class T> Task<T> create_task(Coro<T> C, std::string Name = {}) {
  return get_running_loop().create_task(std::move(C), std::move(Name));
}
template <class T> Task<T> ensure_future(Coro<T> C) {
  return create_task(std::move(C));
}
template <class T> Task<T> ensure_future(Task<T> Running) { return Running; }
template <class T> Future<T> ensure_future(Future<T> Running) {
  return Running;
}

/// Resumes the caller after that time.
inline Coro<void> sleep(Duration D) {
  Future<void> F;
  get_running_loop().call_later(D, [F]() mutable {
    if (!F.done())
      F.set_result();
  });
  co_await F;
}

} // namespace aio

#endif // AIO_CORE_H
