// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The mutex is unlocked when the coroutine is suspended, and locked again
// afterwards: all is right. clang-tidy sees that a guard is in scope.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

aio::Coro<> unlocks() {
  std::unique_lock<std::mutex> Lock(Mutex);
  ++Sum;
  Lock.unlock();
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
  Lock.lock();
  ++Sum;
}

aio::Coro<> unlocksInTurns(int Turns) {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (--Turns > 0) {
    if (Turns % 2 == 0) {
      Lock.unlock();
      co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
      Lock.lock();
    }
    ++Sum;
  }
}

aio::Coro<> program() {
  co_await unlocks();
  co_await aio::sleep(0s);
  co_await unlocksInTurns(5);
}

int main() { aio::run(program()); }
