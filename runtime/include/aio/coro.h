//===- coro.h - coroutines --------------------------------------*- C++ -*-===//
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

#include <bit>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <utility>

/// The frame of a coroutine that is awaited where it is called may be a part of
/// the caller's frame.
#if defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::coro_await_elidable)
#define AIO_CORO_ELIDABLE [[clang::coro_await_elidable]]
#endif
#endif
#ifndef AIO_CORO_ELIDABLE
#define AIO_CORO_ELIDABLE
#endif

namespace aio {

template <class T> class Coro;

namespace detail {

/// What `co_await` and `co_return` mean in every coroutine of this runtime.
struct CoroPromiseBase : PromiseBase {
  /// What left the coroutine instead of a result.
  std::exception_ptr Error;

  using PromiseBase::PromiseBase;

  static void *operator new(std::size_t Size) {
    return allocateOr<allocateFrameSlow>(Size);
  }
  static void operator delete(void *P, std::size_t Size) noexcept {
    deallocateOr<freeFrameSlow>(P, Size);
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
  [[noreturn]] void rethrow();

  /// `Here` stands for a std::source_location: a default argument of class type
  /// would take room in GCC's frames.
  template <class A>
  decltype(auto)
  await_transform(A &&X,
                  decltype(__builtin_source_location()) Here =
                      __builtin_source_location()) noexcept(IsNative<A>) {
    Where = std::bit_cast<std::source_location>(Here);
    if constexpr (IsNative<A>)
      return static_cast<A &&>(X);
    else
      return ForeignAwaiter<A>(static_cast<A &&>(X));
  }
};

/// Room for a value that is made later, once. It knows whether it was made only
/// if there is something to destroy.
template <class T> class Room {
  union {
    T Value;
  };

public:
  Room() noexcept {}
  template <class U> void emplace(U &&V) {
    std::construct_at(std::addressof(Value), std::forward<U>(V));
  }
  T &operator*() noexcept { return Value; }
};
template <class T>
  requires(!std::is_trivially_destructible_v<T>)
class Room<T> : public std::optional<T> {};

template <class T> struct CoroPromise : CoroPromiseBase {
  static_assert(alignof(Stored<T>) <= 2 * sizeof(void *), "see PromiseBase");
  Room<Stored<T>> Value;

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
      rethrow();
    if constexpr (std::is_reference_v<T>)
      return static_cast<T>(**Value);
    else
      return std::move(*Value);
  }
};

template <> struct CoroPromise<void> : CoroPromiseBase {
  explicit CoroPromise(
      std::source_location Function = std::source_location::current()) noexcept
      : CoroPromiseBase(Function) {}
  Coro<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() {
    if (Error) [[unlikely]]
      rethrow();
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
    static_assert(std::is_base_of_v<PromiseBase, Outer>,
                  "only coroutines of aio can await this");
    return enter(Child, H);
  }
  decltype(auto) await_resume() const { return Child.promise().take(); }
};

/// Drives a coroutine for somebody who calls `send()`.
struct HandDriver final : Driver {
  const std::coroutine_handle<> Root;
  std::exception_ptr Thrown;
  bool Started = false;

  explicit HandDriver(std::coroutine_handle<> Root) noexcept
      : Driver(Root, /*IsTask=*/false), Root(Root) {}
  /// Runs until the next suspension.
  void resume();
};

/// A coroutine, and who drives it by hand if somebody does: this is rare, so
/// that the driver is behind the pointer instead of the frame then.
class CoroPointer {
  std::uintptr_t Bits = 0; // the last one set: a HandDriver

public:
  CoroPointer() = default;
  explicit CoroPointer(std::coroutine_handle<> H) noexcept
      : Bits(reinterpret_cast<std::uintptr_t>(H.address())) {}
  CoroPointer(CoroPointer &&O) noexcept : Bits(std::exchange(O.Bits, 0)) {}
  CoroPointer &operator=(CoroPointer &&O) noexcept {
    std::swap(Bits, O.Bits);
    return *this;
  }
  ~CoroPointer() {
    if (isDriven()) [[unlikely]]
      destroyDriven();
    else if (Bits) [[likely]]
      frame().destroy();
  }

  explicit operator bool() const noexcept { return Bits; }
  bool isDriven() const noexcept { return Bits & 1; }
  /// Null if nobody drives it by hand.
  HandDriver *driver() const noexcept {
    return isDriven() ? reinterpret_cast<HandDriver *>(Bits - 1) : nullptr;
  }
  /// Nobody has awaited or driven it, or given it away.
  bool isUnused() const noexcept {
    return Bits && !isDriven() && !frame().done();
  }
  /// Null if there is none.
  std::coroutine_handle<> handle() const noexcept {
    return isDriven() ? driver()->Root : frame();
  }
  /// The driver by hand, which is made if there is none. There must be a
  /// coroutine. Throws std::bad_alloc.
  HandDriver &drive();
  /// Gives the coroutine away; nobody must drive it by hand.
  std::coroutine_handle<> release() noexcept {
    return std::coroutine_handle<>::from_address(
        reinterpret_cast<void *>(std::exchange(Bits, 0)));
  }
  /// The same, if nobody drives it.
  std::coroutine_handle<> frame() const noexcept {
    return std::coroutine_handle<>::from_address(
        reinterpret_cast<void *>(Bits));
  }

private:
  void destroyDriven() noexcept;
};

} // namespace detail

/// A coroutine object: calling a coroutine makes one and runs nothing. It runs
/// when it is awaited, once; a Task runs it on its own. It is no task: it has
/// no name, no state to ask for, and nobody can cancel it.
///
/// Movable. Destroying it destroys the coroutine wherever it stands, which runs
/// the destructors of its variables.
template <class T = void> class [[nodiscard]] AIO_CORO_ELIDABLE Coro {
public:
  using promise_type = detail::CoroPromise<T>;
  using value_type = T;

  Coro() = default;

  detail::CoroAwaiter<promise_type> operator co_await() && noexcept {
    return {{}, P.isDriven() ? nullptr : typed(P.frame())};
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
    detail::HandDriver *D = P.driver();
    return D ? D->Yielded : nullptr;
  }
  /// After `send()` has returned false; once.
  T result() {
    if (!P || !P.handle().done())
      throw InvalidStateError("the coroutine has not ended");
    return handle().promise().take();
  }
  /// Ends the coroutine: its suspension point throws GeneratorExit. Throws
  /// RuntimeError if the coroutine suspends again.
  void close();
  /// Has run to its end, or was closed or moved from.
  bool done() const noexcept { return !P || P.handle().done(); }

  /// Gives the coroutine away, to a task.
  std::coroutine_handle<promise_type> release() {
    checkUnused();
    return typed(P.release());
  }
  /// What `release` would give.
  std::coroutine_handle<promise_type> checked() const {
    checkUnused();
    return typed(P.frame());
  }
  /// Null if there is none.
  std::coroutine_handle<promise_type> handle() const noexcept {
    return typed(P.handle());
  }

private:
  friend promise_type;
  explicit Coro(std::coroutine_handle<promise_type> H) noexcept : P(H) {}
  static std::coroutine_handle<promise_type>
  typed(std::coroutine_handle<> H) noexcept {
    return std::coroutine_handle<promise_type>::from_address(H.address());
  }
  void checkUnused() const {
    if (!P.isUnused()) [[unlikely]]
      detail::throwReused();
  }
  void drive(std::exception_ptr E);
  bool finishByHand() {
    if (!P.handle().done())
      return true;
    if (std::exception_ptr E = std::exchange(handle().promise().Error, nullptr))
      std::rethrow_exception(E);
    return false;
  }

  detail::CoroPointer P;
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
  if (done())
    detail::throwReused();
  detail::HandDriver &D = P.drive();
  if (E && !D.Started) {
    // Nothing of it has run, and nothing will.
    detail::CoroPointer Unstarted(std::move(P));
    std::rethrow_exception(E);
  }
  D.Thrown = std::move(E);
  D.resume();
}

template <class T> void Coro<T>::close() {
  detail::HandDriver *D = P.driver();
  if (P && !D) // It is not forgotten.
    detail::promiseOf(P.frame()).Continuation = std::noop_coroutine();
  if (D && D->Started && !done()) {
    D->Thrown = std::make_exception_ptr(GeneratorExit());
    D->resume();
    if (!done())
      throw std::runtime_error("coroutine ignored GeneratorExit");
    if (std::exception_ptr E =
            std::exchange(handle().promise().Error, nullptr)) {
      try {
        std::rethrow_exception(E);
      } catch (const GeneratorExit &) { // as it should
      }
    }
  }
  detail::CoroPointer Ended(std::move(P));
}

} // namespace aio

#include <aio/detail/owned_promise.h>

#endif // AIO_CORO_H
