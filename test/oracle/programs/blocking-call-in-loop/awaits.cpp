// RUN: %oracle %s
// shows: nothing
//
// Loops that wait as they should: they suspend, offload, or end at once.

#include <aio/aio.h>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;

std::atomic<bool> Ready{false};
int Turns = 0;

aio::Coro<> polls() {
  while (!Ready.load()) {
    co_await aio::sleep(1ms);
    ++Turns;
  }
}

aio::Coro<> retries() {
  for (int I = 0; I != 2; ++I) {
    co_await aio::to_thread([] { std::this_thread::sleep_for(30ms); });
    co_await aio::sleep(1ms * I);
  }
}

aio::Coro<int> computes() {
  int Sum = 0;
  for (int I = 0; I != 1000; ++I)
    Sum += I * I;
  co_await aio::sleep(0s);
  co_return Sum;
}

aio::Coro<> program() {
  auto Polling = aio::create_task(polls());
  co_await retries();
  Turns += co_await computes();
  Ready = true;
  co_await Polling;
}

int main() { aio::run(program()); }
