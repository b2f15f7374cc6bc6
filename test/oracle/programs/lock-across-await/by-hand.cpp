// RUN: %oracle %s
// shows: coro-lock-across-await
// inputs: 0 1
//
// A mutex is locked without a guard, on one path, or by a function that leaves it
// locked.

#include <aio/aio.h>

#include <cstdlib>
#include <mutex>

using namespace std::chrono_literals;

std::mutex Mutex;
int Sum = 0;

class Cache {
public:
  aio::Coro<> update() {
    enter();
    co_await aio::sleep(0s);
    ++Values;
    leave();
  }

private:
  void enter() { Guards.lock(); }
  void leave() { Guards.unlock(); }
  std::mutex Guards;
  int Values = 0;
};

aio::Coro<> onSomePath(int N) {
  Mutex.lock();
  ++Sum;
  if (N == 1)
    co_await aio::sleep(0s);
  Mutex.unlock();
}

aio::Coro<> program(int N) {
  Cache Own;
  co_await Own.update();
  // A lock that is taken in the step in which another one was let go is not seen.
  co_await aio::sleep(0s);
  co_await onSomePath(N);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
