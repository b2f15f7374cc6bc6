// RUN: %check %s
//
// A weak pointer keeps nothing. Locked before the first suspension only, it says
// nothing of later; locked each time, it is fine.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

int Sum = 0;

class lockedOnce : public std::enable_shared_from_this<lockedOnce> {
public:
  void start() {
    mini::spawn(serve(weak_from_this())); // expect: coro-this-escape
  }

private:
  mini::task<> serve(std::weak_ptr<lockedOnce> Weak) {
    if (auto Self = Weak.lock())
      ++Count;
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class onlyAsked : public std::enable_shared_from_this<onlyAsked> {
public:
  void start() {
    mini::spawn(serve(weak_from_this())); // expect: coro-this-escape
  }

private:
  mini::task<> serve(std::weak_ptr<onlyAsked> Weak) {
    if (Weak.expired())
      co_return;
    co_await mini::yield();
    Name += "x";
  }
  std::string Name;
};
// Near misses.
class lockedEachTime : public std::enable_shared_from_this<lockedEachTime> {
public:
  void start() { mini::spawn(serve(weak_from_this())); }

private:
  static mini::task<> serve(std::weak_ptr<lockedEachTime> Weak) {
    for (;;) {
      co_await mini::yield();
      auto Self = Weak.lock();
      if (!Self)
        co_return;
      ++Self->Count;
    }
  }
  int Count = 0;
};
class lockedAndKept : public std::enable_shared_from_this<lockedAndKept> {
public:
  void start() { mini::spawn(serve(weak_from_this())); }

private:
  mini::task<> serve(std::weak_ptr<lockedAndKept> Weak) {
    auto Self = Weak.lock();
    if (!Self)
      co_return;
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class askedEachTime : public std::enable_shared_from_this<askedEachTime> {
public:
  void start() { mini::spawn(serve(weak_from_this())); }

private:
  mini::task<> serve(std::weak_ptr<askedEachTime> Weak) {
    for (;;) {
      co_await mini::yield();
      if (Weak.expired())
        co_return;
      ++Count;
    }
  }
  int Count = 0;
};
class callback : public std::enable_shared_from_this<callback> {
public:
  void start(mini::loop &Loop) {
    Loop.post([this, Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        ++Count;
    });
  }

private:
  int Count = 0;
};

