// RUN: %check %s
// renamed: keep-models
//
// A join makes references safe, and joins have many spellings.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> counts(const std::string &Key, mini::countdown &Left) {
  co_await mini::yield();
  Sum += int(Key.size());
  Left.step();
}

mini::task<> handle() {
  std::string Key = "key";
  auto Running = mini::start(use(Key));
  co_await mini::yield();
  co_await Running;
}
mini::task<> handles() {
  std::string Key = "key";
  std::vector<mini::join_handle<>> Running;
  for (int I = 0; I != 3; ++I)
    Running.push_back(mini::start(use(Key)));
  for (auto &Each : Running)
    co_await Each;
}
mini::task<> future() {
  std::string Key = "key";
  auto Work = after(Key);
  co_await mini::yield();
  co_await std::move(Work);
}
mini::task<> futures() {
  std::string Key = "key";
  std::vector<mini::future<>> Works;
  Works.push_back(after(Key));
  Works.push_back(after(Key));
  for (auto &Work : Works)
    co_await std::move(Work);
}
mini::task<> scope() {
  std::string Key = "key";
  mini::scope Scope;
  Scope.spawn(use(Key));
  Scope.spawn(use(Key));
  co_await Scope.join();
}
mini::task<> latch(mini::loop &Loop) {
  std::string Key = "key";
  mini::countdown Left(2);
  mini::spawn(Loop, counts(Key, Left));
  mini::spawn(Loop, counts(Key, Left));
  co_await Left.wait();
}
mini::task<> together() {
  std::string Key = "key";
  std::vector<mini::task<>> Works;
  Works.push_back(use(Key));
  co_await mini::when_all(std::move(Works));
}
void driven() {
  std::string Key = "key";
  mini::sync_wait(use(Key));
}
