// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The guard has given its mutex away, by `release` or by a move into an inner
// scope, and the mutex was unlocked there: all is right. clang-tidy sees that a
// guard is in scope.

#include <aio/aio.h>

#include <mutex>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

aio::Coro<> releases() {
  std::unique_lock<std::mutex> Lock(Mutex);
  ++Sum;
  std::mutex *Held = Lock.release();
  Held->unlock();
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

aio::Coro<> movesAway() {
  std::unique_lock<std::mutex> Lock(Mutex);
  {
    std::unique_lock<std::mutex> Inner = std::move(Lock);
    ++Sum;
  }
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

aio::Coro<> program() {
  co_await releases();
  co_await aio::sleep(0s);
  co_await movesAway();
}

int main() { aio::run(program()); }
