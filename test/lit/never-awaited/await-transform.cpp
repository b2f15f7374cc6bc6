// RUN: %check %s
//
// Types that are awaitable only through a promise's await_transform, and types
// that merely may be given to one.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <utility>

struct Delay {
  int Milliseconds;
};
struct NextMessage {
  int Channel;
};

class Script {
public:
  struct promise_type {
    Script get_return_object() {
      return Script(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    std::suspend_always await_transform(Delay) { return {}; }
    mini::yield_awaiter await_transform(NextMessage) { return {}; }
    // How many turns to sit out.
    std::suspend_always await_transform(int) { return {}; }
    Script &&await_transform(Script &&Inner) { return std::move(Inner); }
  };

  explicit Script(std::coroutine_handle<promise_type> Frame) : Frame(Frame) {}
  Script(Script &&Other) noexcept : Frame(std::exchange(Other.Frame, {})) {}
  ~Script() {
    if (Frame)
      Frame.destroy();
  }
  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const {
    return Frame;
  }
  void await_resume() const {}

private:
  std::coroutine_handle<promise_type> Frame;
};

Delay waitFor(int Milliseconds);
NextMessage receive(int Channel);
int turns();
Script walk(int Steps);

Script plays() {
  waitFor(10); // expect: coro-never-awaited
  co_await waitFor(20);
  receive(1); // expect: coro-never-awaited
  co_await receive(2);
  auto Lost = receive(3); // expect: coro-never-awaited
  auto Message = receive(4);
  co_await Message;
  turns();
  co_await turns();
  int Left = turns();
  co_await Left;
  auto Unused = turns();
  walk(1); // expect: coro-never-awaited
  co_await walk(2);
}

Script playsOnSomePath(bool Slow) {
  auto Wait = waitFor(5); // expect: coro-never-awaited
  if (Slow)
    co_await Wait;
  auto Walk = walk(Slow ? 1 : 2); // expect: coro-never-awaited
  if (!Slow)
    co_await std::move(Walk);
}

template <typename Make> Script inTemplate(Make Wait) {
  Wait(1); // expect: coro-never-awaited
  co_await Wait(2);
}

Script instantiates() { co_await inTemplate(waitFor); }
