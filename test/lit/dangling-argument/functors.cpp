// RUN: %check %s
//
// Function objects of a class of one's own whose call operator is a coroutine, and member
// coroutines by pointers to members.

#include "mini/mini.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

int Sum = 0;

struct step {
  int N = 0;
  mini::task<> operator()() const {
    co_await mini::yield();
    Sum += N;
  }
  mini::task<> operator()(int M) const {
    co_await mini::yield();
    Sum += M;
  }
};
struct base {
  std::string Name;
  virtual ~base() = default;
  virtual mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
struct derived final : base {
  mini::task<> run() override {
    co_await mini::yield();
    Sum -= int(Name.size());
  }
};
template <typename F> mini::task<> keeps(F Body) { co_await Body(); }
template <typename F> mini::task<> refers(F &&Body) { co_await Body(); }

mini::task<> dangling(mini::loop &Loop) {
  auto A = step{1}(); // expect: coro-dangling-argument
  auto B = derived{}.run(); // expect: coro-dangling-argument
  auto C = refers(step{2}); // expect: coro-dangling-argument
  mini::spawn(Loop, step{3}()); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
}
mini::task<> returned() {
  step Own{1};
  return Own(); // expect: coro-return-without-await
}
mini::task<> fine(mini::loop &Loop) {
  step Own{1};
  auto A = Own();
  auto B = step{2}(3);
  auto C = keeps(step{3});
  auto D = refers(Own);
  derived Object;
  auto E = Object.run();
  auto F = (Object.*&base::run)();
  mini::spawn(Loop, keeps(step{4}));
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await step{5}();
  co_await derived{}.run();
  co_await refers(step{6});
}
