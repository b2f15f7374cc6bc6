// RUN: %oracle %s
// shows: coro-lock-across-await
//
// Guards that hold a mutex while their coroutine is suspended.

#include <aio/aio.h>

#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

std::mutex Mutex;
std::shared_mutex Shared;
int Sum = 0;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<> whole() {
  std::lock_guard Lock(Mutex);
  Sum += co_await load();
}

aio::Coro<> lockedAgain() {
  std::unique_lock Lock(Mutex);
  ++Sum;
  Lock.unlock();
  co_await aio::sleep(0s);
  Lock.lock();
  co_await aio::sleep(0s);
}

aio::Coro<> shared() {
  std::shared_lock Lock(Shared);
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  // A lock that is taken in the step in which another one was let go is not seen.
  co_await whole();
  co_await aio::sleep(0s);
  co_await lockedAgain();
  co_await aio::sleep(0s);
  co_await shared();
}

int main() { aio::run(program()); }
