// RUN: %check %s
//
// A guard that is an element of an array, a pair, a variant or a map is held until it is
// unlocked, or goes with what it is in.

#include "mini/mini.h"

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <mutex>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

std::mutex Mutex, Other;
using Lock = std::unique_lock<std::mutex>;

mini::task<> inArray() {
  std::array<Lock, 1> Held{Lock(Mutex)}; // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inArrayOfTwo() {
  std::array Held{Lock(Mutex), // expect: coro-lock-across-await
                  Lock(Other)};
  co_await mini::yield();
}
mini::task<> assignedToElement() {
  std::array<Lock, 1> Held;
  Held[0] = Lock(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inArrayOfTheLanguage() {
  Lock Held[1] = {Lock(Mutex)}; // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inPair() {
  std::pair<Lock, int> Held{Lock(Mutex), 1}; // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inTuple() {
  std::tuple<int, Lock> Held{1, Lock(Mutex)}; // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inMadeTuple() {
  auto Held = std::make_tuple(Lock(Mutex), 1); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inVariant() {
  std::variant<int, Lock> Held{Lock(Mutex)}; // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inMap() {
  std::map<int, Lock> Held;
  Held.emplace(1, Lock(Mutex)); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> madeInMap() {
  std::map<int, Lock> Held;
  Held.try_emplace(1, Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> insertedIntoMap() {
  std::unordered_map<int, Lock> Held;
  Held.insert({1, Lock(Mutex)}); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> assignedInMap() {
  std::map<int, Lock> Held;
  Held[1] = Lock(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inFrontOfList() {
  std::list<Lock> Held;
  Held.emplace_front(Lock(Mutex)); // expect: coro-lock-across-await
  co_await mini::yield();
}

// Unlocked, or gone, before.
mini::task<> blockBefore() {
  { std::array<Lock, 1> Held{Lock(Mutex)}; }
  co_await mini::yield();
}
mini::task<> unlockedElement() {
  std::array<Lock, 1> Held{Lock(Mutex)};
  Held[0].unlock();
  co_await mini::yield();
}
mini::task<> unlockedInLoop() {
  std::array<Lock, 2> Held{Lock(Mutex), Lock(Other)};
  for (Lock &Each : Held)
    Each.unlock();
  co_await mini::yield();
}
mini::task<> unlockedByAlgorithm() {
  std::array<Lock, 2> Held{Lock(Mutex), Lock(Other)};
  std::for_each(Held.begin(), Held.end(), [](Lock &Each) { Each.unlock(); });
  co_await mini::yield();
}
mini::task<> exchangedElement() {
  std::array Held{Lock(Mutex)};
  std::exchange(Held[0], {});
  co_await mini::yield();
}
void unlockAll(std::array<Lock, 1> &All);
mini::task<> unlockedByAnother() {
  std::array<Lock, 1> Held{Lock(Mutex)};
  unlockAll(Held);
  co_await mini::yield();
}
mini::task<> unlockedFirst() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  Held.first.unlock();
  co_await mini::yield();
}
mini::task<> assignedFirst() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  Held.first = {};
  co_await mini::yield();
}
mini::task<> assignedPair() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  Held = {};
  co_await mini::yield();
}
void take(std::pair<Lock, int> Taken);
mini::task<> movedPair() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  take(std::move(Held));
  co_await mini::yield();
}
mini::task<> unlockedThroughGet() {
  std::tuple<Lock, int> Held{Lock(Mutex), 1};
  std::get<0>(Held).unlock();
  co_await mini::yield();
}
mini::task<> unlockedBinding() {
  auto [Guard, Number] = std::make_tuple(Lock(Mutex), 1);
  Guard.unlock();
  co_await mini::yield();
}
mini::task<> unlockedThroughBinding() {
  auto Held = std::make_tuple(Lock(Mutex), 1);
  auto &[Guard, Number] = Held;
  Guard.unlock();
  co_await mini::yield();
}
mini::task<> movedFirst() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  Lock Own = std::move(Held.first);
  Own.unlock();
  co_await mini::yield();
}
mini::task<> assignedElsewhere() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  Lock Own;
  Own = std::move(Held.first);
  Own.unlock();
  co_await mini::yield();
}
mini::task<> movedBinding() {
  auto [Guard, Number] = std::make_tuple(Lock(Mutex), 1);
  { Lock Own = std::move(Guard); }
  co_await mini::yield();
}
mini::task<> movedIntoAnother() {
  std::pair<Lock, int> Held{Lock(Mutex), 1};
  std::list<Lock> All;
  All.push_back(std::move(Held.first));
  All.clear();
  co_await mini::yield();
}
mini::task<> assignedAfterItsPart() {
  std::pair<Lock, int> Held;
  Held.first = Lock(Mutex);
  Held = {};
  co_await mini::yield();
}
mini::task<> takenAfterItsPart() {
  std::pair<Lock, int> Held;
  Held.first = Lock(Mutex);
  take(std::move(Held));
  co_await mini::yield();
}
mini::task<> unlockedByIndex() {
  Lock Held[2];
  Held[0] = Lock(Mutex);
  Held[1] = Lock(Other);
  for (int I = 0; I != 2; ++I)
    Held[I].unlock();
  co_await mini::yield();
}
struct batch {
  Lock Guard;
  int N = 0;
  void insert(int I) {
    N += I;
    Guard.unlock();
  }
};
mini::task<> unlockedByOwnInsert() {
  batch B{Lock(Mutex)};
  B.insert(1);
  co_await mini::yield();
}
mini::task<> movedAndHeld() {
  std::pair<Lock, int> Held{Lock(Mutex), 1}; // expect: coro-lock-across-await
  Lock Own = std::move(Held.first);
  co_await mini::yield();
}
mini::task<> assignedVariant() {
  std::variant<int, Lock> Held{Lock(Mutex)};
  Held = 1;
  co_await mini::yield();
}
mini::task<> emplacedVariant() {
  std::variant<int, Lock> Held{Lock(Mutex)};
  Held.emplace<0>(1);
  co_await mini::yield();
}
mini::task<> unlockedInMap() {
  std::map<int, Lock> Held;
  Held.emplace(1, Lock(Mutex));
  Held.at(1).unlock();
  co_await mini::yield();
}
mini::task<> unlockedByIterator() {
  std::map<int, Lock> Held;
  Held.emplace(1, Lock(Mutex));
  Held.begin()->second.unlock();
  co_await mini::yield();
}
mini::task<> unlockedInLoopOverMap() {
  std::map<int, Lock> Held;
  Held.emplace(1, Lock(Mutex));
  for (auto &[Key, Guard] : Held)
    Guard.unlock();
  co_await mini::yield();
}
mini::task<> erased() {
  std::map<int, Lock> Held;
  Held.emplace(1, Lock(Mutex));
  Held.erase(1);
  co_await mini::yield();
}

// Never locked.
mini::task<> empty() {
  std::array<Lock, 2> Held;
  co_await mini::yield();
}
mini::task<> deferredInArray() {
  std::array<Lock, 1> Held{Lock(Mutex, std::defer_lock)};
  co_await mini::yield();
}
mini::task<> deferredInPair() {
  std::pair<Lock, int> Held{Lock(Mutex, std::defer_lock), 1};
  co_await mini::yield();
}

// Names a guard, and has none.
mini::task<> pairOfReference() {
  Lock Guard(Mutex);
  std::pair<Lock &, int> Named{Guard, 1};
  Guard.unlock();
  co_await mini::yield();
}
