// RUN: %check %s
// renamed: no (aio)
//
// Temporaries of aio's coroutines, and who runs them when: group, timeout, gather, a
// generator, a thread.

#include <aio/aio.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
aio::Coro<int> views(std::string_view Name) {
  co_await aio::sleep(0s);
  co_return int(Name[10]);
}
aio::AsyncGenerator<int> letters(const std::string &Name) {
  for (char C : Name) {
    co_await aio::sleep(0s);
    co_yield int(C);
  }
}
std::size_t count(const std::string &Name) { return Name.size(); }

aio::Coro<> fine() {
  co_await aio::timeout(5s, []() -> aio::Coro<> { co_await prints("x"); });
  const std::string Name = longName(1);
  auto Letters = letters(Name);
  co_await aio::for_each(Letters, [](int C) { Sum += unsigned(C); });
  Sum += co_await aio::to_thread(count, longName(2));
  auto [A, B] = co_await aio::gather(views(longName(3)), views(longName(4)));
  Sum += unsigned(A + B);
  co_await aio::shield(aio::create_task(prints(longName(5))));
  co_await aio::wait_for(aio::create_task(prints(longName(6))), 5s);
}
aio::Coro<> stored() {
  auto Letters = letters(longName(1)); // expect: coro-dangling-argument
  while (auto C = co_await Letters.next())
    Sum += unsigned(*C);
  auto Both = aio::gather(prints(longName(2)), prints(longName(3))); // expect: coro-dangling-argument, coro-dangling-argument
  co_await std::move(Both);
  std::map<int, aio::Task<>> Running;
  Running.emplace(1, aio::create_task(prints(longName(4)))); // expect: coro-dangling-argument
  for (auto &[N, Each] : Running)
    co_await Each;
  std::optional<aio::Coro<int>> Later;
  Later = views(longName(5)); // expect: coro-dangling-argument
  Sum += unsigned(co_await std::move(*Later));
}
aio::Coro<> ofTurns(int N) {
  std::vector<aio::Task<>> Many;
  for (int I = 0; I != N; ++I) {
    const std::string Name = longName(I);
    Many.push_back(aio::create_task(prints(Name))); // expect: coro-local-in-spawned-task
  }
  for (auto &Each : Many)
    co_await Each;
}
