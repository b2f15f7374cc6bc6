// RUN: %check %s
// renamed: no (aio)
//
// Producers and consumers: queues, generators, groups.

#include <aio/aio.h>

#include <optional>

using namespace std::chrono_literals;

int Lost = 0;

aio::AsyncGenerator<int> readings() {
  for (int I = 0;; ++I) {
    co_await aio::sleep(1ms);
    co_yield I;
  }
}

aio::AsyncGenerator<int> readings_with_gaps() {
  for (int I = 0;; ++I) {
    try {
      co_await aio::sleep(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Lost;
      continue;
    }
    co_yield I;
  }
}

aio::Coro<int> consume() {
  int Sum = 0;
  auto Readings = readings();
  while (true) {
    std::optional<int> Next;
    try {
      Next = co_await Readings.next();
    } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
      ++Lost;
      continue;
    }
    if (!Next)
      break;
    Sum += *Next;
  }
  co_return Sum;
}

class Pump {
public:
  aio::Coro<void> run(aio::Queue<int> &To) {
    auto Readings = readings();
    while (auto Next = co_await Readings.next())
      co_await put_quietly(To, *Next);
  }

private:
  // run() takes the next reading as if this one had arrived.
  aio::Coro<void> put_quietly(aio::Queue<int> &To, int Value) {
    try {
      co_await To.put(Value);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Lost;
    }
  }
};

aio::Coro<void> consume_until_stopped(aio::Queue<int> &From) {
  try {
    while (true)
      Lost += co_await From.get();
  } catch (const aio::CancelledError &) {
    Lost = 0;
  }
}

aio::Coro<void> group_of_consumers(aio::Queue<int> &From) {
  aio::TaskGroup Group;
  Group.create_task(consume_until_stopped(From));
  Group.create_task([]() -> aio::Coro<void> {
    try {
      co_await aio::sleep(1ms);
    } catch (...) {
      ++Lost;
      throw;
    }
  }());
  co_await Group.join();
}
