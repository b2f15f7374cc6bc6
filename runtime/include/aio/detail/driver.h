//===- driver.h - who resumes coroutines ------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In Python, what a coroutine waits for travels up through all who await it to
// the one who called `send()`. Here the innermost coroutine leaves it with the
// driver and gives control back to it.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_DRIVER_H
#define AIO_DETAIL_DRIVER_H

#include <aio/detail/thread_state.h>

#include <coroutine>
#include <source_location>
#include <type_traits>

namespace aio::detail {

class Waitable;

/// What every coroutine of this runtime has in its frame: who awaits it, and
/// where it stands. At the start of its promise, which needs no more alignment
/// than a frame has: so `promiseOf` finds it without knowing the result's type.
struct PromiseBase {
  /// Is resumed when this one ends: who awaits it, a coroutine of this runtime
  /// too; of the outermost, one that does nothing. Whoever starts it sets this.
  union { // Not set before; a frame is made faster for it.
    std::coroutine_handle<> Continuation;
  };
  /// The last suspension point; before the first, the function itself.
  std::source_location Where;

  explicit PromiseBase(std::source_location Function) noexcept
      : Where(Function) {}
};

/// The promise of a coroutine of this runtime.
inline PromiseBase &promiseOf(std::coroutine_handle<> H) noexcept {
  return std::coroutine_handle<PromiseBase>::from_address(H.address())
      .promise();
}

struct Driver {
  /// The innermost coroutine, to be resumed next.
  std::coroutine_handle<> Leaf;
  /// What it waits for; null: only for its next turn.
  Waitable *Yielded = nullptr;
  /// The suspension point throws when it is resumed: see `throwPending`.
  bool MustThrow = false;
  /// A task, not somebody who calls `send()`.
  bool IsTask = false;

  /// To drive `Root` and what it awaits.
  Driver(std::coroutine_handle<> Root, bool IsTask) noexcept
      : Leaf(Root), IsTask(IsTask) {
    promiseOf(Root).Continuation = std::noop_coroutine();
  }
  Driver(const Driver &) = delete;
  Driver &operator=(const Driver &) = delete;

  /// Throws what the coroutine is to get at its suspension point.
  [[noreturn]] void throwPending();

protected:
  ~Driver() = default;
};

/// Base of the awaiters that leave what they wait for with the driver. All
/// others know nothing of it: see foreign_awaiter.h.
struct NativeAwaiter {};

/// What native awaiters that give control back to the driver do.
struct Suspension : NativeAwaiter {
  template <class Promise>
  static void suspend(std::coroutine_handle<Promise> H,
                      Waitable *Yielded) noexcept {
    Driver &D = *This.Current;
    static_assert(std::is_base_of_v<PromiseBase, Promise>,
                  "only coroutines of aio can await this");
    D.Leaf = H;
    D.Yielded = Yielded;
  }
  static void resumed() {
    if (This.Current->MustThrow) [[unlikely]]
      This.Current->throwPending();
  }
};

/// Waits for nothing but the next turn of the loop.
struct YieldAwaiter : Suspension {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> H) noexcept {
    suspend(H, nullptr);
  }
  void await_resume() { resumed(); }
};

} // namespace aio::detail

#endif // AIO_DETAIL_DRIVER_H
