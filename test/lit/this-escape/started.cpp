// RUN: %check %s
//
// A member function starts work that uses the object, and objects of the class end
// while the program runs: they have a destructor, or are shared.

#include "mini/mini.h"

#include <memory>
#include <string>

class poller {
public:
  ~poller() { Running = false; }
  void start() {
    mini::spawn(poll()); // expect: coro-this-escape
  }

private:
  mini::task<> poll() {
    while (Running) {
      co_await mini::yield();
      ++Turns;
    }
  }
  bool Running = true;
  int Turns = 0;
};

class session : public std::enable_shared_from_this<session> {
public:
  void start() {
    mini::spawn(serve()); // expect: coro-this-escape
  }

private:
  mini::task<> serve() {
    co_await mini::yield();
    Name += "x";
  }
  std::string Name;
};

class byClosure {
public:
  ~byClosure() { Count = 0; }
  void start() {
    auto Body = [this]() -> mini::task<> {
      co_await mini::yield();
      ++Count;
    };
    mini::spawn(later(Body)); // expect: coro-this-escape
  }
  void startNow() {
    mini::spawn([this]() -> mini::task<> { // expect: coro-lambda-capture, coro-this-escape
      co_await mini::yield();
      ++Count;
    }());
  }

private:
  template <class F> static mini::task<> later(F Body) {
    co_await mini::yield();
    co_await Body();
  }
  int Count = 0;
};

class alone {
public:
  ~alone() { Count = 0; }
  void start() {
    tick(); // expect: coro-this-escape
  }

private:
  mini::detached tick() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};

class onSomePath {
public:
  ~onSomePath() { Count = 0; }
  mini::task<> start(bool Waits) {
    auto Work = run(); // expect: coro-this-escape, coro-dropped-eager-task
    if (Waits)
      co_await std::move(Work);
  }

private:
  mini::future<> run() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
