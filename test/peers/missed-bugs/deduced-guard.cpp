// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The guard's template argument is deduced, as is usual since C++17, and it
// holds the mutex at a suspension. clang-tidy 22 sees
// `std::unique_lock<std::mutex>` only where it is spelled out.

#include <aio/aio.h>

#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;
std::shared_mutex Shared;

aio::Coro<> writes() {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> reads() {
  std::shared_lock Lock(Shared); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> unlocks() {
  std::unique_lock Lock(Mutex);
  ++Sum;
  Lock.unlock();
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await writes();
  co_await aio::sleep(0s);
  co_await reads();
  co_await aio::sleep(0s);
  co_await unlocks();
}

int main() { aio::run(program()); }
