// RUN: %check %s
//
// Helpers that await, start or keep the task that they are given.

#include "mini/mini.h"

#include <memory>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

std::vector<mini::task<>> Later;

mini::task<> logged(mini::task<> Work) {
  co_await mini::yield();
  co_await std::move(Work);
}
mini::task<> loggedTwice(mini::task<> Work) {
  return logged(logged(std::move(Work)));
}
void start(mini::task<> Work) { mini::spawn(std::move(Work)); }
void startReference(mini::task<> &&Work) { start(std::move(Work)); }
void keep(mini::task<> Work) { Later.push_back(std::move(Work)); }
void keepAll(std::vector<mini::task<>> Works) {
  for (auto &Work : Works)
    keep(std::move(Work));
}
mini::task<> finish(mini::task<> &Work) { co_await std::move(Work); }
mini::detached alone(mini::task<> Work) { co_await std::move(Work); }
mini::task<> &&same(mini::task<> &&Work) { return std::move(Work); }
template <typename Task> auto timed(Task Work) -> Task {
  co_return co_await std::move(Work);
}
template <typename... Tasks> void startAll(Tasks... Works) {
  (mini::spawn(std::move(Works)), ...);
}

mini::task<int> handsOver() {
  co_await logged(flush(1));
  auto Second = flush(2);
  co_await loggedTwice(std::move(Second));
  start(flush(3));
  auto Fourth = flush(4);
  startReference(std::move(Fourth));
  keep(flush(5));
  auto Sixth = flush(6);
  co_await finish(Sixth);
  alone(flush(7));
  co_await same(flush(8));
  startAll(flush(9), flush(10));
  std::vector<mini::task<>> Works;
  Works.push_back(flush(11));
  keepAll(std::move(Works));
  co_return co_await timed(count());
}

class Worker {
public:
  void add(mini::task<> Work) { Pending.push_back(std::move(Work)); }
  void replace(mini::task<> Work) { Current = std::move(Work); }
  Worker &operator<<(mini::task<> Work) {
    add(std::move(Work));
    return *this;
  }
  mini::task<> run() {
    for (auto &Work : std::exchange(Pending, {}))
      co_await std::move(Work);
    co_await std::move(Current);
  }

private:
  std::vector<mini::task<>> Pending;
  mini::task<> Current;
};

mini::task<> handsToObject(Worker &Shared) {
  Shared.add(flush(1));
  Shared.replace(flush(2));
  Shared << flush(3) << flush(4);
  co_await Shared.run();
}

// The helper is right, but here nobody awaits what it gives.
mini::task<> helperNotAwaited(mini::task<> &Shared) {
  logged(flush(1)); // expect: coro-never-awaited
  auto Second = flush(2);
  auto Lost = loggedTwice(std::move(Second)); // expect: coro-never-awaited
  finish(Shared);                             // expect: coro-never-awaited
  timed(count());                             // expect: coro-never-awaited
  co_return;
}
