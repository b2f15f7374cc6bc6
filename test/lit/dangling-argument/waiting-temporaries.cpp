// RUN: %check %s
//
// A temporary that waits for its work when it is destroyed, by itself or in a smart
// pointer. Near misses of these: one that does not wait; one that works for another.

#include "mini/mini.h"

#include <memory>
#include <string>

int Sum = 0;

struct waits {
  std::string Name = "name";
  ~waits() { mini::loop::current().run(); }
  void launch() { mini::spawn(go()); }
  mini::task<> go() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
struct hasOne {
  waits Part;
  void launch() { Part.launch(); }
};
struct ends {
  std::string Name = "name";
  ~ends() { ++Sum; }
  void launch() { mini::spawn(go()); } // expect: coro-this-escape
  mini::task<> go() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};

void temporary() { waits().launch(); }
void inUniquePointer() { std::make_unique<waits>()->launch(); }
void inSharedPointer() { std::make_shared<waits>()->launch(); }
void member() { hasOne().launch(); }
void local() {
  waits W;
  W.launch();
}
void localPointer() {
  auto W = std::make_unique<waits>();
  W->launch();
}

void endsAtOnce() {
  ends().launch(); // expect: coro-dangling-argument
}
void endsInUniquePointer() {
  std::make_unique<ends>()->launch(); // expect: coro-dangling-argument
}
void endsInSharedPointer() {
  std::make_shared<ends>()->launch(); // expect: coro-dangling-argument
}
