// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A function locks the mutex and returns the guard, which is kept in a variable
// of deduced type while the coroutine is suspended. clang-tidy says nothing.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

std::unique_lock<std::mutex> locked() {
  return std::unique_lock<std::mutex>(Mutex);
}

aio::Coro<> holds() {
  auto Lock = locked(); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> unlocks() {
  auto Lock = locked();
  ++Sum;
  Lock.unlock();
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await holds();
  co_await aio::sleep(0s);
  co_await unlocks();
}

int main() { aio::run(program()); }
