// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A member function leaves the mutex locked, and the coroutine is suspended
// before it calls the one that unlocks it. There is no guard that clang-tidy
// could see.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

class Cache {
public:
  aio::Coro<> updates() {
    enter(); // expect: coro-lock-across-await
    Value += co_await loads();
    leave();
  }
  aio::Coro<> loadsFirst() {
    std::size_t New = co_await loads();
    enter();
    Value += New;
    leave();
  }

private:
  static aio::Coro<std::size_t> loads() {
    co_await aio::sleep(0s);
    co_return 1;
  }
  void enter() { Guards.lock(); }
  void leave() { Guards.unlock(); }
  std::mutex Guards;
  std::size_t Value = 0;
};

aio::Coro<> program() {
  Cache Own;
  co_await Own.updates();
  co_await aio::sleep(0s);
  co_await Own.loadsFirst();
}

int main() { aio::run(program()); }
