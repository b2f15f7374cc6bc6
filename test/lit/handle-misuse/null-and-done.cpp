// RUN: %check %s
//
// Handles that are known to be null, or to have ended, and addresses that are no
// coroutine's.

#include <coroutine>
#include <memory>
#include <utility>

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
    std::coroutine_handle<> erased() {
      return std::coroutine_handle<>::from_address(this);
      // expect@-1: coro-handle-misuse {{from_address}}
    }
  };
  using handle = std::coroutine_handle<promise_type>;
  explicit work(handle Frame) : Frame(Frame) {}
  handle Frame;
};
using handle = work::handle;

void neverSet() {
  handle Frame;
  Frame.resume(); // expect: coro-handle-misuse {{null}}
}
void setOnSomePath(bool Sure, handle Other) {
  std::coroutine_handle<> Frame;
  if (Sure)
    Frame = Other;
  Frame.resume(); // expect: coro-handle-misuse
}
void setToNull(handle Frame) {
  Frame = nullptr;
  Sum += Frame.done(); // expect: coro-handle-misuse
}
void emptied(handle Frame) {
  Frame = {};
  Frame.destroy(); // expect: coro-handle-misuse
}
void exchanged(handle Frame) {
  auto Old = std::exchange(Frame, {});
  Frame.resume(); // expect: coro-handle-misuse
  Old.destroy();
}
void testedWrongly(handle Frame) {
  if (!Frame)
    Frame.resume(); // expect: coro-handle-misuse
}
void comparedWrongly(handle Frame, handle Other) {
  if (Frame == nullptr)
    Frame.destroy(); // expect: coro-handle-misuse
  if (Other != nullptr)
    return;
  Other.resume(); // expect: coro-handle-misuse
}
void checkedTooLate(handle Frame) {
  if (Frame || Sum > 3)
    ++Sum;
  else
    Frame.resume(); // expect: coro-handle-misuse
}
struct slot {
  handle Frame;
  void drop() {
    Frame.destroy();
    Frame = nullptr;
    Sum += Frame.promise().Value; // expect: coro-handle-misuse
  }
};

void ended(handle Frame) {
  if (Frame.done())
    Frame.resume(); // expect: coro-handle-misuse {{ended}}
}
void endedAfterLoop(handle Frame) {
  while (!Frame.done())
    Frame.resume();
  Frame.resume(); // expect: coro-handle-misuse {{ended}}
  Frame.destroy();
}
void endedByCopy(handle Frame) {
  std::coroutine_handle<> Any = Frame;
  if (Frame && Frame.done())
    Any(); // expect: coro-handle-misuse {{ended}}
}

handle byAddress(work::promise_type &P) {
  return handle::from_address(&P); // expect: coro-handle-misuse
}
handle byAddressOf(work::promise_type &P) {
  return handle::from_address(std::addressof(P)); // expect: coro-handle-misuse
}
handle byPointer(work::promise_type *P) {
  void *Any = P;
  ++Sum;
  return handle::from_address(static_cast<void *>(P));
  // expect@-1: coro-handle-misuse
}
handle ofCopy(handle Frame) {
  auto Promise = Frame.promise();
  return handle::from_promise(Promise); // expect: coro-handle-misuse
}
handle ofParameter(work::promise_type Promise) {
  return handle::from_promise(Promise); // expect: coro-handle-misuse
}
