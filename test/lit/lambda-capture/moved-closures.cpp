// RUN: %check %s
//
// Closures that are copied, moved and captured by others: what counts is the one that was
// called.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

template <typename F> mini::task<> make(F Body) { co_await Body(); }

mini::task<> fine(mini::loop &Loop, std::string Key) {
  auto Step = [Key]() -> mini::task<> {
    co_await mini::yield();
    Sum += int(Key.size());
  };
  auto Copy = Step;
  auto A = Copy();
  auto Moved = std::move(Step);
  auto B = Moved();
  mini::spawn(Loop, make(Moved));
  // The frame has the outer closure, and that the inner one.
  mini::spawn(Loop, make([Copy]() -> mini::task<> { co_await Copy(); }));
  mini::spawn(Loop, make([Own = std::move(Copy)]() -> mini::task<> {
                co_await Own();
                co_await Own();
              }));
  co_await std::move(A);
  co_await std::move(B);
}
mini::task<> sameScope(std::string Key) {
  auto Step = [Key]() mutable -> mini::task<> {
    Key += "x";
    co_await mini::yield();
    Sum += int(Key.size());
  };
  if (auto Work = Step(); Sum > 3)
    co_await std::move(Work);
  else
    co_await std::move(Work);
  std::vector<decltype(Step)> Steps(3, Step);
  for (auto &Each : Steps)
    co_await Each();
}

mini::task<> ofTheCopied(std::string Key) {
  mini::task<> Work;
  auto Outer = [Key]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += int(Key.size());
  };
  {
    auto Copy = Outer;
    Work = Copy();
  }
  co_await std::move(Work);
}
mini::task<> calledByClosure(mini::loop &Loop, std::string Key) {
  auto Step = [Key]() -> mini::task<> {
    co_await mini::yield();
    Sum += int(Key.size());
  };
  // The frame of make() has the copy.
  mini::spawn(Loop, make([Step] { return Step(); }));
  co_await mini::yield();
}
