// RUN: %check %s
//
// What comes after the start is given what the work uses, but does not wait for the
// work.

#include "mini/mini.h"

#include <chrono>
#include <deque>
#include <string>
#include <vector>

using namespace std::chrono_literals;

class Channel {
public:
  void put(int Value) { Waiting.push_back(Value); }
  void close() { Closed = true; }
  mini::task<int> take() {
    while (Waiting.empty() && !Closed)
      co_await mini::sleep_for(1ms);
    if (Waiting.empty())
      co_return 0;
    int Next = Waiting.front();
    Waiting.pop_front();
    co_return Next;
  }

private:
  std::deque<int> Waiting;
  bool Closed = false;
};

mini::task<> consume(Channel &In, int &Sum) {
  while (int Next = co_await In.take())
    Sum += Next;
}

class Cache {
public:
  mini::task<> use(std::string Name) {
    co_await mini::sleep_for(1ms);
    Size += Name.size();
    Used.set();
  }
  /// Asks others, and waits for nobody who works here.
  mini::task<> refresh() {
    for (const std::string &Name : Names) {
      co_await mini::sleep_for(1ms);
      Size -= Name.size();
    }
  }
  mini::task<> refreshTwice() {
    co_await refresh();
    co_await this->refresh();
  }
  mini::task<> clear() {
    Names.erase(Names.begin(), Names.end());
    co_await mini::yield();
  }
  mini::task<> used() { co_await Used.wait(); }
  mini::task<> usedThroughOther() { co_await used(); }
  mini::task<> usedThroughClosure() {
    auto Waits = [this]() -> mini::task<> { co_await Used.wait(); };
    co_await Waits();
  }
  mini::task<> usedThroughFunction();

private:
  std::vector<std::string> Names;
  std::size_t Size = 0;
  mini::event Used;
};
mini::task<> waitsFor(Cache &Of) { co_await Of.used(); }
mini::task<> Cache::usedThroughFunction() { co_await waitsFor(*this); }

mini::task<int> closes(int Count) {
  Channel In;
  int Sum = 0;
  mini::spawn(consume(In, Sum)); // expect: coro-local-in-spawned-task
  for (int I = 0; I < Count; ++I)
    In.put(I);
  In.close();
  co_return Sum;
}
mini::task<> refreshes() {
  Cache Names;
  mini::spawn(Names.use("a")); // expect: coro-local-in-spawned-task
  co_await Names.refresh();
}
mini::task<> clears() {
  Cache Names;
  mini::spawn(Names.use("a")); // expect: coro-local-in-spawned-task
  co_await Names.clear();
}
mini::task<> refreshesTwice() {
  Cache Names;
  mini::spawn(Names.use("a")); // expect: coro-local-in-spawned-task
  co_await Names.refreshTwice();
}

// Near misses: it may be waited for.
mini::task<> waits() {
  Cache Names;
  mini::spawn(Names.use("a"));
  co_await Names.used();
}
mini::task<> waitsThroughOther() {
  Cache Names;
  mini::spawn(Names.use("a"));
  co_await Names.usedThroughOther();
}
mini::task<> waitsThroughClosure() {
  Cache Names;
  mini::spawn(Names.use("a"));
  co_await Names.usedThroughClosure();
}
mini::task<> waitsThroughFunction() {
  Cache Names;
  mini::spawn(Names.use("a"));
  co_await Names.usedThroughFunction();
}
