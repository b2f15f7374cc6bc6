// RUN: %check %s
//
// Stops that are asked for by aio's token. A loop that does not ask can still be
// cancelled: each of its awaits throws then.

#include "aio/aio.h"

int Done = 0;

aio::Coro<> step() {
  co_await aio::sleep(std::chrono::milliseconds(1));
  ++Done;
}
aio::Coro<> step_until(aio::StopToken Stop) {
  co_await step();
  Stop.throw_if_stop_requested();
}

aio::Coro<> endless(aio::StopToken Stop) {
  while (true)
    co_await step();
}
aio::Coro<> by_reference(const aio::StopToken &Stop) {
  for (;;)
    co_await step();
}

aio::Coro<> asked(aio::StopToken Stop) {
  while (!Stop.stop_requested())
    co_await step();
}
aio::Coro<> thrown(aio::StopToken Stop) {
  while (true) {
    Stop.throw_if_stop_requested();
    co_await step();
  }
}
aio::Coro<> handed_on(aio::StopToken Stop) {
  while (true)
    co_await step_until(Stop);
}
aio::Coro<> asks_after_a_failure(aio::StopToken Stop) {
  while (true) {
    try {
      co_await step();
    } catch (...) {
      if (Stop.stop_requested())
        throw;
    }
  }
}

// Whoever stops the others asks nobody.
aio::Coro<> stops(aio::StopSource Source) {
  co_await step();
  Source.request_stop();
}
