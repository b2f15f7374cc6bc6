// RUN: %check %s
//
// Helpers that only look at a task leave it to their caller.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
void log(const std::string &Text);

void trace(const mini::task<> &Work) { log(Work.valid() ? "new" : "none"); }
void inspect(mini::task<> &Work) {
  if (Work.finished())
    log("finished");
}
void peek(mini::task<> &&Work) { log(Work.valid() ? "some" : "none"); }
void traceDeeper(const mini::task<> &Work) { trace(Work); }
bool anyValid(const std::vector<mini::task<>> &Works) {
  for (const auto &Work : Works)
    if (Work.valid())
      return true;
  return false;
}
template <typename Task> void traceAny(const Task &Work) {
  log(Work.finished() ? "finished" : "not yet");
}
bool same(const mini::task<> *Left, const mini::task<> *Right) {
  return Left == Right;
}

mini::task<> looksOnly() {
  auto First = flush(1); // expect: coro-never-awaited
  trace(First);
  auto Second = flush(2); // expect: coro-never-awaited
  inspect(Second);
  auto Third = flush(3); // expect: coro-never-awaited
  peek(std::move(Third));
  auto Fourth = flush(4); // expect: coro-never-awaited
  traceDeeper(Fourth);
  auto Number = count(); // expect: coro-never-awaited
  traceAny(Number);
  trace(flush(5));       // expect: coro-never-awaited
  auto Sixth = flush(6); // expect: coro-never-awaited
  auto Look = [](const mini::task<> &Work) { return Work.valid(); };
  if (Look(Sixth))
    co_return;
}

mini::task<> looksAndAwaits() {
  auto First = flush(1);
  trace(First);
  co_await std::move(First);
  auto Second = flush(2);
  inspect(Second);
  mini::spawn(std::move(Second));
  auto Third = flush(3);
  peek(std::move(Third));
  co_await std::move(Third);
  auto Number = count();
  traceAny(Number);
  co_await Number;
  auto Fourth = flush(4);
  if (!same(&Fourth, nullptr))
    trace(Fourth);
  co_await Fourth;
}

mini::task<> containers(int N) {
  std::vector<mini::task<>> Lost;
  Lost.push_back(flush(N)); // expect: coro-never-awaited
  if (anyValid(Lost))
    log("some");
  std::vector<mini::task<>> Works;
  Works.push_back(flush(N));
  if (anyValid(Works))
    log("some");
  co_await mini::when_all(std::move(Works));
}
