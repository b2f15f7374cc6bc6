// RUN: %check %s
//
// Started work that uses a local, and nobody waits for it.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> byPointer(int *N) {
  co_await mini::yield();
  Sum += *N;
}
mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::future<> before(const std::string &Key) {
  Sum += int(Key.size());
  co_await mini::yield();
}
mini::detached alone(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> spawned(mini::loop &Loop) {
  std::string Key = "key";
  int Count = 0;
  mini::spawn(Loop, use(Key));          // expect: coro-local-in-spawned-task
  mini::spawn(Loop, byPointer(&Count)); // expect: coro-local-in-spawned-task
  mini::spawn(Loop, copy(Key));
  co_await mini::yield();
}
mini::task<> futures() {
  std::string Key = "key";
  (void)after(Key); // expect: coro-local-in-spawned-task
  (void)before(Key);
  alone(Key); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
void inPlainFunction(mini::loop &Loop, std::string Key) {
  mini::spawn(Loop, use(Key)); // expect: coro-local-in-spawned-task
}

struct Server {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
  void start(mini::loop &Loop) { mini::spawn(Loop, run()); }
};
mini::task<> object(mini::loop &Loop) {
  Server Own{"own"};
  mini::spawn(Loop, Own.run()); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}
mini::task<> objectThatStarts(mini::loop &Loop) {
  Server Own{"own"};
  Own.start(Loop); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}

// The caller's, or everybody's.
std::string Shared;
mini::task<> notOwn(mini::loop &Loop, const std::string &Key, Server &Given) {
  static std::string Constant = "constant";
  mini::spawn(Loop, use(Key));
  mini::spawn(Loop, use(Shared));
  mini::spawn(Loop, use(Constant));
  mini::spawn(Loop, Given.run());
  co_await mini::yield();
}
