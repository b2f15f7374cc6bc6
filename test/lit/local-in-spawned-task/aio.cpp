// RUN: %check %s
// renamed: no (aio)
//
// Tasks of aio that use the coroutine's variables: left by an early return, an exception,
// a time limit; or joined by a group, by gather, by an event, by a handler.

#include <aio/aio.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(1ms);
  Sum += Name.size();
}
aio::Coro<> shows(std::string_view Name) {
  co_await aio::sleep(1ms);
  Sum += Name.size();
}
void verifies(int N) {
  if (N == 1)
    throw std::runtime_error("no");
}

aio::Coro<> returns(bool Early) {
  std::string Name = "name";
  auto Running = aio::create_task(prints(Name)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (Early)
    co_return;
  co_await Running;
}
aio::Coro<> throws(int N) {
  std::string Name = "name";
  auto Running = aio::create_task(shows(Name)); // expect: coro-local-in-spawned-task
  verifies(N);
  co_await Running;
}
aio::Coro<> secondOfThree(bool Early) {
  std::string Name = "name";
  std::vector<aio::Task<>> All;
  All.push_back(aio::create_task(prints(Name))); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  co_await aio::sleep(0s);
  if (Early)
    co_return;
  for (auto &Each : All)
    co_await Each;
}
// Near misses.
aio::Coro<> groups(bool Early) {
  std::string Name = "name";
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task(prints(Name));
    if (Early)
      co_return;
    G.create_task(shows(Name));
  });
}
aio::Coro<> gathers() {
  std::string Name = "name";
  auto One = aio::create_task(prints(Name));
  auto Two = aio::create_task(shows(Name));
  co_await aio::gather(One, Two);
}
aio::Coro<> joinsInBoth(int N) {
  std::string Name = "name";
  auto Running = aio::create_task(prints(Name));
  bool Failed = false;
  try {
    verifies(N);
  } catch (const std::runtime_error &) {
    Failed = true;
  }
  co_await Running;
  Sum += Failed;
}
aio::Coro<> waitsForAll() {
  std::string Name = "name";
  std::vector<aio::Task<>> All;
  for (int I = 0; I != 3; ++I)
    All.push_back(aio::create_task(prints(Name)));
  co_await aio::wait(All);
}
aio::Coro<> limitsTheWait() {
  std::string Name = "name";
  co_await aio::wait_for(prints(Name), 1s);
}
aio::Coro<> startsLater(bool Early) {
  std::string Name = "name";
  auto Work = prints(Name); // expect: coro-never-awaited
  if (Early)
    co_return;
  co_await aio::create_task(std::move(Work));
}
