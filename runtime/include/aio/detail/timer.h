//===- timer.h - what the loop calls at a time ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_TIMER_H
#define AIO_DETAIL_TIMER_H

#include <aio/detail/waitable.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace aio {

/// The loop's clock: monotonic.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

namespace detail {

/// Ends at its time.
class Timer : public Waitable {
  friend class TimerHeap;
  static constexpr std::uint32_t NotIn = ~std::uint32_t(0);
  std::uint32_t Index = NotIn;

protected:
  /// Not to be changed while it is scheduled.
  TimePoint When;

  explicit Timer(TimePoint When) noexcept : When(When) {}
  ~Timer() = default;

public:
  TimePoint when() const noexcept { return When; }
  bool isScheduled() const noexcept { return Index != NotIn; }
};

/// The timers of a loop, the next one first. Does not own them.
class TimerHeap {
  std::vector<Timer *> Heap;

  void place(std::size_t I, Timer *T) noexcept {
    Heap[I] = T;
    T->Index = static_cast<std::uint32_t>(I);
  }
  void up(std::size_t I, Timer *T) noexcept {
    while (I) {
      std::size_t Parent = (I - 1) / 4;
      if (Heap[Parent]->When <= T->When)
        break;
      place(I, Heap[Parent]);
      I = Parent;
    }
    place(I, T);
  }
  void down(std::size_t I, Timer *T) noexcept {
    for (;;) {
      std::size_t First = 4 * I + 1, Least = First;
      if (First >= Heap.size())
        break;
      std::size_t End = First + 4 < Heap.size() ? First + 4 : Heap.size();
      for (std::size_t C = First + 1; C < End; ++C)
        if (Heap[C]->When < Heap[Least]->When)
          Least = C;
      if (T->When <= Heap[Least]->When)
        break;
      place(I, Heap[Least]);
      I = Least;
    }
    place(I, T);
  }

public:
  bool empty() const noexcept { return Heap.empty(); }
  std::size_t size() const noexcept { return Heap.size(); }
  Timer &next() const noexcept { return *Heap.front(); }

  /// Throws std::bad_alloc.
  void add(Timer &T) {
    Heap.push_back(&T);
    up(Heap.size() - 1, &T);
  }
  void remove(Timer &T) noexcept {
    std::size_t I = T.Index;
    T.Index = Timer::NotIn;
    Timer *Last = Heap.back();
    Heap.pop_back();
    if (Last == &T)
      return;
    if (I && Heap[(I - 1) / 4]->When > Last->When)
      up(I, Last);
    else
      down(I, Last);
  }
};

} // namespace detail
} // namespace aio

#endif // AIO_DETAIL_TIMER_H
