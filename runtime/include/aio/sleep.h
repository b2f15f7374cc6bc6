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

/// What `sleep` gives: sleeps when it is awaited, once. Waits in the frame of
/// the coroutine that sleeps: nothing is allocated.
class [[nodiscard]] Sleep final : public detail::Timer {
  struct Awaiter : detail::Suspension {
    Sleep &Of;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> H) const {
      suspend(H, Of.schedule());
    }
    void await_resume() const {
      resumed();
      if (Of.cancelled()) [[unlikely]]
        detail::throwCancelled(Of.Why);
    }
  };

  // Until it is awaited, `When` is the delay.
  union {
    /// Null until it is awaited.
    EventLoop *Loop = nullptr;
    /// Once it is cancelled.
    std::exception_ptr Why;
  };

public:
  explicit Sleep(Duration Delay) noexcept : Timer(TimePoint(Delay)) {}
  /// Before it is awaited.
  Sleep(Sleep &&O) noexcept : Timer(O.When) {}
  Sleep &operator=(Sleep &&O) noexcept {
    When = O.When;
    return *this;
  }
  ~Sleep() {
    if (cancelled()) [[unlikely]]
      Why.~exception_ptr();
    else if (Loop && !onlyYields() && !done())
      giveUp();
  }
  /// The same as a coroutine, for those who want one.
  operator Coro<void>() && { return asCoroutine(When.time_since_epoch()); }

  /// Throws std::runtime_error if it was awaited before, or no loop runs on
  /// this thread.
  Awaiter operator co_await() && {
    begin();
    return {{}, *this};
  }

private:
  bool cancel(EventLoop &Loop, std::exception_ptr Why) override;
  // The time has come.
  void run() override;
  bool onlyYields() const noexcept { return When == TimePoint(); }
  void begin() {
    if (Loop || done()) [[unlikely]]
      detail::throwReused();
    Loop = &get_running_loop();
    if (Duration Delay = When.time_since_epoch(); Delay <= Duration::zero())
      When = TimePoint();
    else
      When = Clock::now() + Delay;
  }
  /// What to wait for: itself; null if it only yields.
  Waitable *schedule() { return onlyYields() ? nullptr : &addToLoop(); }
  Waitable &addToLoop();
  void giveUp() noexcept;
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
