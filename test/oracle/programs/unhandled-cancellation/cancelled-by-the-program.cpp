// RUN: %oracle %s
// shows: coro-unhandled-cancellation
//
// The program itself cancels a task that does not let itself be cancelled: by
// `cancel`, and by a timeout.

#include <aio/aio.h>

using namespace std::chrono_literals;

int Turns = 0;

aio::Coro<> stubborn(int Most) {
  while (Turns < Most) {
    try {
      co_await aio::sleep(5ms);
    } catch (...) {
    }
    ++Turns;
  }
}

aio::Coro<> program() {
  auto T = aio::create_task(stubborn(3));
  co_await aio::sleep(1ms);
  T.cancel();
  co_await T;
  Turns = 0;
  try {
    co_await aio::wait_for(stubborn(3), 1ms);
  } catch (const aio::TimeoutError &) {
  }
}

int main() { aio::run(program()); }
