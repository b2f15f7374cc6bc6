// RUN: %check %s
//
// A task is handed to a helper that destroys it; reported where the caller made
// it.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

void drop(mini::task<> Work) { static_cast<void>(Work.valid()); }
void dropReference(mini::task<> &&Work) { mini::task<> Own = std::move(Work); }
void dropDeeper(mini::task<> Work) { drop(std::move(Work)); }
void dropDeepest(mini::task<> Work) { dropDeeper(std::move(Work)); }
void dropUnless(mini::task<> Work, bool Wanted) {
  if (Wanted)
    mini::spawn(std::move(Work));
}
mini::task<> ignore(mini::task<> Work) { co_await mini::yield(); }
mini::detached alone(mini::task<> Work) { co_await mini::sleep_for({}); }
void dropAll(std::vector<mini::task<>> Works) { Works.clear(); }

mini::task<> byValue(bool Wanted) {
  drop(flush(1));         // expect: coro-never-awaited
  auto Second = flush(2); // expect: coro-never-awaited
  drop(std::move(Second));
  dropReference(flush(3)); // expect: coro-never-awaited
  dropDeeper(flush(4));    // expect: coro-never-awaited
  auto Fifth = flush(5);   // expect: coro-never-awaited
  dropDeepest(std::move(Fifth));
  dropUnless(flush(6), Wanted); // expect: coro-never-awaited
  co_return;
}

mini::task<> toCoroutines() {
  co_await ignore(flush(1)); // expect: coro-never-awaited
  auto Second = flush(2);    // expect: coro-never-awaited
  mini::spawn(ignore(std::move(Second)));
  alone(flush(3)); // expect: coro-never-awaited
}

mini::task<> containers(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I < N; ++I)
    Works.push_back(flush(I)); // expect: coro-never-awaited
  dropAll(std::move(Works));
  co_return;
}

class Queue {
public:
  void add(mini::task<> Work) { static_cast<void>(Work); }
  static void post(mini::task<> &&Work) { drop(std::move(Work)); }
  Queue &operator<<(mini::task<>) { return *this; }
};

template <typename Task> void dropAny(Task Work) {
  static_cast<void>(Work.valid());
}

mini::task<> otherHelpers(Queue &Works, bool Wanted) {
  Works.add(flush(1));   // expect: coro-never-awaited
  Queue::post(flush(2)); // expect: coro-never-awaited
  Works << flush(3);     // expect: coro-never-awaited
  dropAny(flush(4));     // expect: coro-never-awaited
  dropAny(count());      // expect: coro-never-awaited
  auto Forget = [](mini::task<> Work) { return Work.valid(); };
  Forget(flush(5));      // expect: coro-never-awaited
  auto Sixth = flush(6); // expect: coro-never-awaited
  if (Wanted)
    co_await std::move(Sixth);
  else
    drop(std::move(Sixth));
}
