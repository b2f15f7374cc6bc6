// RUN: %check %s
// renamed: no (a destructor that waits is known by the names of what it calls)
//
// Scopes and groups of one's own: whose destructor runs the work to its end, whose
// destructor drops it, whose join is awaited on each path, or not.

#include "mini/mini.h"

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
/// Its destructor runs the loop until nothing is left.
class blocking_scope {
public:
  void go(mini::task<> Work) {
    ++Left;
    drive(std::move(Work));
  }
  ~blocking_scope() {
    while (Left != 0)
      Loop.run();
  }

private:
  mini::detached drive(mini::task<> Work) {
    co_await Loop.schedule();
    co_await std::move(Work);
    --Left;
  }
  mini::loop Loop;
  int Left = 0;
};
/// Its destructor takes what has not begun.
class queue {
public:
  void add(mini::task<> Work) { Works.push_back(std::move(Work)); }
  mini::task<> runAll() {
    while (!Works.empty()) {
      auto Next = std::move(Works.front());
      Works.pop_front();
      co_await std::move(Next);
    }
  }

private:
  std::deque<mini::task<>> Works;
};
/// Runs a body with a scope, and waits for what that has started.
template <class F> mini::task<> withScope(F Body) {
  mini::scope Scope;
  std::exception_ptr Error;
  try {
    co_await Body(Scope);
  } catch (...) {
    Error = std::current_exception();
  }
  co_await Scope.join();
  if (Error)
    std::rethrow_exception(Error);
}

void byDestructor() {
  std::string Key = "key";
  blocking_scope Scope;
  Scope.go(use(Key));
  if (flip())
    return;
  Scope.go(use(Key));
}
mini::task<> byQueue() {
  std::string Key = "key";
  queue Queue;
  Queue.add(use(Key));
  Queue.add(use(Key));
  co_await Queue.runAll();
}
mini::task<> byBody() {
  std::string Key = "key";
  co_await withScope([&](mini::scope &Scope) -> mini::task<> {
    Scope.spawn(use(Key));
    if (flip())
      co_return;
    Scope.spawn(use(Key));
  });
}
mini::task<> joinedOnEachPath() {
  std::string Key = "key";
  mini::scope Scope;
  Scope.spawn(use(Key));
  if (flip()) {
    Scope.request_stop();
    co_await Scope.join();
    co_return;
  }
  co_await Scope.join();
}
mini::task<> ofTheCaller(mini::scope &Scope, const std::string &Key) {
  Scope.spawn(use(Key));
  co_await mini::yield();
}
mini::task<> ofTheCallerByLocal(mini::scope &Scope) {
  std::string Key = "key";
  Scope.spawn(use(Key)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> leavesTheBody() {
  mini::scope Scope;
  for (int I = 0; I != 3; ++I) {
    std::string Key(40, char('a' + I));
    Scope.spawn(use(Key)); // expect: coro-local-in-spawned-task
  }
  co_await Scope.join();
}

