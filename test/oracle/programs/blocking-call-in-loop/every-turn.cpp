// RUN: %oracle %s
// shows: coro-blocking-call-in-loop
//
// A blocking call that each turn of a loop makes, directly and through helpers.

#include <aio/aio.h>

#include <thread>

using namespace std::chrono_literals;

int Turns = 0;

void linger() { std::this_thread::sleep_for(60ms); }
void backOff(int N) {
  if (N >= 0)
    linger();
}

aio::Coro<> polls() {
  for (int I = 0; I != 2; ++I) {
    co_await aio::sleep(0s);
    std::this_thread::sleep_for(60ms);
  }
}

aio::Coro<> retries() {
  int Left = 2;
  while (Left-- > 0) {
    try {
      co_await aio::sleep(0s);
      ++Turns;
    } catch (const std::runtime_error &) {
    }
    backOff(Left);
  }
}

aio::Coro<> program() {
  co_await polls();
  co_await aio::sleep(0s);
  co_await retries();
}

int main() { aio::run(program()); }
