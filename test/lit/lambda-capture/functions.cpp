// RUN: %check %s
//
// Closures in std::function: it is the owner then, and dies or is set again.

#include "mini/mini.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

int Sum = 0;
using step = std::function<mini::task<>()>;

mini::task<> returned(int N) {
  step Step = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  return Step();
}
void spawned(mini::loop &Loop, int N) {
  const step Step = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  mini::spawn(Loop, Step());
}

mini::task<> awaited(int N) {
  step Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto Work = Step();
  co_await std::move(Work);
  Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum -= N;
  };
  co_await Step();
  Step = nullptr;
}

// Kept by an object that outlives the work, or by nobody in sight.
struct router {
  std::map<std::string, step> Routes;
  void add(std::string Name, step Step) { Routes[Name] = std::move(Step); }
  mini::task<> handle(const std::string &Name) { return Routes.at(Name)(); }
  mini::task<> handleAll() {
    for (auto &[Name, Step] : Routes)
      co_await Step();
  }
};
void fill(router &Router, int N) {
  Router.add("count", [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
}
step &registered() {
  static step Step = [N = Sum]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  return Step;
}
mini::task<> ofStatic() { return registered()(); }
