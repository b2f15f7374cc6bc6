// RUN: %check %s
//
// A std::shared_ptr that was just made is the only one to its object, unless the object
// can give shares of itself.

#include "mini/mini.h"

#include <memory>
#include <string>

mini::task<> prints(const std::string &Text) {
  co_await mini::yield();
  (void)Text.size();
}

struct starter {
  std::string Name;
  mini::task<> start() { return prints(Name); }
};
struct sharing : std::enable_shared_from_this<sharing> {
  std::string Name;
  mini::task<> start() { return keeps(shared_from_this()); }
  static mini::task<> keeps(std::shared_ptr<sharing> Own) {
    co_await mini::yield();
    (void)Own->Name.size();
  }
};
struct derived : sharing {};
struct server {
  std::string Name;
  virtual ~server() = default;
  virtual void keep() {}
  mini::task<> start() {
    keep();
    return prints(Name);
  }
};
struct keptServer : server, std::enable_shared_from_this<keptServer> {
  static inline std::shared_ptr<server> Kept;
  void keep() override { Kept = shared_from_this(); }
};

mini::task<> made() {
  auto T = std::make_shared<starter>()->start(); // expect: coro-dangling-argument
  co_await std::move(T);
}
mini::task<> constructed() {
  auto T = std::shared_ptr<starter>(new starter)->start(); // expect: coro-dangling-argument
  co_await std::move(T);
}
mini::task<> throughAReference() {
  auto T = (*std::make_shared<starter>()).start(); // expect: coro-dangling-argument
  co_await std::move(T);
}
mini::task<> member() {
  auto T = prints(std::make_shared<starter>()->Name); // expect: coro-dangling-argument
  co_await std::move(T);
}

mini::task<> awaitedAtOnce() {
  co_await std::make_shared<starter>()->start();
  co_await prints(std::make_shared<starter>()->Name);
}
mini::task<> held() {
  auto Own = std::make_shared<starter>();
  auto T = Own->start();
  co_await std::move(T);
}
mini::task<> sharesItself() {
  auto T = std::make_shared<sharing>()->start();
  co_await std::move(T);
}
mini::task<> sharesThroughItsBase() {
  auto T = std::make_shared<derived>()->start();
  co_await std::move(T);
}
mini::task<> sharesThroughItsClass() {
  auto T = std::shared_ptr<server>(new keptServer)->start();
  co_await std::move(T);
}
void retire(starter *S);
mini::task<> withADeleter() {
  auto T = std::shared_ptr<starter>(new starter, retire)->start();
  co_await std::move(T);
}
std::shared_ptr<starter> kept();
mini::task<> keptElsewhere() {
  auto T = kept()->start();
  co_await std::move(T);
}
std::shared_ptr<starter> Global;
mini::task<> copied() {
  auto T = std::shared_ptr<starter>(Global)->start();
  co_await std::move(T);
}
