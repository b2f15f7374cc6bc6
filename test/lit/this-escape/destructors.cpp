// RUN: %check %s
//
// Near misses: the destructor waits, through another function, in a base or in a member.

#include "mini/mini.h"

#include <thread>
#include <utility>

class byDestructor {
public:
  explicit byDestructor(mini::loop &Loop) : Loop(Loop) {}
  ~byDestructor() { finish(); }
  void start() { mini::spawn(Loop, serve()); }

private:
  void finish() { Loop.run_until(Ended); }
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
    Ended = true;
  }
  mini::loop &Loop;
  bool Ended = false;
  int Count = 0;
};
/// A base whose destructor waits, and a member whose destructor does.
class joiner {
public:
  explicit joiner(mini::loop &Loop) : Loop(Loop) {}
  ~joiner() { Loop.run_until(Ended); }
  mini::loop &Loop;
  bool Ended = false;
};
class byBase : joiner {
public:
  using joiner::joiner;
  ~byBase() { ++Closed; }
  void start() { mini::spawn(Loop, serve()); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    Ended = true;
  }
  int Closed = 0;
};
class byMember {
public:
  explicit byMember(mini::loop &Loop) : Join(Loop) {}
  ~byMember() { ++Closed; }
  void start() { mini::spawn(Join.Loop, serve()); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    Join.Ended = true;
  }
  int Closed = 0;
  joiner Join;
};
