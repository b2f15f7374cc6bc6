// RUN: %check %s
//
// Near misses: lazy tasks that start once and can be awaited often. They cannot be
// copied; what says it is what the awaiter does, not what await_ready looks like.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

int N = 0;

/// Starts at the first await; whoever comes later waits for the same end.
class memoized {
public:
  struct promise_type {
    std::vector<std::coroutine_handle<>> Waiting;
    bool Begun = false, Ended = false;

    memoized get_return_object() {
      return memoized(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct wakes {
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<promise_type> H) noexcept {
          H.promise().Ended = true;
          for (auto Each : std::exchange(H.promise().Waiting, {}))
            Each.resume();
        }
        void await_resume() noexcept {}
      };
      return wakes{};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  memoized(memoized &&O) noexcept : Frame(std::exchange(O.Frame, {})) {}
  memoized &operator=(memoized &&O) noexcept {
    std::swap(Frame, O.Frame);
    return *this;
  }
  ~memoized() {
    if (Frame)
      Frame.destroy();
  }
  auto operator co_await() & noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> Frame;
      bool await_ready() const noexcept { return false; }
      bool await_suspend(std::coroutine_handle<> H) {
        promise_type &P = Frame.promise();
        if (P.Ended)
          return false;
        P.Waiting.push_back(H);
        if (!std::exchange(P.Begun, true))
          Frame.resume();
        return true;
      }
      void await_resume() const noexcept {}
    };
    return awaiter{Frame};
  }

private:
  explicit memoized(std::coroutine_handle<promise_type> F) : Frame(F) {}
  std::coroutine_handle<promise_type> Frame;
};

memoized loadOnce() {
  ++N;
  co_await mini::yield();
}
mini::task<> awaitsTwice() {
  auto Work = loadOnce();
  co_await Work;
  co_await Work;
}
mini::task<> awaitsInTurns() {
  auto Work = loadOnce();
  do
    co_await Work;
  while (++N < 3);
}
mini::task<> waits(memoized &Work) {
  co_await Work;
  ++N;
}
mini::task<> manyWait() {
  auto Work = loadOnce();
  std::vector<mini::task<>> All;
  All.push_back(waits(Work));
  All.push_back(waits(Work));
  co_await mini::when_all(std::move(All));
  co_await Work;
}
mini::task<> value() { co_await mini::yield(); }
// mini's tasks keep their value when they are awaited by name.
mini::task<> byName() {
  auto Work = value();
  co_await Work;
  co_await Work;
}
mini::task<> handle() {
  auto Running = mini::start(value());
  co_await Running;
  co_await Running;
}
mini::task<> readings(mini::async_generator<int> All) {
  while (auto Each = co_await All.next())
    N += *Each;
  co_await All.next();
}

