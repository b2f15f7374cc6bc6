//===- coro.h - coroutines ---------------------------------------*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CORO_H
#define AIO_CORO_H

#include <aio/detail/driver.h>
#include <aio/detail/foreign_awaiter.h>
#include <aio/detail/pool.h>
#include <aio/detail/waitable.h>
#include <aio/exceptions.h>

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <utility>

namespace aio {

template <class T> class Coro;

namespace detail {

/// What `co_await` and `co_return` mean in every coroutine of this runtime.
struct CoroPromiseBase : PromiseBase {
  /// What left the coroutine instead of a result.
  std::exception_ptr Error;

  using PromiseBase::PromiseBase;

  static void *operator new(std::size_t Size) { return allocate(Size); }
  static void operator delete(void *P, std::size_t Size) noexcept {
    deallocate(P, Size);
  }

  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> H) const noexcept {
      return H.promise().Continuation;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { Error = std::current_exception(); }
  /// Has come back to who awaits it.
  static bool isBack(std::coroutine_handle<> H) noexcept { return H.done(); }

  template <class A>
  decltype(auto)
  await_transform(A &&X,
                  std::source_location Here =
                      std::source_location::current()) noexcept(IsNative<A>) {
    Where = Here;
    if constexpr (IsNative<A>)
      return static_cast<A &&>(X);
    else
      return ForeignAwaiter<A>(static_cast<A &&>(X));
  }
};

template <class T> struct CoroPromise final : CoroPromiseBase {
  std::optional<Stored<T>> Value;

  explicit CoroPromise(
      std::source_location Function = std::source_location::current()) noexcept
      : CoroPromiseBase(Function) {}
  Coro<T> get_return_object() noexcept;

  template <class U = T> void return_value(U &&V) {
    if constexpr (std::is_reference_v<T>)
      Value.emplace(std::addressof(V));
    else
      Value.emplace(std::forward<U>(V));
  }
  T take() {
    if (Error) [[unlikely]]
      std::rethrow_exception(std::exchange(Error, nullptr));
    if constexpr (std::is_reference_v<T>)
      return static_cast<T>(**Value);
    else
      return std::move(*Value);
  }
};

template <> struct CoroPromise<void> final : CoroPromiseBase {
  explicit CoroPromise(
      std::source_location Function = std::source_location::current()) noexcept
      : CoroPromiseBase(Function) {}
  Coro<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() {
    if (Error) [[unlikely]]
      std::rethrow_exception(std::exchange(Error, nullptr));
  }
};

#if defined(__clang__)
/// Gives control to `Inner`, which gives it back to `Outer` at its end, however
/// often that happens without a suspension: a jump takes no stack.
template <class Promise>
std::coroutine_handle<> enter(std::coroutine_handle<Promise> Inner,
                              std::coroutine_handle<> Outer) noexcept {
  Inner.promise().Continuation = Outer;
  return Inner;
}
#else
/// GCC makes such a jump a call unless it optimises, so that a loop over
/// coroutines that end at once would use up the stack. Here Inner comes back by
/// returning; only if it is suspended then, it will resume `Outer`.
template <class Promise>
bool enter(std::coroutine_handle<Promise> Inner,
           std::coroutine_handle<> Outer) noexcept {
  Promise &P = Inner.promise();
  P.Continuation = std::noop_coroutine();
  Inner.resume();
  if (P.isBack(Inner))
    return false;
  P.Continuation = Outer;
  return true;
}
#endif

/// For a coroutine that has run, or is driven by hand, or was moved from.
[[noreturn]] void throwReused();

template <class Promise> struct CoroAwaiter : NativeAwaiter {
  std::coroutine_handle<Promise> Child;

  bool await_ready() const {
    if (!Child || Child.done()) [[unlikely]]
      throwReused();
    return false;
  }
  template <class Outer>
  auto await_suspend(std::coroutine_handle<Outer> H) const noexcept {
    if constexpr (std::is_base_of_v<PromiseBase, Outer>)
      Child.promise().Caller = &H.promise();
    return enter(Child, H);
  }
  decltype(auto) await_resume() const { return Child.promise().take(); }
};

/// Drives a coroutine for somebody who calls `send()`.
struct HandDriver final : Driver {
  std::exception_ptr Thrown;
  bool Started = false;

  HandDriver() noexcept : Driver(/*IsTask=*/false) {}
  /// Runs until the next suspension.
  void resume();
};

} // namespace detail

/// A coroutine object: calling a coroutine makes one and runs nothing. It runs
/// when it is awaited, once; a Task runs it on its own. It is no task: it has
/// no name, no state to ask for, and nobody can cancel it.
///
/// Movable. Destroying it destroys the coroutine wherever it stands, which runs
/// the destructors of its variables.
template <class T = void> class [[nodiscard]] Coro {
public:
  using promise_type = detail::CoroPromise<T>;
  using value_type = T;

  Coro() = default;
  Coro(Coro &&O) noexcept
      : H(std::exchange(O.H, nullptr)), ByHand(std::move(O.ByHand)) {}
  Coro &operator=(Coro &&O) noexcept {
    std::swap(H, O.H);
    std::swap(ByHand, O.ByHand);
    return *this;
  }
  ~Coro() {
    if (H)
      H.destroy();
  }

  detail::CoroAwaiter<promise_type> operator co_await() && noexcept {
    return {{}, ByHand ? nullptr : H};
  }

  /// Runs the coroutine to its next suspension, or to its end: then returns
  /// false, and `result()` has the result. Throws what the coroutine throws.
  /// Python's `coroutine.send(None)`.
  bool send() {
    drive(nullptr);
    return finishByHand();
  }
  /// As `send`, but the suspension point throws `E`.
  bool throw_(std::exception_ptr E) {
    drive(std::move(E));
    return finishByHand();
  }
  /// What a coroutine that was suspended by `send` waits for; null if only for
  /// its turn.
  detail::Waitable *awaiting() const noexcept {
    return ByHand ? ByHand->Yielded : nullptr;
  }
  /// After `send()` has returned false; once.
  T result() {
    if (!H || !H.done())
      throw InvalidStateError("the coroutine has not ended");
    return H.promise().take();
  }
  /// Ends the coroutine: its suspension point throws GeneratorExit. Throws
  /// RuntimeError if the coroutine suspends again.
  void close();
  /// Has run to its end, or was closed or moved from.
  bool done() const noexcept { return !H || H.done(); }

  /// Gives the coroutine away, to a task.
  std::coroutine_handle<promise_type> release() {
    if (!H || ByHand || H.done())
      detail::throwReused();
    return std::exchange(H, nullptr);
  }
  std::coroutine_handle<promise_type> handle() const noexcept { return H; }

private:
  friend promise_type;
  explicit Coro(std::coroutine_handle<promise_type> H) noexcept : H(H) {}
  void drive(std::exception_ptr E);
  bool finishByHand() {
    if (!H.done())
      return true;
    if (std::exception_ptr E = std::exchange(H.promise().Error, nullptr))
      std::rethrow_exception(E);
    return false;
  }

  std::coroutine_handle<promise_type> H;
  std::unique_ptr<detail::HandDriver> ByHand;
};

namespace detail {
template <class T> Coro<T> CoroPromise<T>::get_return_object() noexcept {
  return Coro<T>(std::coroutine_handle<CoroPromise>::from_promise(*this));
}
inline Coro<void> CoroPromise<void>::get_return_object() noexcept {
  return Coro<void>(std::coroutine_handle<CoroPromise>::from_promise(*this));
}
} // namespace detail

template <class T> void Coro<T>::drive(std::exception_ptr E) {
  if (!H || H.done())
    detail::throwReused();
  if (!ByHand) {
    ByHand = std::make_unique<detail::HandDriver>();
    ByHand->Leaf = H;
    ByHand->LeafPromise = &H.promise();
  }
  if (E && !ByHand->Started) {
    // Nothing of it has run, and nothing will.
    std::exchange(H, nullptr).destroy();
    std::rethrow_exception(E);
  }
  ByHand->Thrown = std::move(E);
  ByHand->resume();
}

template <class T> void Coro<T>::close() {
  if (!H)
    return;
  if (ByHand && ByHand->Started && !H.done()) {
    ByHand->Thrown = std::make_exception_ptr(GeneratorExit());
    ByHand->resume();
    if (!H.done())
      throw std::runtime_error("coroutine ignored GeneratorExit");
    if (std::exception_ptr E = std::exchange(H.promise().Error, nullptr)) {
      try {
        std::rethrow_exception(E);
      } catch (const GeneratorExit &) { // as it should
      }
    }
  }
  std::exchange(H, nullptr).destroy();
}

} // namespace aio

#endif // AIO_CORO_H
