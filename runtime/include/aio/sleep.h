//===- sleep.h - waiting for a time ----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SLEEP_H
#define AIO_SLEEP_H

#include <aio/coro.h>
#include <aio/detail/timer.h>
#include <aio/detail/waitable.h>

#include <utility>

namespace aio {

namespace detail {

/// Waits in the frame of the coroutine that sleeps: nothing is allocated.
class SleepAwaiter final : public Waitable, public Timer, public Suspension {
  EventLoop &Loop;
  std::exception_ptr Why;
  bool OnlyYields;

  bool cancel(EventLoop &Loop, std::exception_ptr Why) override;
  // The time has come.
  void run() override;
  void discard() noexcept override {}
  void start();

public:
  explicit SleepAwaiter(Duration Delay);
  ~SleepAwaiter() {
    if (!OnlyYields && !done())
      giveUp();
  }
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> H) {
    if (!OnlyYields)
      start();
    suspend(H, OnlyYields ? nullptr : this);
  }
  void await_resume() {
    resumed();
    if (cancelled())
      throwCancelled(Why);
  }

private:
  void giveUp() noexcept;
};

} // namespace detail

/// What `sleep` gives: sleeps when it is awaited, once.
class [[nodiscard]] Sleep {
  Duration Delay;

public:
  explicit Sleep(Duration Delay) noexcept : Delay(Delay) {}
  Sleep(Sleep &&) = default;
  Sleep &operator=(Sleep &&) = default;
  detail::SleepAwaiter operator co_await() && {
    return detail::SleepAwaiter(Delay);
  }
  /// The same as a coroutine, for those who want one.
  operator Coro<void>() && { return asCoroutine(Delay); }

private:
  static Coro<void> asCoroutine(Duration Delay);
};

/// Resumes the caller after that time; `Duration::zero()` lets all others that
/// are ready run first.
template <class Rep, class Period>
Sleep sleep(std::chrono::duration<Rep, Period> Delay) noexcept {
  return Sleep(std::chrono::ceil<Duration>(Delay));
}
inline Sleep sleep(Duration Delay) noexcept { return Sleep(Delay); }

/// The same, and gives `Result`.
template <class T> Coro<T> sleep(Duration Delay, T Result) {
  co_await Sleep(Delay);
  co_return Result;
}

} // namespace aio

#endif // AIO_SLEEP_H
