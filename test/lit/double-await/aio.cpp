// RUN: %check %s
// renamed: no (aio)
//
// Coroutines of aio run once, its tasks and futures may be awaited by many. A generator
// is asked often.

#include <aio/aio.h>

#include <stdexcept>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}
aio::AsyncGenerator<int> ticks() {
  for (int I = 0; I != 3; ++I) {
    co_await aio::sleep(0s);
    co_yield I;
  }
}

aio::Coro<int> withLimit() {
  auto Work = load();
  int Got = co_await aio::wait_for(std::move(Work), 1s);
  co_return Got + co_await std::move(Work); // expect: coro-double-await
}
aio::Coro<int> shielded() {
  auto Work = load();
  int Got = co_await aio::shield(std::move(Work));
  auto Task = aio::create_task(std::move(Work)); // expect: coro-double-await
  co_return Got + co_await Task;
}
aio::Coro<> gathered() {
  std::vector<aio::Coro<int>> All;
  auto Work = load();
  All.push_back(std::move(Work));
  co_await aio::gather(std::move(All));
  co_await std::move(Work); // expect: coro-double-await
}
// Near misses.
aio::Coro<int> task() {
  auto Task = aio::create_task(load());
  auto Same = Task;
  int Got = co_await Task;
  Got += co_await Same;
  Got += co_await aio::shield(Task);
  co_return Got + co_await aio::wait_for(Task, 1s);
}
aio::Coro<int> taskInTurns() {
  auto Task = aio::create_task(load());
  for (;;) {
    try {
      co_return co_await aio::wait_for(aio::shield(Task), 1s);
    } catch (const aio::TimeoutError &) {
    }
  }
}
aio::Coro<int> generator() {
  auto All = ticks();
  int Got = 0;
  while (auto Tick = co_await All.next())
    Got += *Tick;
  co_await All.aclose();
  co_return Got;
}
aio::Coro<> locks(aio::Lock &Lock, aio::Event &Ready) {
  for (int I = 0; I != 3; ++I) {
    co_await Ready.wait();
    auto Held = co_await Lock.scoped();
  }
}
aio::Coro<int> eitherOr(bool Limited) {
  auto Work = load();
  if (Limited)
    co_return co_await aio::wait_for(std::move(Work), 1s);
  co_return co_await std::move(Work);
}
