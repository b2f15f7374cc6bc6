// RUN: %check %s
//
// Near misses: who has the object can stop it and wait, under whatever name, or its
// destructor does it through other functions.

#include "mini/mini.h"

#include <thread>
#include <utility>

class byStop {
public:
  ~byStop() { Count = 0; }
  void start() { mini::spawn(serve()); }
  mini::task<> stop() {
    Open = false;
    co_await Ended.wait();
  }

private:
  mini::task<> serve() {
    while (Open) {
      co_await mini::yield();
      ++Count;
    }
    Ended.set();
  }
  bool Open = true;
  mini::event Ended;
  int Count = 0;
};
class byClose {
public:
  ~byClose() { Count = 0; }
  void start() {
    ++Active;
    mini::spawn(serve());
  }
  mini::task<> close() {
    while (Active != 0)
      co_await mini::yield();
  }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
    --Active;
  }
  int Active = 0;
  int Count = 0;
};
class byFinish {
public:
  ~byFinish() { Count = 0; }
  void start() { mini::spawn(serve()); }
  mini::event &finished() { return Ended; }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
    Ended.set();
  }
  mini::event Ended;
  int Count = 0;
};
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

