// RUN: %oracle %s
// shows: nothing
// inputs: 0 1
//
// Tasks may be awaited often, and a coroutine once on each path.

#include <aio/aio.h>

#include <cstdlib>
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

aio::Coro<> program(int N) {
  auto Task = aio::create_task(load());
  Sum += co_await Task;
  Sum += co_await Task;
  auto Work = load();
  if (N == 1)
    Sum += co_await std::move(Work);
  else
    Sum += co_await passes(std::move(Work));
  auto Last = load();
  for (;;) {
    Sum += 10;
    if (Sum > 20) {
      Sum += co_await std::move(Last);
      break;
    }
  }
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
