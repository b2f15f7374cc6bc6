// RUN: %check %s
// renamed: no (aio)
//
// The same on aio: coroutines are lazy, tasks run.

#include <aio/aio.h>

#include <string>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<> use(const std::string &Key) {
  co_await aio::sleep(1ms);
  Sum += int(Key.size());
}

aio::Coro<> keeps() {
  auto Work = use("temporary"); // expect: coro-dangling-argument
  co_await std::move(Work);
}
aio::Coro<> starts() {
  auto Work = aio::create_task(use("temporary")); // expect: coro-dangling-argument
  co_await Work;
}

aio::Coro<> fine() {
  co_await use("temporary");
  co_await aio::create_task(use("temporary"));
  co_await aio::wait_for(use("temporary"), 1s);
  co_await aio::gather(use("one"), use("another"));
  co_await aio::shield(use("temporary"));
}
void drives() { aio::run(use("temporary")); }
