// RUN: %check %s
//
// std::swap and std::exchange move tasks: what counts is who has which.

#include "mini/mini.h"

#include <utility>

mini::task<> flush(int Id);

mini::task<> swapped() {
  auto First = flush(1);
  auto Second = flush(2);
  std::swap(First, Second);
  co_await std::move(First);
  co_await std::move(Second);
}

mini::task<> swappedAndLost() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Second = flush(2);
  std::swap(First, Second);
  co_await std::move(First);
}

mini::task<> exchanged() {
  auto Work = flush(1);
  auto Old = std::exchange(Work, flush(2));
  co_await std::move(Old);
  co_await std::move(Work);
}

mini::task<> exchangedAndLost() {
  auto Work = flush(1); // expect: coro-never-awaited
  std::exchange(Work, flush(2));
  co_await std::move(Work);
}

mini::task<> exchangedAndKept() {
  auto Work = flush(1); // expect: coro-never-awaited
  auto Old = std::exchange(Work, {});
  co_return;
}

mini::task<> exchangedAndAwaited() {
  auto Work = flush(1);
  co_await std::exchange(Work, {});
}

class Slot {
public:
  void put(mini::task<> Work) { std::swap(Held, Work); }
  mini::task<> take() { return std::exchange(Held, {}); }

private:
  mini::task<> Held;
};

mini::task<> slots(Slot &Shared) {
  Shared.put(flush(1));
  co_await Shared.take();
  Shared.take(); // expect: coro-never-awaited
}

template <typename Task> void swapBack(Task &Left, Task &Right) {
  using std::swap;
  swap(Left, Right);
}

// Not seen yet: what a helper does to two of its reference parameters at once is
// not part of its summary, so the task counts as stored.
mini::task<> inTemplate(bool Both) {
  auto First = flush(1);
  mini::task<> Second;
  swapBack(First, Second);
  if (Both)
    co_await std::move(Second);
}

mini::task<> inLambda() {
  auto First = flush(1);
  auto Take = [&First] { return std::exchange(First, {}); };
  co_await Take();
}
