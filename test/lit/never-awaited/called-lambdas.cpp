// RUN: %check %s
//
// Lambdas that are called: the task they give is as lost as any other.

#include "mini/mini.h"

#include <algorithm>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> invokedAtOnce() {
  [](int Id) -> mini::task<> { co_await flush(Id); }(1);
  // expect@-1: coro-never-awaited
  co_await [](int Id) -> mini::task<> { co_await flush(Id); }(2);
  [] { return flush(3); }(); // expect: coro-never-awaited
  co_await [] { return flush(4); }();
  [] { flush(5); }(); // expect: coro-never-awaited
  mini::spawn([](int Id) -> mini::task<> { co_await flush(Id); }(6));
}

mini::task<> named() {
  auto Send = [](int Id) -> mini::task<> { co_await flush(Id); };
  Send(1); // expect: coro-never-awaited
  co_await Send(2);
  auto Work = Send(3); // expect: coro-never-awaited
  auto Make = [] { return count(); };
  Make(); // expect: coro-never-awaited
  co_await Make();
  auto Each = [](auto Id) { return flush(Id); };
  Each(4L); // expect: coro-never-awaited
  co_await Each(5);
}

mini::task<> passedByReference() {
  auto First = flush(1);
  auto Run = [&First]() -> mini::task<> { co_await std::move(First); };
  co_await Run();
  auto Second = flush(2);
  co_await [](mini::task<> &Work) -> mini::task<> {
    co_await std::move(Work);
  }(Second);
  auto Third = flush(3); // expect: coro-never-awaited
  auto Look = [&Third] { return Third.valid(); };
  if (Look())
    co_await flush(4);
  auto Fifth = flush(5);
  auto Start = [&] { mini::spawn(std::move(Fifth)); };
  Start();
}

mini::task<> initCaptures() {
  auto First = flush(1);
  co_await [Work = std::move(First)]() mutable -> mini::task<> {
    co_await std::move(Work);
  }();
  auto Second = flush(2);
  auto Run = [Work = std::move(Second)]() mutable { return std::move(Work); };
  co_await Run();
}

mini::task<> inAlgorithms(std::vector<int> Ids) {
  std::for_each(Ids.begin(), Ids.end(), [](int Id) { flush(Id); });
  // expect@-1: coro-never-awaited
  std::vector<mini::task<>> Works;
  std::for_each(Ids.begin(), Ids.end(),
                [&Works](int Id) { Works.push_back(flush(Id)); });
  co_await mini::when_all(std::move(Works));
}

template <typename Callable> void twice(Callable Call) {
  Call(1); // expect: coro-never-awaited
  mini::spawn(Call(2));
}

void inTemplate() {
  twice([](int Id) -> mini::task<> { co_await flush(Id); });
}
