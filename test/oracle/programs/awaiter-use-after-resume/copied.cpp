// RUN: %oracle-asan %s
// shows: nothing
//
// Near misses: what is needed later is copied before, and the handle is given away last.

#include <aio/aio.h>

#include <coroutine>

using namespace std::chrono_literals;

int Sum = 0;

struct Fired {
  struct promise_type {
    Fired get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};
struct Counts {
  int Turns = 0;
  int *Total;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    ++Turns;
    int *Where = Total;
    Waiting.resume();
    ++*Where;
  }
  void await_resume() noexcept {}
};
struct OnOnePath {
  bool AtOnce;
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    if (AtOnce) {
      Waiting.resume();
      return true;
    }
    ++Turns;
    return false;
  }
  void await_resume() noexcept {}
};

Fired counted() { co_await Counts{0, &Sum}; }
Fired onePath(bool AtOnce) { co_await OnOnePath{AtOnce}; }

aio::Coro<> program() {
  co_await aio::sleep(0s);
  counted();
  onePath(true);
  onePath(false);
}

int main() { aio::run(program()); }
