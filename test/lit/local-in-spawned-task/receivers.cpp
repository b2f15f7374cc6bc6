// RUN: %check %s
//
// What starts work is known by its body only: a driver without a result, a loop that
// keeps closures, a scope, a handle with shared state. The names say nothing.

#include "mini/mini.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

struct Row {
  std::string Key;
  int N = 0;
};

mini::detached drives(mini::task<> Work) { co_await std::move(Work); }
void resumes(mini::task<> Work) { drives(std::move(Work)); }
template <class F> mini::detached calls(F Body) { co_await Body(); }
template <class F> void callsByValue(F Body) {
  [](F Body) -> mini::detached { co_await Body(); }(std::move(Body));
}

class pump {
public:
  static pump &instance() {
    static pump One;
    return One;
  }
  void keep(std::function<void()> Body) { Bodies.push_back(std::move(Body)); }
  void take(mini::task<> Work) { drives(std::move(Work)); }
  void turn() {
    while (!Bodies.empty()) {
      auto Next = std::move(Bodies.front());
      Bodies.pop_front();
      Next();
    }
  }

private:
  std::deque<std::function<void()>> Bodies;
};

struct ticket {
  struct state {
    bool Done = false;
    std::coroutine_handle<> Waiter;
  };
  std::shared_ptr<state> Shared;
  bool await_ready() const { return Shared->Done; }
  void await_suspend(std::coroutine_handle<> H) { Shared->Waiter = H; }
  void await_resume() {}
};
mini::detached drivesFor(mini::task<> Work, std::shared_ptr<ticket::state> S) {
  co_await std::move(Work);
  S->Done = true;
  if (S->Waiter)
    S->Waiter.resume();
}
ticket begin(mini::task<> Work) {
  ticket T{std::make_shared<ticket::state>()};
  drivesFor(std::move(Work), T.Shared);
  return T;
}

mini::task<> flush(Row &R) {
  co_await mini::yield();
  ++R.N;
}
mini::task<> byPointer(Row *R) {
  co_await mini::yield();
  ++R->N;
}
mini::task<> show(std::string_view Text) {
  co_await mini::yield();
  Sum += int(Text.size());
}
void verify(const Row &R) {
  if (R.N > 3)
    throw std::runtime_error("n");
}
mini::task<bool> verifyLater(const Row &R) {
  co_await mini::yield();
  if (R.N > 3)
    throw std::runtime_error("n");
  co_return true;
}

mini::task<> byDriver() {
  Row R;
  drives(flush(R)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> byFunction() {
  Row R;
  resumes(flush(R)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> byLoop() {
  Row R;
  pump::instance().take(flush(R)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> ofClosure() {
  Row R;
  calls([&R]() -> mini::task<> { // expect: coro-local-in-spawned-task
    co_await mini::yield();
    ++R.N;
  });
  co_await mini::yield();
}
mini::task<> ofClosureByValue() {
  Row R;
  callsByValue([&]() -> mini::task<> { // expect: coro-local-in-spawned-task
    co_await flush(R);
  });
  co_await mini::yield();
}
mini::task<> ofPointer() {
  Row R;
  auto *P = &R;
  pump::instance().take(byPointer(P)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
void ofParameter(pump &Pump, std::string Text) {
  Pump.take(show(Text)); // expect: coro-local-in-spawned-task
}
mini::task<> ofElements(std::vector<Row> Rows) {
  for (auto &R : Rows)
    pump::instance().take(flush(R)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> ofTurns() {
  std::vector<ticket> All;
  for (int I = 0; I != 3; ++I) {
    Row R{"x", I};
    All.push_back(begin(flush(R))); // expect: coro-local-in-spawned-task
  }
  for (auto &Each : All)
    co_await Each;
}
mini::task<> leftEarly(bool Early) {
  Row R;
  auto T = begin(flush(R)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (Early)
    co_return;
  co_await T;
}
mini::task<> thrown() {
  Row R;
  auto T = begin(flush(R)); // expect: coro-local-in-spawned-task
  verify(R);
  co_await T;
}
mini::task<> thrownByAwait() {
  Row R;
  auto T = begin(flush(R)); // expect: coro-local-in-spawned-task
  co_await verifyLater(R);
  co_await T;
}
mini::task<> caught() {
  Row R;
  auto T = begin(flush(R)); // expect: coro-local-in-spawned-task
  try {
    verify(R);
    co_await T;
  } catch (const std::exception &) {
    co_return;
  }
}
mini::task<> ofVariable() {
  Row R;
  mini::task<> Work = flush(R);
  pump::instance().take(std::move(Work)); // expect@-1: coro-local-in-spawned-task
  co_await mini::yield();
}
class connection {
public:
  mini::task<> inScope() {
    Row R;
    Scope.spawn(flush(R)); // expect: coro-local-in-spawned-task
    co_await mini::yield();
  }
  mini::task<> inMember() {
    Row R;
    Background = begin(flush(R)); // expect: coro-local-in-spawned-task
    co_await mini::yield();
  }
  mini::task<> inMembers() {
    Row R;
    All.push_back(begin(flush(R))); // expect: coro-local-in-spawned-task
    co_await mini::yield();
  }
  void plain() {
    Row R;
    Pump.take(flush(R)); // expect: coro-local-in-spawned-task
  }
  // Near misses: what runs what the members keep.
  mini::task<> joins() {
    Row R;
    Scope.spawn(flush(R));
    co_await Scope.join();
  }
  mini::task<> awaits() {
    Row R;
    Background = begin(flush(R));
    co_await *Background;
  }

private:
  mini::scope Scope;
  pump &Pump = pump::instance();
  std::optional<ticket> Background;
  std::vector<ticket> All;
};
