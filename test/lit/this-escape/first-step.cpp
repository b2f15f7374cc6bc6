// RUN: %check %s
//
// What starts the work runs it up to its first suspension. Work that uses its object
// until then only may go on without it; where it begins later, it may not.

#include "mini/mini.h"

#include <string>

int Sum = 0;

class copiesFirst {
public:
  ~copiesFirst() { Name.clear(); }
  void start() { serve(); }

private:
  mini::detached serve() {
    const std::string Mine = Name;
    for (int I = 0; I != 3; ++I) {
      co_await mini::yield();
      Sum += int(Mine.size());
    }
  }
  std::string Name = "name";
};
class usesNothing {
public:
  ~usesNothing() { Count = 0; }
  void start(mini::loop &Loop) { mini::spawn(Loop, serve()); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Sum;
    co_await log(Sum);
  }
  static mini::task<> log(int N) {
    co_await mini::yield();
    Sum += N;
  }
  int Count = 0;
};
class usesConstants {
public:
  ~usesConstants() { Count = 0; }
  void start(mini::loop &Loop) { mini::spawn(Loop, serve()); }

private:
  static constexpr int Turns = 3;
  static int All;
  mini::task<> serve() {
    for (int I = 0; I != Turns; ++I) {
      co_await mini::yield();
      ++All;
    }
  }
  int Count = 0;
};
int usesConstants::All = 0;
class beginsLater {
public:
  ~beginsLater() { Count = 0; }
  void start(mini::loop &Loop) {
    mini::spawn(Loop, serve()); // expect: coro-this-escape
  }

private:
  mini::task<> serve() {
    ++Count;
    co_await mini::yield();
    ++Sum;
  }
  int Count = 0;
};
class throughAHelper {
public:
  ~throughAHelper() { Count = 0; }
  void start() {
    mini::spawn(serve()); // expect: coro-this-escape
  }

private:
  mini::task<> serve() {
    co_await mini::yield();
    bump();
  }
  void bump() { ++Count; }
  int Count = 0;
};
