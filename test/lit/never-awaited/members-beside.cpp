// RUN: %check %s
//
// An object holds a task, and something else that is read: the task is still
// lost.

#include "mini/mini.h"

#include <string>
#include <tuple>
#include <utility>

int Sum = 0;

mini::task<int> count();

struct Job {
  mini::task<int> Work;
  int Priority = 0;
  std::string Name;
};
struct Named {
  std::string Name;
  Job Inner;
};
struct Starter {
  mini::task<int> Work;
  int Priority = 0;
  void start();
};

mini::task<> reads_number() {
  Job J{count(), 1, "one"}; // expect: coro-never-awaited
  Sum += J.Priority;
  co_await mini::yield();
}
mini::task<> reads_pair() {
  auto P = std::make_pair(1, count()); // expect: coro-never-awaited
  Sum += P.first;
  co_await mini::yield();
}
mini::task<> reads_name() {
  Named N{"a", {count(), 1, "one"}}; // expect: coro-never-awaited
  if (N.Name.size() > 3)
    ++Sum;
  co_await mini::yield();
}
mini::task<> writes_number() {
  Job J{count(), 1, "one"}; // expect: coro-never-awaited
  J.Priority = 3;
  co_await mini::yield();
}

mini::task<> awaits_member() {
  Job J{count(), 1, "one"};
  Sum += J.Priority;
  Sum += co_await std::move(J.Work);
}
mini::task<> awaits_second() {
  auto P = std::make_pair(1, count());
  Sum += P.first + co_await std::move(P.second);
}
mini::task<> starts_by_method() {
  Starter S{count(), 1};
  Sum += S.Priority;
  S.start();
  co_await mini::yield();
}
mini::task<> moves_whole(Job &Out) {
  Job J{count(), 1, "one"};
  Sum += J.Priority;
  Out = std::move(J);
  co_await mini::yield();
}
