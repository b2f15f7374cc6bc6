// RUN: %oracle %s
// shows: coro-blocking-call
//
// A call that blocks once is none of the loop's.

#include <aio/aio.h>

#include <thread>

using namespace std::chrono_literals;

int Turns = 0;

aio::Coro<> program() {
  std::this_thread::sleep_for(60ms);
  for (int I = 0; I != 3; ++I) {
    co_await aio::sleep(1ms);
    ++Turns;
  }
}

int main() { aio::run(program()); }
