// RUN: %oracle-asan %s
// shows: nothing
//
// Near misses: the coroutine is resumed by a loop or a queue when await_suspend has ended.

#include <aio/aio.h>

#include <coroutine>
#include <deque>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;
std::deque<std::coroutine_handle<>> Queue;

struct Fired {
  struct promise_type {
    Fired get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};
struct Queued {
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Queue.push_back(Waiting);
    Sum += ++Turns;
  }
  void await_resume() noexcept {}
};
struct Others {
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    auto Other = std::exchange(Queue.front(), Waiting);
    Other.resume();
    Sum += ++Turns;
  }
  void await_resume() noexcept {}
};
Fired queued() { co_await Queued{}; }
Fired others() { co_await Others{}; }

aio::Coro<> program() {
  queued();
  co_await aio::sleep(0s);
  others();
  while (!Queue.empty()) {
    auto Next = Queue.front();
    Queue.pop_front();
    Next.resume();
  }
}

int main() { aio::run(program()); }
