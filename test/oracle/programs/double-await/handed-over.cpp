// RUN: %oracle %s
// shows: coro-double-await
//
// A coroutine is given to what runs it (a task, a time limit, a gather, a shield, a
// closure), and is used again.

#include <aio/aio.h>

#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<> withLimit() {
  auto Work = load();
  Sum += co_await aio::wait_for(std::move(Work), 1s);
  Sum += co_await std::move(Work);
}
aio::Coro<> gathered() {
  auto One = load();
  auto Two = load();
  co_await aio::gather(std::move(One), std::move(Two));
  Sum += co_await std::move(Two);
}
aio::Coro<> inAGroup() {
  auto Work = load();
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task(load());
    co_return;
  });
  auto Task = aio::create_task(std::move(Work));
  Sum += co_await Task;
  Sum += co_await aio::shield(std::move(Work));
}
aio::Coro<> inAClosure() {
  auto Work = load();
  auto Later = [Held = std::move(Work)]() mutable -> aio::Coro<> {
    Sum += co_await std::move(Held);
  };
  co_await Later();
  Sum += co_await std::move(Work);
}
aio::Coro<> tries(aio::Coro<> Work) {
  try {
    co_await std::move(Work);
  } catch (const std::runtime_error &) {
    ++Sum;
  }
}

aio::Coro<> program() {
  co_await tries(withLimit());
  co_await tries(gathered());
  co_await tries(inAGroup());
  co_await tries(inAClosure());
}

int main() { aio::run(program()); }
