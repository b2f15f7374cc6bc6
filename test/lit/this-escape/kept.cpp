// RUN: %check %s
//
// Near misses: the work keeps the object, the object waits for its work, or the work
// has no need of the object.

#include "mini/mini.h"

#include <memory>
#include <thread>
#include <utility>
#include <vector>

class byArgument : public std::enable_shared_from_this<byArgument> {
public:
  void start() { mini::spawn(serve(shared_from_this())); }

private:
  mini::task<> serve(std::shared_ptr<byArgument>) {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class byItself : public std::enable_shared_from_this<byItself> {
public:
  void start() { mini::spawn(serve()); }

private:
  mini::task<> serve() {
    auto Self = shared_from_this();
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class byCapture : public std::enable_shared_from_this<byCapture> {
public:
  void start(mini::loop &Loop) {
    Loop.post([this, Self = shared_from_this()] { ++Count; });
  }

private:
  int Count = 0;
};
class withScope {
public:
  ~withScope() { Count = 0; }
  void start() { Scope.spawn(serve()); }
  mini::task<> stop() { co_await Scope.join(); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  mini::scope Scope;
  int Count = 0;
};
class withFutures {
public:
  ~withFutures() { Count = 0; }
  void start() { Running.push_back(serve()); }
  mini::task<> stop() {
    for (auto &Each : Running)
      co_await std::move(Each);
  }

private:
  mini::future<> serve() {
    co_await mini::yield();
    ++Count;
  }
  std::vector<mini::future<>> Running;
  int Count = 0;
};
class withThread {
public:
  void start() {
    Worker = std::thread([this] { ++Count; });
  }
  ~withThread() { Worker.join(); }

private:
  std::thread Worker;
  int Count = 0;
};
class awaited {
public:
  ~awaited() { Count = 0; }
  mini::task<> twice() {
    co_await serve();
    auto Again = serve();
    co_await std::move(Again);
  }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class ofOthers {
public:
  ~ofOthers() { Count = 0; }
  void start() { mini::spawn(serve(Count)); }

private:
  static mini::task<> serve(int Given) {
    co_await mini::yield();
    while (Given-- > 0)
      co_await mini::yield();
  }
  int Count = 3;
};
// Objects of a class without a destructor of its own mostly live as long as the
// program.
class server {
public:
  void start() { mini::spawn(serve()); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
