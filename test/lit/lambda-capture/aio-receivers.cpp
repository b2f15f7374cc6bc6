// RUN: %check %s
// renamed: no (aio)
//
// What aio does with closures: bodies of time limits and groups are kept until they have
// ended, callbacks are stored, of a called closure only the coroutine is kept.

#include <aio/aio.h>

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<> bodies(std::string Name) {
  co_await aio::timeout(5s, [&]() -> aio::Coro<> {
    co_await aio::sleep(1ms);
    Sum += int(Name.size());
  });
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task([](std::string Name) -> aio::Coro<> {
      co_await aio::sleep(1ms);
      Sum += int(Name.size());
    }(Name));
    co_await aio::sleep(1ms);
  });
  co_await aio::wait_for(
      [&]() -> aio::Coro<> {
        co_await aio::sleep(1ms);
        Sum += int(Name.size());
      }(),
      5s);
  co_await aio::gather(
      [&]() -> aio::Coro<> {
        co_await aio::sleep(1ms);
        Sum += int(Name.size());
      }(),
      [Name](int N) -> aio::Coro<> {
        co_await aio::sleep(1ms);
        Sum += N + int(Name.size());
      }(1));
  co_await aio::create_task([&]() -> aio::Coro<> {
    co_await aio::sleep(1ms);
    Sum += int(Name.size());
  }());
}
int run(int N) {
  return aio::run([&]() -> aio::Coro<int> {
    co_await aio::sleep(1ms);
    co_return Sum += N;
  }());
}

// The group waits, the closure does not live as long.
aio::Coro<> inGroup(std::string Name) {
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task([&]() -> aio::Coro<> { // expect: coro-lambda-capture
      co_await aio::sleep(1ms);
      Sum += int(Name.size());
    }());
    auto Step = [&](int N) -> aio::Coro<> { // expect: coro-lambda-capture
      co_await aio::sleep(1ms);
      Sum += N + int(Name.size());
    };
    G.create_task(Step(1));
    co_return;
  });
}
aio::Coro<> gathered(std::string Name) {
  auto Both = aio::gather(
      [Name]() -> aio::Coro<> { // expect: coro-lambda-capture
        co_await aio::sleep(1ms);
        Sum += int(Name.size());
      }(),
      aio::sleep(1ms));
  co_await std::move(Both);
}
aio::Coro<> callback(std::string Name) {
  auto Work = aio::create_task(bodies("x"));
  Work.add_done_callback([Name](auto &&...) { Sum += int(Name.size()); });
  co_await Work;
}
