// RUN: %check %s
//
// Guards that are members or bases of classes, and what gives such objects.

#include "mini/mini.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

int N = 0;

struct Ledger {
  struct Access {
    std::unique_lock<std::mutex> Held;
    std::vector<int> *Values;
  };
  std::mutex Mutex;
  std::vector<int> Values;
  Access lock() { return {std::unique_lock(Mutex), &Values}; }
  Access maybe() { return {std::unique_lock(Mutex, std::defer_lock), &Values}; }
};

class Opened {
public:
  explicit Opened(Ledger &Of) : Held(Of.Mutex), Of(Of) {}
  void add(int Value) { Of.Values.push_back(Value); }

private:
  std::lock_guard<std::mutex> Held;
  Ledger &Of;
};

class Leavable {
public:
  explicit Leavable(Ledger &Of) : Held(Of.Mutex) {}
  void leave() { Held.unlock(); }

private:
  std::unique_lock<std::mutex> Held;
};

struct Exclusive : std::unique_lock<std::mutex> {
  explicit Exclusive(Ledger &Of) : std::unique_lock<std::mutex>(Of.Mutex) {}
};

/// Only its constructor has it locked.
class Snapshot {
public:
  explicit Snapshot(Ledger &Of) : Held(Of.Mutex), Last(int(Of.Values.size())) {
    Held.unlock();
  }
  int last() const { return Last; }

private:
  std::unique_lock<std::mutex> Held;
  int Last;
};

template <class T> class guarded {
public:
  class access {
  public:
    explicit access(guarded &Of) : Of(&Of), Lock(Of.Mutex) {}
    T *operator->() { return &Of->Value; }

  private:
    guarded *Of;
    std::unique_lock<std::mutex> Lock;
  };
  access lock() { return access(*this); }

private:
  std::mutex Mutex;
  T Value{};
};

Ledger All;
guarded<std::string> Name;

mini::task<> asMember() {
  Opened Own(All); // expect: coro-lock-across-await
  co_await mini::yield();
  ++N;
}
mini::task<> used() {
  Opened Own{All}; // expect: coro-lock-across-await
  Own.add(N);
  co_await mini::yield();
}
mini::task<> asBase() {
  Exclusive Own(All); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> given() {
  auto Own = All.lock(); // expect: coro-lock-across-await
  Own.Values->push_back(N);
  co_await mini::yield();
}
mini::task<> byConstructor() {
  auto Own = Name.lock(); // expect: coro-lock-across-await
  Own->clear();
  co_await mini::yield();
}
template <class T> mini::task<> generic(T Value) {
  auto Own = All.lock(); // expect: coro-lock-across-await
  Own.Values->push_back(int(Value));
  co_await mini::yield();
}
mini::task<> instantiates() { co_await generic(2L); }

// Near misses: it is unlocked, ended, deferred or gone before.
mini::task<> left() {
  Leavable Own(All);
  Own.leave();
  co_await mini::yield();
}
mini::task<> unlockedMember() {
  auto Own = All.lock();
  Own.Held.unlock();
  co_await mini::yield();
}
mini::task<> unlockedBase() {
  Exclusive Own(All);
  Own.unlock();
  co_await mini::yield();
}
mini::task<> deferred() {
  auto Own = All.maybe();
  co_await mini::yield();
}
mini::task<> unlockedItself() {
  Snapshot Own(All);
  co_await mini::yield();
  N += Own.last();
}
mini::task<> ended() {
  {
    Opened Own(All);
    Own.add(1);
  }
  co_await mini::yield();
}
int consume(Ledger::Access Given) { return int(Given.Values->size()); }
mini::task<> movedAway() {
  auto Own = All.lock();
  N += consume(std::move(Own));
  co_await mini::yield();
}
mini::task<> ofStatement() {
  Opened(All).add(2);
  co_await mini::yield();
}
