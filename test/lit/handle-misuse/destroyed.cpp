// RUN: %check %s
//
// Handles that are used when their coroutine has been destroyed.

#include "mini/mini.h"

#include <coroutine>
#include <utility>
#include <vector>

int Sum = 0;

struct work {
  struct promise_type {
    int Value = 1;
    work get_return_object() {
      return work(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
  using handle = std::coroutine_handle<promise_type>;
  explicit work(handle Frame) : Frame(Frame) {}
  handle Frame;
};
work step() { co_return; }

void used() {
  auto Frame = step().Frame;
  Frame.resume();
  Frame.destroy();
  Sum += Frame.done(); // expect: coro-handle-misuse {{'done'.*destroyed}}
}
void promised() {
  auto Frame = step().Frame;
  Frame.destroy();
  Sum += Frame.promise().Value; // expect: coro-handle-misuse
}
void resumed(work::handle Frame) {
  Frame.destroy();
  Frame(); // expect: coro-handle-misuse {{'resume'}}
}
void twice(work::handle Frame) {
  Frame.destroy();
  Frame.destroy(); // expect: coro-handle-misuse {{destroyed twice}}
}
void byCopy() {
  work::handle Frame = step().Frame;
  auto Copy = Frame;
  Copy.destroy();
  Frame.destroy(); // expect: coro-handle-misuse
}
void byErasedCopy() {
  work::handle Frame = step().Frame;
  std::coroutine_handle<> Any = Frame;
  Frame.destroy();
  Any.resume(); // expect: coro-handle-misuse
}
void onSomePath(work::handle Frame, bool Early) {
  if (Early)
    Frame.destroy();
  ++Sum;
  Frame.destroy(); // expect: coro-handle-misuse
}
void whenEnded() {
  auto Frame = step().Frame;
  while (!Frame.done()) {
    Frame.resume();
    if (Sum > 3) {
      Frame.destroy();
      break;
    }
  }
  Frame.destroy(); // expect: coro-handle-misuse
}
void inLoop(work::handle Frame, int N) {
  for (int I = 0; I != N; ++I)
    Frame.destroy(); // expect: coro-handle-misuse
}
void whenThrown(work::handle Frame) {
  try {
    Frame.resume();
  } catch (...) {
    Frame.destroy();
  }
  Frame.destroy(); // expect: coro-handle-misuse
}
void takenOut(work::handle Frame) {
  auto Old = std::exchange(Frame, nullptr);
  Old.destroy();
  Old.resume(); // expect: coro-handle-misuse
}

struct owner {
  work::handle Frame;
  ~owner() {
    Frame.destroy();
    if (!Frame.done()) // expect: coro-handle-misuse
      ++Sum;
  }
  void reset(owner &Other) {
    Other.Frame.destroy();
    Sum += Other.Frame.promise().Value; // expect: coro-handle-misuse
  }
};
template <class Handle> void ended(Handle Frame) {
  Frame.destroy();
  Sum += Frame.done(); // expect: coro-handle-misuse
}
void templates() { ended(step().Frame); }
void inLambda() {
  auto End = [](work::handle Frame) {
    Frame.destroy();
    Frame.destroy(); // expect: coro-handle-misuse
  };
  End(step().Frame);
}
#define END(H) (H).destroy()
void macros(work::handle Frame) {
  END(Frame);
  END(Frame); // expect: coro-handle-misuse
}
mini::task<> inCoroutine() {
  auto Frame = step().Frame;
  Frame.destroy();
  co_await mini::yield();
  Frame.resume(); // expect: coro-handle-misuse
}
// The one that is destroyed by its own last await.
struct last {
  bool await_ready() noexcept { return false; }
  bool await_suspend(work::handle Frame) noexcept {
    Frame.destroy();
    return Frame.promise().Value == 0; // expect: coro-handle-misuse
  }
  void await_resume() noexcept {}
};
