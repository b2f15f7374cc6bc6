// RUN: %check %s
//
// Other names of a local variable, and of what is not one: references, pointers,
// structured bindings.

#include "mini/mini.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> byPointer(const std::string *Key) {
  co_await mini::yield();
  Sum += int(Key->size());
}
std::map<int, std::string> Names;
const std::string &nameOf(int N) { return Names[N]; }
thread_local std::string Buffer;
struct record {
  std::string Name;
  int N = 0;
};

mini::task<> reference(int N) {
  std::string Key = std::to_string(N);
  const std::string &Same = Key;
  return use(Same); // expect: coro-return-without-await
}
mini::task<> pointer(int N) {
  std::string Key = std::to_string(N);
  const std::string *Same = &Key;
  return byPointer(Same); // expect: coro-return-without-await
}
mini::task<> memberOfCopy(const record &Given) {
  auto Own = Given;
  auto &Name = Own.Name;
  return use(Name); // expect: coro-return-without-await
}
mini::task<> either(const std::string &Given, std::string Own) {
  auto &Key = flip() ? Given : Own;
  return use(Key); // expect: coro-return-without-await
}
mini::task<> lookedUp(int N) {
  std::map<int, std::string> Own{{N, "name"}};
  auto &Name = Own.at(N);
  return use(Name); // expect: coro-return-without-await
}

mini::task<> ofGiven(const record &Given) {
  auto &Name = Given.Name;
  return use(Name);
}
mini::task<> boundToGiven(record &Given) {
  auto &[Name, N] = Given;
  Sum += N;
  return use(Name);
}
mini::task<> ofGlobal(int N) {
  auto &Name = Names[N];
  return use(Name);
}
mini::task<> ofFunction(int N) {
  const auto &Name = nameOf(N);
  return byPointer(&Name);
}
mini::task<> found(int N) {
  auto It = Names.find(N);
  if (It == Names.end())
    It = Names.begin();
  return use(It->second);
}
mini::task<> ofThread(int N) {
  Buffer = std::to_string(N);
  return use(Buffer);
}
mini::task<> setToGiven(const std::string &Given) {
  std::string Own = Given + "/";
  const std::string *Key = &Own;
  Sum += int(Key->size());
  Key = &Given;
  return byPointer(Key);
}
mini::task<> eachOf(std::vector<std::string> &Given) {
  for (auto &Key : Given)
    if (!Key.empty())
      return use(Key);
  return use(Names[0]);
}
