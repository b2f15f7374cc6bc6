// RUN: %check %s
//
// A function of one's own container that takes a task and gives a reference to a task:
// what becomes of the one that it takes is what its body says.

#include "mini/mini.h"

#include <optional>
#include <utility>
#include <vector>

mini::task<> work() { co_await mini::yield(); }

class slot {
  std::optional<mini::task<>> Kept;
  std::vector<mini::task<>> All;

public:
  mini::task<> &put(mini::task<> T) {
    Kept.emplace(std::move(T));
    return *Kept;
  }
  template <class A> mini::task<> &emplace(A &&T) {
    return Kept.emplace(std::forward<A>(T));
  }
  mini::task<> *add(mini::task<> T) {
    All.push_back(std::move(T));
    return &All.back();
  }
  mini::task<> &hidden(mini::task<> T);
  mini::task<> &drops(mini::task<> T) { return *Kept; }
  mini::task<> &at(int N) { return All[N]; }
};

mini::task<> putVariable(slot &S) {
  auto T = work();
  S.put(std::move(T));
  co_await mini::yield();
}
mini::task<> putNew(slot &S) {
  S.put(work());
  co_await mini::yield();
}
mini::task<> emplacedVariable(slot &S) {
  auto T = work();
  S.emplace(std::move(T));
  co_await mini::yield();
}
mini::task<> emplacedNew(slot &S) {
  S.emplace(work());
  co_await mini::yield();
}
mini::task<> added(slot &S) {
  S.add(work());
  co_await mini::yield();
}
mini::task<> putWhereNobodySees(slot &S) {
  S.hidden(work());
  co_await mini::yield();
}
mini::task<> putAndAwaited(slot &S) {
  co_await std::move(S.put(work()));
}
mini::task<> putAndTakenOut() {
  slot S;
  S.add(work());
  co_await std::move(S.at(0));
}

mini::task<> droppedVariable(slot &S) {
  auto T = work(); // expect: coro-never-awaited
  S.drops(std::move(T));
  co_await mini::yield();
}
mini::task<> droppedNew(slot &S) {
  S.drops(work()); // expect: coro-never-awaited
  co_await mini::yield();
}
