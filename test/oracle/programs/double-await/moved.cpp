// RUN: %oracle %s
// shows: coro-double-await
// inputs: 0 1
//
// A coroutine is awaited, or made a task, through a variable that it was moved out of.

#include <aio/aio.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<int> passes(aio::Coro<int> Work) {
  co_return co_await std::move(Work);
}

aio::Coro<> onSomePath(int N) {
  auto Work = load();
  if (N == 1)
    Sum += co_await passes(std::move(Work));
  Sum += co_await std::move(Work);
}

aio::Coro<> asTask() {
  auto Work = load();
  auto Other = std::move(Work);
  Sum += co_await std::move(Other);
  auto Task = aio::create_task(std::move(Work));
  Sum += co_await Task;
}

aio::Coro<> program(int N) {
  try {
    co_await onSomePath(N);
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  try {
    co_await asTask();
  } catch (const std::runtime_error &) {
    ++Sum;
  }
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
