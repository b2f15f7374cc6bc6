// RUN: %check %s
//
// Whatever holds the task while the temporary dies: optionals, pairs, aggregates,
// containers, closures, members.

#include "mini/mini.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
struct job {
  int Number = 0;
  mini::task<> Work;
};

mini::task<> inOptional() {
  std::optional<mini::task<>> Work;
  Work.emplace(use(text(1))); // expect: coro-dangling-argument
  co_await std::move(*Work);
}
mini::task<> inAggregate() {
  job Job{1, use(text(1))}; // expect: coro-dangling-argument
  job Other{.Work = use(text(2))}; // expect: coro-dangling-argument
  co_await std::move(Job.Work);
  co_await std::move(Other.Work);
}
mini::task<> inArray() {
  mini::task<> Works[] = {use(text(1))}; // expect: coro-dangling-argument
  std::array<mini::task<>, 1> Others{use(text(2))}; // expect: coro-dangling-argument
  co_await std::move(Works[0]);
  co_await std::move(Others[0]);
}
mini::task<> inTuple() {
  auto Both = std::make_tuple(1, use(text(1))); // expect: coro-dangling-argument
  co_await std::move(std::get<1>(Both));
}
mini::task<> inPair() {
  std::pair<int, mini::task<>> Both(1, use(text(1))); // expect: coro-dangling-argument
  co_await std::move(Both.second);
}
mini::task<> inMap() {
  std::map<int, mini::task<>> Works;
  Works[1] = use(text(1)); // expect: coro-dangling-argument
  Works.emplace(2, use(text(2))); // expect: coro-dangling-argument
  for (auto &[N, Work] : Works)
    co_await std::move(Work);
}
mini::task<> onHeap() {
  auto Work = std::make_unique<mini::task<>>(use(text(1))); // expect: coro-dangling-argument
  co_await std::move(*Work);
}
mini::task<> inClosure() {
  auto Later = [Work = use(text(1))]() mutable -> mini::task<> { // expect: coro-dangling-argument
    co_await std::move(Work);
  };
  co_await Later();
}
mini::task<> byReference() {
  auto &&Work = use(text(1)); // expect: coro-dangling-argument
  co_await std::move(Work);
}
struct worker {
  mini::task<> Work;
  void prepare(int N) {
    Work = use(text(N)); // expect: coro-dangling-argument
  }
  mini::task<> finish() { co_await std::move(Work); }
};
