// RUN: %check %s
//
// A scope that is made when it is needed: work in it is waited for like that in a scope
// which is a member itself.

#include "mini/mini.h"

#include <memory>
#include <optional>

class service {
public:
  ~service() { Count = -1; }
  void start() {
    Running = std::make_unique<mini::scope>();
    Running->spawn(run());
  }
  mini::task<> stop() {
    if (Running)
      co_await Running->join();
  }

private:
  mini::task<> run() {
    co_await mini::yield();
    ++Count;
  }
  std::unique_ptr<mini::scope> Running;
  int Count = 0;
};
class withOptional {
public:
  ~withOptional() { Count = -1; }
  void start() {
    Running.emplace();
    Running->spawn(run());
  }
  mini::task<> stop() {
    if (Running)
      co_await Running->join();
  }

private:
  mini::task<> run() {
    co_await mini::yield();
    ++Count;
  }
  std::optional<mini::scope> Running;
  int Count = 0;
};
// It is started elsewhere.
class escapes {
public:
  ~escapes() { Count = -1; }
  void start() { mini::spawn(run()); } // expect: coro-this-escape

private:
  mini::task<> run() {
    co_await mini::yield();
    ++Count;
  }
  std::unique_ptr<mini::scope> Running;
  int Count = 0;
};
