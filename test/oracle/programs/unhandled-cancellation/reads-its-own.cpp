// RUN: %oracle %s
// shows: coro-unhandled-cancellation
//
// Who cancels a task and then waits for it gets its cancellation.

#include <aio/aio.h>

using namespace std::chrono_literals;

aio::Coro<> endless() {
  while (true)
    co_await aio::sleep(1ms);
}

aio::Coro<> stops() {
  auto T = aio::create_task(endless());
  co_await aio::sleep(2ms);
  T.cancel();
  co_await T;
}

aio::Coro<> program() {
  auto T = aio::create_task(stops());
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
    if (!T.cancelled())
      throw;
  }
}

int main() { aio::run(program()); }
