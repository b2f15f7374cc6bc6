// RUN: %check %s
//
// A base class starts work on the object that it is a part of; its destructor is that of
// a template. Near misses: the destructor may wait; one that says nothing of when the
// objects end; it is joined.

#include "mini/mini.h"

#include <memory>
#include <string>

int Sum = 0;

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
void makesAWorker() {
  std::make_shared<worker>()->launch(); // expect: coro-dangling-argument
}

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
// What an application has in a smart pointer mostly lives as long as it.
struct service {
  virtual ~service() = default;
  virtual void log() = 0;
  mini::task<> serve() {
    co_await mini::yield();
    log();
  }
  void launch() { mini::spawn(serve()); }
};
struct session : service {
  void log() override { Sum += int(Name.size()); }
  std::string Name = "name";
};
struct application {
  std::unique_ptr<service> Only = std::make_unique<session>();
  void start() { Only->launch(); }
};
application makesOne() { return application(); }
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
