// RUN: %oracle %s
// shows: nothing
//
// No mutex is locked when a coroutine is suspended, although a guard is in scope.

#include <aio/aio.h>

#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

std::mutex Mutex;
std::shared_mutex Shared;
int Sum = 0;

aio::Coro<> inBlock() {
  {
    std::lock_guard Lock(Mutex);
    ++Sum;
  }
  co_await aio::sleep(0s);
}

aio::Coro<> unlocked() {
  std::unique_lock Lock(Mutex);
  ++Sum;
  Lock.unlock();
  co_await aio::sleep(0s);
  Lock.lock();
  ++Sum;
}

aio::Coro<> deferred() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  co_await aio::sleep(0s);
  Lock.lock();
  ++Sum;
}

aio::Coro<> tried() {
  if (Mutex.try_lock()) {
    ++Sum;
    Mutex.unlock();
  }
  co_await aio::sleep(0s);
}

aio::Coro<> inTurns() {
  for (int I = 0; I != 3; ++I) {
    {
      std::shared_lock Lock(Shared);
      Sum += I;
    }
    co_await aio::sleep(0s);
  }
}

aio::Coro<> program() {
  co_await inBlock();
  co_await unlocked();
  co_await deferred();
  co_await tried();
  co_await inTurns();
}

int main() { aio::run(program()); }
