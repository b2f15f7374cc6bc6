// RUN: %oracle %s
// shows: coro-double-await
//
// A coroutine is awaited again: in a row, and in the next turn of a loop.

#include <aio/aio.h>

#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<> inARow() {
  auto Work = load();
  Sum += co_await std::move(Work);
  Sum += co_await std::move(Work);
}

aio::Coro<> inTurns() {
  auto Work = load();
  do
    Sum += co_await std::move(Work);
  while (Sum < 100);
}

aio::Coro<> program() {
  try {
    co_await inARow();
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  try {
    co_await inTurns();
  } catch (const std::runtime_error &) {
    ++Sum;
  }
}

int main() { aio::run(program()); }
