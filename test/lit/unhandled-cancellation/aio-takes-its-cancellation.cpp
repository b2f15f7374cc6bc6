// RUN: %check %s
// renamed: no (aio)
//
// Tasks that are cancelled and then waited for. Waiting throws only if the task's
// coroutine lets the cancellation out.

#include <aio/aio.h>

using namespace std::chrono_literals;

int Turns = 0;

aio::Coro<> ends_quietly() {
  try {
    while (true)
      co_await aio::sleep(1ms);
  } catch (const aio::CancelledError &) {
    ++Turns;
  }
}

aio::Coro<> lets_it_out() {
  while (true)
    co_await aio::sleep(1ms);
}

aio::Coro<> lets_it_out_after_cleanup() {
  try {
    co_await lets_it_out();
  } catch (const aio::CancelledError &) {
    ++Turns;
    throw;
  }
}

class Worker {
  bool Stopping = false;

public:
  aio::Coro<> work() {
    while (!Stopping) {
      try {
        co_await aio::sleep(1ms);
      } catch (const aio::CancelledError &) {
        Stopping = true;
      }
    }
  }
};

aio::Coro<> waits_for_quiet_ones() {
  auto T = aio::create_task(ends_quietly());
  Worker W;
  auto U = aio::create_task(W.work(), "worker");
  co_await aio::sleep(1ms);
  T.cancel();
  U.cancel();
  co_await T;
  co_await U;
}

aio::Coro<> waits_for_others() {
  auto T = aio::create_task(lets_it_out());
  co_await aio::sleep(1ms);
  T.cancel();
  co_await T; // expect: coro-unhandled-cancellation
}

aio::Coro<> waits_for_others_that_clean_up() {
  auto T = aio::create_task(lets_it_out_after_cleanup());
  co_await aio::sleep(1ms);
  T.cancel();
  co_await T; // expect: coro-unhandled-cancellation
}
