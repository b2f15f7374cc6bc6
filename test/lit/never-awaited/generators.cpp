// RUN: %check %s
//
// A generator runs as it is iterated: one that never is does nothing.

#include "mini/mini.h"

#include <iterator>
#include <utility>
#include <vector>

mini::generator<int> ids(int N) {
  for (int I = 0; I < N; ++I)
    co_yield I;
}

mini::async_generator<int> pages(int N) {
  for (int I = 0; I < N; ++I) {
    co_await mini::yield();
    co_yield I;
  }
}

int iterated(int N) {
  int Sum = 0;
  for (int Id : ids(N))
    Sum += Id;
  auto Named = ids(N);
  for (int Id : Named)
    Sum += Id;
  auto First = ids(N);
  if (auto Place = First.begin(); Place != First.end())
    Sum += *Place;
  return Sum;
}

void neverIterated(int N) {
  ids(N);             // expect: coro-never-awaited
  auto Lost = ids(N); // expect: coro-never-awaited
  auto Moved = std::move(Lost);
  (void)ids(N); // expect: coro-never-awaited
}

int sum(mini::generator<int> Numbers) {
  int Sum = 0;
  for (int Number : Numbers)
    Sum += Number;
  return Sum;
}

template <typename Range> void print(Range &&Numbers) {
  for (const auto &Number : Numbers)
    static_cast<void>(Number);
}

mini::generator<int> evenIds(int N) {
  auto All = ids(N);
  for (int Id : All)
    if (Id % 2 == 0)
      co_yield Id;
}

template <typename Range> mini::generator<int> runningSums(Range Numbers) {
  auto Place = std::begin(Numbers);
  const auto End = std::end(Numbers);
  for (int Sum = 0; Place != End; ++Place)
    co_yield Sum += *Place;
}

int lastSum(int N) {
  int Last = 0;
  for (int Sum : runningSums(ids(N)))
    Last = Sum;
  for (int Sum : runningSums(std::vector<int>{1, 2, N}))
    Last += Sum;
  auto Unused = runningSums(ids(N)); // expect: coro-never-awaited
  return Last;
}

void forget(mini::generator<int>) {}

mini::generator<int> handedOver(int N) {
  sum(ids(N));
  print(ids(N));
  auto Even = evenIds(N);
  print(Even);
  forget(ids(N)); // expect: coro-never-awaited
  return evenIds(N);
}

mini::task<> asynchronous(mini::async_generator<int> &Shared) {
  pages(1);                  // expect: coro-never-awaited
  auto Lost = pages(2);      // expect: coro-never-awaited
  Shared.next();             // expect: coro-never-awaited
  auto Next = Shared.next(); // expect: coro-never-awaited
  auto Pages = pages(3);
  while (auto Page = co_await Pages.next())
    static_cast<void>(*Page);
  auto Later = Shared.next();
  co_await Later;
  if (auto Page = co_await pages(4).next(); Page && *Page > 0)
    co_await mini::yield();
}

mini::task<int> drain(mini::async_generator<int> Pages) {
  int Sum = 0;
  while (auto Page = co_await Pages.next())
    Sum += *Page;
  co_return Sum;
}

mini::task<int> drained() {
  std::vector<mini::async_generator<int>> Many;
  Many.push_back(pages(1));
  int Sum = 0;
  for (auto &Each : Many)
    Sum += *co_await Each.next();
  drain(pages(2)); // expect: coro-never-awaited
  co_return Sum + co_await drain(pages(3));
}
