// RUN: %check %s
//
// Receivers that move the closure to where it lives as long as its task: into a frame, a
// shared pointer, an object that awaits it.

#include "mini/mini.h"

#include <functional>
#include <list>
#include <memory>
#include <utility>

int Sum = 0;

template <typename F, typename... Ts> mini::task<> make(F Body, Ts... Given) {
  co_await Body(std::move(Given)...);
}
mini::task<> withFunction(std::function<mini::task<>()> Body) {
  for (int I = 0; I != 3; ++I)
    co_await Body();
}
template <typename F> mini::task<> withPointer(std::unique_ptr<F> Body) {
  co_await (*Body)();
}
template <typename F> mini::task<> withShared(std::shared_ptr<F> Body) {
  co_await mini::yield();
  co_await (*Body)();
}
template <typename F> void go(mini::loop &Loop, F &&Body) {
  mini::spawn(Loop, make(std::forward<F>(Body)));
}
template <typename F> mini::task<> moved(F &&Body) {
  return make(std::move(Body));
}
template <typename F> mini::detached background(F Body) { co_await Body(); }

class nursery {
public:
  template <typename F> void start(F Body) { Scope.spawn(make(std::move(Body))); }
  mini::task<> join() { co_await Scope.join(); }

private:
  mini::scope Scope;
};
class actor {
public:
  void enqueue(std::function<mini::task<>()> Body) {
    Bodies.push_back(std::move(Body));
  }
  mini::task<> serve() {
    while (!Bodies.empty()) {
      auto Body = std::move(Bodies.front());
      Bodies.pop_front();
      co_await Body();
    }
  }

private:
  std::list<std::function<mini::task<>()>> Bodies;
};

mini::task<> stored(mini::loop &Loop, actor &Actor, int N) {
  auto Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  using step = decltype(Step);
  auto A = make([N](int M) -> mini::task<> {
    co_await mini::yield();
    Sum += N * M;
  }, 3);
  auto B = withFunction([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  auto C = withPointer(std::make_unique<step>(Step));
  auto D = moved([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  mini::spawn(Loop, withShared(std::make_shared<step>(Step)));
  go(Loop, Step);
  go(Loop, [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  background([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  nursery Nursery;
  Nursery.start([&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  Actor.enqueue([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  co_await Nursery.join();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
}
mini::task<> returned(int N) {
  return make([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
}
