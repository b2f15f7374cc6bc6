// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A project's alias of std::unique_lock holds the mutex at a suspension.
// clang-tidy 22 looks for the template's name where the variable is declared.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;
using Guard = std::unique_lock<std::mutex>;

aio::Coro<> holds() {
  Guard Lock(Mutex); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> unlocks() {
  Guard Lock(Mutex);
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
