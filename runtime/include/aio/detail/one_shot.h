//===- one_shot.h - one wait of one coroutine -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the primitives have a coroutine wait for: a future that lives in the
// coroutine's own frame.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_ONE_SHOT_H
#define AIO_DETAIL_ONE_SHOT_H

#include <aio/detail/waitable.h>

#include <algorithm>
#include <deque>

namespace aio::detail {

class OneShot final : public Waitable {
  EventLoop &Loop;
  std::exception_ptr Why;

public:
  /// Throws std::runtime_error if no loop runs on this thread.
  OneShot();

  /// To be called once, while it is not done.
  void set() noexcept { end(Loop, State::Finished); }
  bool cancel(EventLoop &Of, std::exception_ptr Because) override {
    if (done())
      return false;
    Why = std::move(Because);
    end(Of, State::Cancelled);
    return true;
  }

  // An awaiter of its own: GCC 12 copies one that is a member of something.
  struct Awaiter : Suspension {
    OneShot &Of;

    explicit Awaiter(OneShot &Of) noexcept : Of(Of) {}
    bool await_ready() const noexcept { return Of.done(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> H) noexcept {
      suspend(H, &Of);
    }
    void await_resume() {
      resumed();
      if (Of.cancelled())
        throwCancelled(Of.Why);
    }
  };
  Awaiter operator co_await() noexcept { return Awaiter(*this); }
};

/// Those that wait, the first to be woken first.
class WaitQueue {
  std::deque<OneShot *> Waiting;

public:
  bool empty() const noexcept { return Waiting.empty(); }
  std::size_t size() const noexcept { return Waiting.size(); }
  auto begin() const noexcept { return Waiting.begin(); }
  auto end() const noexcept { return Waiting.end(); }

  void remove(const OneShot &W) noexcept {
    if (auto It = std::find(Waiting.begin(), Waiting.end(), &W);
        It != Waiting.end())
      Waiting.erase(It);
  }
  /// Whether somebody waits who has not been cancelled.
  bool anyWaits() const noexcept {
    return std::any_of(Waiting.begin(), Waiting.end(),
                       [](const OneShot *W) { return !W->cancelled(); });
  }
  /// Takes the first that is not done out, and wakes it.
  void popAndWake() noexcept {
    while (!Waiting.empty()) {
      OneShot *W = Waiting.front();
      Waiting.pop_front();
      if (W->done())
        continue;
      W->set();
      return;
    }
  }
  /// The first that is not done; null if there is none.
  OneShot *firstPending() const noexcept {
    for (OneShot *W : Waiting)
      if (!W->done())
        return W;
    return nullptr;
  }

  /// Is in the queue as long as it lives.
  class Place {
    WaitQueue &Of;

  public:
    OneShot Wait;

    explicit Place(WaitQueue &Of) : Of(Of) { Of.Waiting.push_back(&Wait); }
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;
    ~Place() { Of.remove(Wait); }
  };
};

} // namespace aio::detail

#endif // AIO_DETAIL_ONE_SHOT_H
