//===- concurrent_future.h - a future of another thread ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// concurrent.futures.Future: what an executor gives. Any thread may use it, and
// a coroutine may await it.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CONCURRENT_FUTURE_H
#define AIO_CONCURRENT_FUTURE_H

#include <aio/detail/timer.h>
#include <aio/detail/waitable.h>
#include <aio/exceptions.h>
#include <aio/future.h>

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

/// What does not depend on the type of the result.
class ConcurrentState {
  enum class Phase { Pending, Running, Cancelled, Finished };
  mutable std::mutex Lock;
  mutable std::condition_variable Ended;
  Phase Now = Phase::Pending;
  std::exception_ptr Error;
  std::vector<std::function<void()>> Callbacks;

  bool hasEnded() const noexcept {
    return Now == Phase::Cancelled || Now == Phase::Finished;
  }
  void end(Phase As, std::unique_lock<std::mutex> Held);

protected:
  /// Stores what `Store` stores, and ends. Throws InvalidStateError if it has
  /// ended.
  void finish(const std::function<void()> &Store);

public:
  virtual ~ConcurrentState() = default;
  bool done() const;
  bool running() const;
  bool cancelled() const;
  bool cancel();
  bool start();
  void setException(std::exception_ptr E);
  /// Throws TimeoutError if that takes longer.
  void wait(std::optional<Duration> AtMost) const;
  /// Waits; throws what there is instead of a value.
  void check(std::optional<Duration> AtMost) const;
  std::exception_ptr exception(std::optional<Duration> AtMost) const;
  void onDone(std::function<void()> Fn);
};

template <class T> class ConcurrentStateOf final : public ConcurrentState {
public:
  std::optional<Stored<T>> Value;
  template <class... V> void setResult(V &&...Args) {
    finish([&] { Value.emplace(std::forward<V>(Args)...); });
  }
};

/// Has `S` end `F`, on the loop of that, and `F`'s cancellation cancel `S`.
/// `Take` moves the value.
void chain(std::shared_ptr<ConcurrentState> S, StateRef F,
           std::function<void(FutureState &)> Take);

} // namespace detail

template <class T = void> class [[nodiscard]] ConcurrentFuture {
  std::shared_ptr<detail::ConcurrentStateOf<T>> S;

public:
  using value_type = T;

  ConcurrentFuture() : S(std::make_shared<detail::ConcurrentStateOf<T>>()) {}

  bool done() const { return S->done(); }
  bool running() const { return S->running(); }
  bool cancelled() const { return S->cancelled(); }
  /// False if it runs or has ended.
  bool cancel() const { return S->cancel(); }
  /// Blocks until it has ended: gives the result or throws the exception;
  /// CancelledError if it was cancelled, TimeoutError if that takes longer.
  T result(std::optional<Duration> AtMost = std::nullopt) const {
    S->check(AtMost);
    if constexpr (!std::is_void_v<T>)
      return detail::valueOf<T>(*S->Value);
  }
  /// The same of the exception; null if there is none.
  std::exception_ptr
  exception(std::optional<Duration> AtMost = std::nullopt) const {
    return S->exception(AtMost);
  }
  /// Calls `Fn(future)` after the end, on the thread that ends it, or at once.
  template <class F> void add_done_callback(F Fn) const {
    S->onDone([Fn = std::move(Fn), Own = *this]() mutable { Fn(Own); });
  }

  // --- For executors --------------------------------------------------------

  /// False if it was cancelled: the work is not to be done.
  bool set_running_or_notify_cancel() const { return S->start(); }
  /// Throws InvalidStateError if it has ended.
  template <class... V> void set_result(V &&...Value) const {
    S->setResult(std::forward<V>(Value)...);
  }
  void set_exception(std::exception_ptr E) const {
    S->setException(std::move(E));
  }

  /// In a coroutine: waits on the loop.
  detail::FutureAwaiter<T> operator co_await() const {
    return detail::FutureAwaiter<T>(wrap(get_running_loop()).state());
  }
  /// The same as a future of that loop, to be called on its thread. To cancel
  /// one cancels the other.
  Future<T> wrap(EventLoop &Loop) const {
    Future<T> Out(Loop);
    detail::chain(S, Out.state(), [S = S](detail::FutureState &F) {
      if constexpr (std::is_copy_constructible_v<detail::Stored<T>>)
        detail::valueIn<T>(F).emplace(*S->Value);
      else
        detail::valueIn<T>(F).emplace(std::move(*S->Value));
    });
    return Out;
  }
};

/// As a future of the loop that runs on this thread.
template <class T> Future<T> wrap_future(const ConcurrentFuture<T> &F) {
  return F.wrap(get_running_loop());
}

} // namespace aio

#endif // AIO_CONCURRENT_FUTURE_H
