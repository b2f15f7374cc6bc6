//===- future.h - a result that is not there yet ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Future. Belongs to the thread of its loop, as does everything here;
// for other threads there is ConcurrentFuture.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_FUTURE_H
#define AIO_FUTURE_H

#include <aio/context.h>
#include <aio/detail/waitable.h>
#include <aio/exceptions.h>

#include <cstddef>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace aio {

namespace detail {

/// A function that the loop calls once a future has ended.
class DoneCallback : public Callback, public Pooled {
  ContextRef Context;
  /// From the end of the future until the call. Until then, the future has this
  /// in its list, and must not be kept alive by it.
  StateRef Keeps;

protected:
  FutureState &Of;
  virtual void call() = 0;

public:
  /// What `remove_done_callback` knows it by.
  const void *const Key;

  DoneCallback(FutureState &Of, const void *Key, ContextRef Context)
      : Context(std::move(Context)), Of(Of), Key(Key) {}
  virtual ~DoneCallback() = default;
  void queued() noexcept final { Keeps = StateRef(Of); }
  void run() final;
  void discard() noexcept final { delete this; }
};

template <class Handle, class F>
class DoneCallbackOf final : public DoneCallback {
  F Fn;
  void call() override { Fn(Handle::fromState(StateRef(Of))); }

public:
  DoneCallbackOf(FutureState &Of, const void *Key, ContextRef Context, F Fn)
      : DoneCallback(Of, Key, std::move(Context)), Fn(std::move(Fn)) {}
};

/// Function pointers are known by their address, other callables by that of
/// their node.
template <class F> const void *keyOf(const F &Fn) {
  if constexpr (std::is_pointer_v<F>)
    return reinterpret_cast<const void *>(Fn);
  else
    return nullptr;
}

std::size_t removeCallbacks(FutureState &S, const void *Key) noexcept;

} // namespace detail

/// A future or task of any result type.
class AnyFuture {
protected:
  detail::StateRef S;

public:
  /// Names a callback for `remove_done_callback`.
  using CallbackId = const void *;

  AnyFuture() = default;
  explicit AnyFuture(detail::StateRef S) noexcept : S(std::move(S)) {}
  static AnyFuture fromState(detail::StateRef S) noexcept {
    return AnyFuture(std::move(S));
  }

  /// False for a default-made one, which stands for no future.
  explicit operator bool() const noexcept { return bool(S); }
  bool operator==(const AnyFuture &O) const noexcept {
    return S.get() == O.S.get();
  }

  bool done() const noexcept { return S->done(); }
  bool cancelled() const noexcept { return S->cancelled(); }
  /// Asks for the end; false if it has ended already. A task gets a
  /// CancelledError at its next opportunity, any other future is cancelled at
  /// once.
  bool cancel(std::string Message = {}) const {
    return S->cancel(*S->Loop, Message.empty()
                                   ? nullptr
                                   : detail::cancelledWith(std::move(Message)));
  }
  /// The exception it ended with, or null. Throws CancelledError if it was
  /// cancelled, and InvalidStateError if it has not ended.
  std::exception_ptr exception() const { return S->exception(); }
  EventLoop &get_loop() const noexcept { return *S->Loop; }

  /// Has the loop call `Fn(future)` after the end, in the order in which
  /// callbacks were added, in `Ctx` or a copy of the caller's context.
  template <class F> CallbackId add_done_callback(F Fn) const {
    return add<AnyFuture>(std::move(Fn), detail::ContextRef::current());
  }
  template <class F>
  CallbackId add_done_callback(F Fn, const Context &Ctx) const {
    return add<AnyFuture>(std::move(Fn), *Ctx.ref());
  }
  /// How many were removed. By the function, if it is a plain one, or by what
  /// `add_done_callback` gave.
  std::size_t remove_done_callback(CallbackId Id) const noexcept {
    return detail::removeCallbacks(*S, Id);
  }
  template <class R, class A>
  std::size_t remove_done_callback(R (*Fn)(A)) const noexcept {
    return detail::removeCallbacks(*S, detail::keyOf(Fn));
  }

  /// Waits for the end; throws what it ended with.
  detail::FutureAwaiter<void> operator co_await() const noexcept {
    return detail::FutureAwaiter<void>(S);
  }

  const detail::StateRef &state() const noexcept { return S; }

protected:
  template <class Handle, class F>
  CallbackId add(F Fn, detail::ContextRef Ctx) const {
    const void *Key = detail::keyOf(Fn);
    auto *C = new detail::DoneCallbackOf<Handle, F>(*S, Key, std::move(Ctx),
                                                    std::move(Fn));
    S->addCallback(*C);
    return Key ? Key : static_cast<detail::DoneCallback *>(C);
  }
};

/// Somebody will set its result or exception. Copies are the same future.
template <class T = void> class [[nodiscard]] Future : public AnyFuture {
public:
  using value_type = T;

  /// A new future of the loop that runs on this thread.
  Future() : Future(get_running_loop()) {}
  explicit Future(EventLoop &Loop)
      : AnyFuture(detail::StateRef(*new detail::FutureStateOf<T>(Loop))) {}
  explicit Future(detail::StateRef S) noexcept : AnyFuture(std::move(S)) {}
  static Future fromState(detail::StateRef S) noexcept {
    return Future(std::move(S));
  }

  /// The result, as often as one likes if it can be copied, else once. Throws
  /// the exception if there is one, CancelledError if it was cancelled, and
  /// InvalidStateError if it has not ended.
  T result() const { return detail::resultOf<T>(*S); }
  /// Throws InvalidStateError if it has ended. Not for tasks.
  template <class... V> void set_result(V &&...Value) const {
    checkSettable();
    detail::valueIn<T>(*S).emplace(std::forward<V>(Value)...);
    S->finish();
  }
  void set_exception(std::exception_ptr E) const {
    checkSettable();
    S->setException(std::move(E));
  }
  template <class E>
    requires(!std::is_same_v<std::decay_t<E>, std::exception_ptr>)
  void set_exception(E &&Error) const {
    set_exception(std::make_exception_ptr(std::forward<E>(Error)));
  }

  template <class F> CallbackId add_done_callback(F Fn) const {
    return add<Future>(std::move(Fn), detail::ContextRef::current());
  }
  template <class F>
  CallbackId add_done_callback(F Fn, const Context &Ctx) const {
    return add<Future>(std::move(Fn), *Ctx.ref());
  }

  detail::FutureAwaiter<T> operator co_await() const noexcept {
    return detail::FutureAwaiter<T>(S);
  }

private:
  void checkSettable() const {
    if (S->task())
      throw std::runtime_error("Task does not support this operation");
    S->checkPending();
  }
};

} // namespace aio

#endif // AIO_FUTURE_H
