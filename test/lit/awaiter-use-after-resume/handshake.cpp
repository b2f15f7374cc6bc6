// RUN: %check %s
//
// The awaiter and what it gives away agree by one atomic member who of them is the last:
// nobody resumes the coroutine before await_suspend has made its step.

#include "mini/mini.h"

#include <atomic>
#include <coroutine>
#include <thread>

struct exchanged {
  std::atomic<int> State{0};
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> H) {
    std::thread([this, H] {
      if (State.exchange(1) == 2)
        H.resume();
    }).detach();
    return State.exchange(2) != 1;
  }
  void await_resume() {}
};
struct counted {
  std::atomic<int> Left{2};
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> H) {
    std::thread([this, H] {
      if (Left.fetch_sub(1) == 1)
        H.resume();
    }).detach();
    return Left.fetch_sub(1) != 1;
  }
  void await_resume() {}
};

// The step is only among those who resume, or of another member.
struct onlyOnce {
  std::atomic<bool> Resumed{false};
  int Count = 0;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> H) {
    std::thread([this, H] {
      if (!Resumed.exchange(true))
        H.resume();
    }).detach();
    ++Count; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() {}
};
struct ofAnother {
  std::atomic<int> State{0}, Other{0};
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> H) {
    std::thread([this, H] {
      if (State.exchange(1) == 2)
        H.resume();
    }).detach();
    return Other.exchange(2) != 1; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() {}
};
struct alsoUnasked {
  std::atomic<int> State{0};
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> H) {
    std::thread([this, H] {
      if (State.exchange(1) == 2)
        H.resume();
      else
        H.resume();
    }).detach();
    return State.exchange(2) != 1; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() {}
};
