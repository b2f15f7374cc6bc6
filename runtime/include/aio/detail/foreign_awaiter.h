//===- foreign_awaiter.h - awaitables of other libraries --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Awaiters that know nothing of this runtime resume a coroutine themselves, on
// whatever thread. A coroutine of this runtime must run on its loop's thread,
// as a step of its task. So they get another coroutine to resume, which has the
// loop wake the task.
//
// A cancellation is delivered when such a wait is over, not before: nobody can
// tell a foreign operation to stop.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_FOREIGN_AWAITER_H
#define AIO_DETAIL_FOREIGN_AWAITER_H

#include <aio/awaitable.h>
#include <aio/detail/waitable.h>

#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

namespace aio::detail {

template <class A> using AwaiterOf = decltype(awaiterOf(std::declval<A>()));
template <class A>
inline constexpr bool IsNative =
    std::is_base_of_v<NativeAwaiter, std::remove_cvref_t<AwaiterOf<A>>>;

/// Ends when the foreign operation resumes `resumer()`.
class ForeignWait final : public Waitable {
  EventLoop &Loop;

  bool cancel(EventLoop &, std::exception_ptr) override { return false; }

public:
  /// Throws std::runtime_error if no loop runs on this thread.
  ForeignWait();
  /// A coroutine that, once resumed on any thread, ends this on the loop's, and
  /// goes. To be resumed once.
  std::coroutine_handle<> resumer();
};

template <class A> class ForeignAwaiter : public Suspension {
  AwaiterOf<A> Of;
  std::optional<ForeignWait> Wait;

public:
  explicit ForeignAwaiter(A &&X) : Of(awaiterOf(static_cast<A &&>(X))) {}
  bool await_ready() { return static_cast<bool>(Of.await_ready()); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> H) {
    Wait.emplace();
    suspend(H, &*Wait);
    std::coroutine_handle<> Resumer = Wait->resumer();
    using Suspended = decltype(Of.await_suspend(Resumer));
    if constexpr (std::is_void_v<Suspended>) {
      Of.await_suspend(Resumer);
    } else if constexpr (std::is_same_v<Suspended, bool>) {
      if (!Of.await_suspend(Resumer)) {
        Resumer.destroy();
        Wait.reset();
        return false;
      }
    } else {
      Of.await_suspend(Resumer).resume();
    }
    return true;
  }
  decltype(auto) await_resume() {
    if (Wait)
      resumed();
    return Of.await_resume();
  }
};

} // namespace aio::detail

#endif // AIO_DETAIL_FOREIGN_AWAITER_H
