// RUN: %oracle %s
// shows: coro-lock-across-await
// inputs: 0 1 2
//
// Conditions, jumps and turns of a loop decide whether the mutex is locked at the
// suspension: sometimes, or never.

#include <aio/aio.h>

#include <cstdlib>
#include <mutex>
#include <optional>

using namespace std::chrono_literals;

std::mutex Mutex;
int Sum = 0;

aio::Coro<> sometimes(int N) {
  std::unique_lock Lock(Mutex);
  switch (N) {
  case 0:
    Lock.unlock();
    [[fallthrough]];
  default:
    co_await aio::sleep(0s);
  }
}
aio::Coro<> fromTheSecondTurnOn(int N) {
  std::unique_lock Lock(Mutex, std::defer_lock);
  for (int I = 0; I <= N; ++I) {
    co_await aio::sleep(0s);
    if (!Lock.owns_lock())
      Lock.lock();
    ++Sum;
  }
}
aio::Coro<> never(bool Exclusive) {
  std::unique_lock<std::mutex> Lock;
  if (Exclusive)
    Lock = std::unique_lock(Mutex);
  ++Sum;
  if (!Exclusive)
    co_await aio::sleep(0s);
}
aio::Coro<> neverByHand(bool Exclusive) {
  if (Exclusive)
    Mutex.lock();
  ++Sum;
  if (Exclusive)
    Mutex.unlock();
  co_await aio::sleep(0s);
}
aio::Coro<> neverInOptional() {
  std::optional<std::lock_guard<std::mutex>> Lock;
  Lock.emplace(Mutex);
  ++Sum;
  Lock.reset();
  co_await aio::sleep(0s);
}
aio::Coro<> onlyWhileTaken() {
  for (;;) {
    if (std::unique_lock Lock(Mutex, std::try_to_lock); Lock) {
      ++Sum;
      break;
    }
    co_await aio::sleep(0s);
  }
}

aio::Coro<> program(int N) {
  // A lock that is taken in the step in which another one was let go is not seen.
  co_await sometimes(N);
  co_await aio::sleep(0s);
  co_await fromTheSecondTurnOn(N);
  co_await aio::sleep(0s);
  co_await never(N == 1);
  co_await aio::sleep(0s);
  co_await neverByHand(N == 1);
  co_await aio::sleep(0s);
  co_await neverInOptional();
  co_await aio::sleep(0s);
  co_await onlyWhileTaken();
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
