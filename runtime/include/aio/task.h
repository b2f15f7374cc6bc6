//===- task.h - coroutines that run on their own ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Task. A task starts when the loop gets to it, and runs on if all its
// handles are gone.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_TASK_H
#define AIO_TASK_H

#include <aio/awaitable.h>
#include <aio/coro.h>
#include <aio/detail/debug_hooks.h>
#include <aio/event_loop.h>
#include <aio/future.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

class AnyTask;
/// The tasks of the loop that have not ended, in order of creation.
std::vector<AnyTask> all_tasks(EventLoop &Loop);

namespace detail {

/// Steps a coroutine from one suspension to the next. The loop, or the future
/// that it waits for, keeps it alive.
class TaskState : public FutureState, public Driver {
  // The order of the members leaves no holes.
  bool Started = false;
  std::uint32_t Number = 0;
  /// Neighbours in the loop's list of tasks; this list is in no order of its
  /// own but that of creation.
  TaskState *Older = nullptr, *Younger = nullptr;
  ContextRef Own;
  /// What cannot be had from elsewhere, of the few tasks that need it.
  struct Extras {
    std::string Name;
    std::shared_ptr<ContextRef> Given;
  };
  std::unique_ptr<Extras> Extra;
  std::coroutine_handle<> Root;
  std::uint32_t Cancelling = 0;

  friend std::vector<AnyTask> aio::all_tasks(EventLoop &Loop);
  friend class aio::EventLoop;

protected:
  /// Throws std::runtime_error if the loop is closed.
  TaskState(EventLoop &Loop, std::coroutine_handle<> Root)
      : FutureState(Loop), Driver(Root, /*IsTask=*/true),
        Own(ContextRef::current()), Root(Root) {
    Loop.checkNotClosed();
  }
  ~TaskState() override {
    reportUnretrieved("Task exception was never retrieved");
    if (watch::on()) [[unlikely]]
      watch::taskGone(*this);
    // One that was never started does not have its coroutine yet.
    if (Root && isLinked()) [[unlikely]]
      destroyPending();
  }
  /// Takes what the coroutine gave: stores a value and returns true, or puts
  /// what it threw into `Error`.
  virtual bool takeOutcome(std::coroutine_handle<> Root) = 0;

public:
  /// It gives no result.
  virtual bool isOfVoid() const noexcept = 0;
  TaskState *task() noexcept final { return this; }
  bool cancel(EventLoop &Loop, std::exception_ptr Why) final;
  void run() final;
  FutureState *wakes() noexcept final { return this; }
  void discard() noexcept final;
  /// Destroys the coroutine where it stands: its loop is closed.
  void abort() noexcept;

  /// Puts the first step into the loop's queue.
  void start();
  void start(std::string &&Name, const std::shared_ptr<ContextRef> &Given);
  std::string name() const;
  void setName(std::string Name);
  unsigned cancelling() const noexcept { return Cancelling; }
  unsigned uncancel() noexcept { return Cancelling ? --Cancelling : 0; }
  /// The coroutine; null once it has ended.
  const PromiseBase *coroutine() const noexcept {
    return Root ? &promiseOf(Root) : nullptr;
  }
  /// The coroutine that is suspended for the others; null if the task runs or
  /// has ended.
  std::coroutine_handle<> innermost() const noexcept { return Leaf; }
  /// The one that the task was made for.
  std::coroutine_handle<> outermost() const noexcept { return Root; }
  /// Throws what the coroutine is to get where it is suspended.
  [[noreturn]] void throwAtSuspension();

private:
  ContextData **context() noexcept {
    return Extra && Extra->Given ? Extra->Given->slot() : Own.slot();
  }
  /// False if it ended; else a queue has it.
  bool step();
  void leaveCircle(std::exception_ptr Why) noexcept;
  void conclude(bool HasValue);
  /// Ends as `Error` says.
  void failed();
  void link() noexcept;
  bool isLinked() const noexcept;
  void unlink() noexcept;
  void destroyFrame() noexcept;
  void destroyPending() noexcept;
};

template <class T> class TaskStateOf final : public TaskState {
  std::optional<Stored<T>> Value;

  bool takeOutcome(std::coroutine_handle<> Root) override {
    auto &P =
        std::coroutine_handle<CoroPromise<T>>::from_address(Root.address())
            .promise();
    if (P.Error) [[unlikely]] {
      Error = std::move(P.Error);
      return false;
    }
    try { // A move may throw.
      if constexpr (std::is_void_v<T>)
        Value.emplace();
      else
        Value.emplace(std::move(*P.Value));
    } catch (...) {
      Error = std::current_exception();
      return false;
    }
    return true;
  }

public:
  TaskStateOf(EventLoop &Loop, std::coroutine_handle<CoroPromise<T>> H)
      : TaskState(Loop, H) {}
  void *storage() noexcept override { return &Value; }
  bool isOfVoid() const noexcept override { return std::is_void_v<T>; }
  ~TaskStateOf() {
    if constexpr (!std::is_void_v<T>)
      if (watch::on() && Value && !isRetrieved()) [[unlikely]]
        watch::resultNotRetrieved(*this);
  }
};

} // namespace detail

namespace detail {
/// "name" of "aio::Coro<void> ns::name(int) [T = int]".
std::string_view plainName(std::string_view Signature) noexcept;
} // namespace detail

/// What a task runs, for people: `get_coro()`.
class CoroutineInfo {
  std::string_view Function;
  const void *Frame;

public:
  CoroutineInfo(std::string_view Function, const void *Frame)
      : Function(Function), Frame(Frame) {}
  /// The function's name without its return type, namespaces and parameters.
  std::string_view name() const noexcept { return Function; }
  /// "<coroutine object NAME at 0x...>"
  std::string repr() const;
};

/// A task of any result type.
class AnyTask : public AnyFuture {
public:
  AnyTask() = default;
  explicit AnyTask(detail::TaskState &S) : AnyFuture(detail::StateRef(S)) {}
  explicit AnyTask(detail::StateRef S) : AnyFuture(std::move(S)) {}
  static AnyTask fromState(detail::StateRef S) { return AnyTask(std::move(S)); }

  /// The name given to it, or "Task-N".
  std::string get_name() const { return S->task()->name(); }
  void set_name(std::string Name) const { S->task()->setName(std::move(Name)); }
  CoroutineInfo get_coro() const;
  /// How many cancellations were requested and not taken back by `uncancel`.
  unsigned cancelling() const noexcept { return S->task()->cancelling(); }
  /// Takes one back; gives how many are left.
  unsigned uncancel() const noexcept { return S->task()->uncancel(); }
  /// "<Task pending name='NAME' coro=<FUNCTION() running at FILE:LINE>>", and
  /// the like.
  std::string repr() const;
};

/// A coroutine that runs on its own, as a future of its result. Dropping it
/// loses result and exception only.
template <class T = void> class Task : public Future<T> {
public:
  explicit Task(detail::StateRef S) : Future<T>(std::move(S)) {}
  static Task fromState(detail::StateRef S) { return Task(std::move(S)); }
  // Not for tasks: only their coroutine ends them.
  template <class... V> void set_result(V &&...) const = delete;
  template <class E> void set_exception(E &&) const = delete;

  operator AnyTask() const { return AnyTask(this->S); }
  std::string get_name() const { return this->S->task()->name(); }
  void set_name(std::string Name) const {
    this->S->task()->setName(std::move(Name));
  }
  CoroutineInfo get_coro() const { return AnyTask(*this).get_coro(); }
  unsigned cancelling() const noexcept { return this->S->task()->cancelling(); }
  unsigned uncancel() const noexcept { return this->S->task()->uncancel(); }
  std::string repr() const { return AnyTask(*this).repr(); }

  template <class F> AnyFuture::CallbackId add_done_callback(F Fn) const {
    return this->template add<Task>(std::move(Fn),
                                    detail::ContextRef::current());
  }
  template <class F>
  AnyFuture::CallbackId add_done_callback(F Fn, const Context &Ctx) const {
    return this->template add<Task>(std::move(Fn), *Ctx.ref());
  }
};

namespace detail {
/// `Arguments` are those of `start`.
template <class T, class... A>
Task<T> makeTask(EventLoop &Loop, Coro<T> &C, A &&...Arguments) {
  // Until the task has the frame, the coroutine must keep it.
  auto *S = new TaskStateOf<T>(Loop, C.checked());
  StateRef Ref(*S);
  C.release();
  S->start(std::forward<A>(Arguments)...);
  return Task<T>(std::move(Ref));
}
} // namespace detail

template <class T> Task<T> EventLoop::create_task(Coro<T> C) {
  return detail::makeTask(*this, C);
}
template <class T> Task<T> EventLoop::create_task(Coro<T> C, std::string Name) {
  return detail::makeTask(*this, C, std::move(Name), nullptr);
}
template <class T>
Task<T> EventLoop::create_task(Coro<T> C, std::string Name,
                               const Context &Ctx) {
  return detail::makeTask(*this, C, std::move(Name), Ctx.ref());
}

template <class T> T EventLoop::run_until_complete(Future<T> F) {
  untilDone(F);
  return F.result();
}
template <class T> T EventLoop::run_until_complete(Coro<T> C) {
  Task<T> Main = create_task(std::move(C));
  untilDone(Main);
  return detail::takeResultOf<T>(*Main.state());
}

/// The coroutine starts when the loop that runs on this thread gets to it.
template <class T> [[nodiscard]] Task<T> create_task(Coro<T> C) {
  return get_running_loop().create_task(std::move(C));
}
template <class T>
[[nodiscard]] Task<T> create_task(Coro<T> C, std::string Name) {
  return get_running_loop().create_task(std::move(C), std::move(Name));
}
template <class T>
[[nodiscard]] Task<T> create_task(Coro<T> C, std::string Name,
                                  const Context &Ctx) {
  return get_running_loop().create_task(std::move(C), std::move(Name), Ctx);
}

namespace detail {
template <class A> Coro<AwaitResult<A>> wrapAwaitable(A Awaitable) {
  co_return co_await std::move(Awaitable);
}
template <class A> struct IsCoro : std::false_type {};
template <class T> struct IsCoro<Coro<T>> : std::true_type {};
} // namespace detail

/// A future for anything that can be awaited: the future itself, or a new task.
template <class T> Task<T> ensure_future(Coro<T> C) {
  return create_task(std::move(C));
}
template <class T> Task<T> ensure_future(Task<T> Running) { return Running; }
template <class T> Future<T> ensure_future(Future<T> Running) {
  return Running;
}
template <Awaitable A>
  requires(!std::derived_from<std::remove_cvref_t<A>, AnyFuture> &&
           !detail::IsCoro<std::remove_cvref_t<A>>::value)
auto ensure_future(A X) {
  return create_task(detail::wrapAwaitable(std::move(X)));
}
/// Awaitables that are no coroutines are wrapped in one.
template <Awaitable A>
  requires(!std::derived_from<std::remove_cvref_t<A>, AnyFuture> &&
           !detail::IsCoro<std::remove_cvref_t<A>>::value)
auto create_task(A X, std::string Name = {}) {
  return create_task(detail::wrapAwaitable(std::move(X)), std::move(Name));
}

namespace detail {
/// The result type of the future that stands for an A.
template <class A>
using FutureValue =
    typename decltype(ensure_future(std::declval<A>()))::value_type;

/// The value of one that has ended well.
template <class T> Stored<T> storedOf(FutureState &S) {
  S.check();
  if constexpr (std::is_copy_constructible_v<Stored<T>>)
    return *valueIn<T>(S);
  else
    return std::move(*valueIn<T>(S));
}
} // namespace detail

/// The task that runs now; none (false) in a callback. Throws
/// std::runtime_error if no loop runs on this thread.
AnyTask current_task();
/// The tasks of the loop that runs on this thread.
std::vector<AnyTask> all_tasks();

} // namespace aio

#endif // AIO_TASK_H
