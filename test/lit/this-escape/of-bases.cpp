// RUN: %check %s
//
// A base class starts work on itself; smart pointers own the objects of the classes
// that are derived from it. Near misses: main() has the only one, nobody owns them so,
// it is joined.

#include "mini/mini.h"

#include <memory>
#include <string>

int Sum = 0;

struct service {
  virtual ~service() = default;
  virtual void log() = 0;
  mini::task<> serve() {
    co_await mini::yield();
    log();
  }
  void launch() { mini::spawn(serve()); } // expect: coro-this-escape
};
struct session : service {
  void log() override { Sum += int(Name.size()); }
  std::string Name = "name";
};
void makesSome() {
  auto One = std::make_shared<session>();
  One->launch();
  std::unique_ptr<service> Other = std::make_unique<session>();
  Other->launch(); // expect: coro-local-in-spawned-task
}
template <class D> struct runs {
  ~runs() { ++Sum; }
  void launch() { mini::spawn(static_cast<D *>(this)->go()); } // expect: coro-this-escape
};
struct worker : runs<worker> {
  mini::task<> go() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
  std::string Name = "name";
};
void makesAWorker() { std::make_shared<worker>()->launch(); }

// Near misses.
template <class D> struct waits {
  ~waits() { static_cast<D *>(this)->finish(); }
  void launch() { mini::spawn(static_cast<D *>(this)->go()); }
};
struct waiter : waits<waiter> {
  mini::task<> go() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
  void finish() { mini::loop::current().run(); }
  std::string Name = "name";
};
void makesAWaiter() { std::make_shared<waiter>()->launch(); }
struct server {
  virtual ~server() = default;
  virtual void log() = 0;
  mini::task<> serve() {
    co_await mini::yield();
    log();
  }
  void launch() { mini::spawn(serve()); }
};
struct web_server : server {
  void log() override { Sum += int(Name.size()); }
  std::string Name = "name";
};
struct embedded {
  virtual ~embedded() = default;
  virtual mini::task<> serve() {
    co_await mini::yield();
    Sum += Count;
  }
  void launch() { mini::spawn(serve()); }
  int Count = 0;
};
embedded Global;
struct joined {
  virtual ~joined() = default;
  mini::task<> serve() {
    co_await mini::yield();
    Sum += Count;
  }
  mini::task<> run() { co_await serve(); }
  int Count = 0;
};
mini::task<> runsJoined() {
  auto One = std::make_unique<joined>();
  co_await One->run();
}

int main() {
  static auto Web = std::make_unique<web_server>();
  Web->launch();
  Global.launch();
  mini::loop().run();
}
