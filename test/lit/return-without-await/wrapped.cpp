// RUN: %check %s
//
// The task is returned within something: an object, a pair, a container, a closure, an
// argument of the caller, a base.

#include "mini/mini.h"

#include <memory>
#include <optional>
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
struct job {
  int Number;
  mini::task<> Work;
};

job inObject(std::string Key) {
  return {1, use(Key)}; // expect: coro-return-without-await
}
job inVariable(std::string Key) {
  job Job{1, use(Key)};
  ++Job.Number;
  return Job; // expect: coro-return-without-await
}
std::pair<int, mini::task<>> inPair(std::string Key) {
  return {1, use(Key)}; // expect: coro-return-without-await
}
std::optional<mini::task<>> inOptional(std::string Key) {
  if (Key.empty())
    return std::nullopt;
  return use(Key); // expect: coro-return-without-await
}
std::unique_ptr<mini::task<>> onHeap(std::string Key) {
  return std::make_unique<mini::task<>>(use(Key)); // expect: coro-return-without-await
}
std::vector<mini::task<>> inVector(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (auto &Key : Keys)
    Works.push_back(use(Key));
  return Works; // expect: coro-return-without-await
}

// Of what the caller has, or with its own copy.
job handsOn(const std::string &Key) { return {1, use(Key)}; }
job copies(std::string Key) { return {1, copy(std::move(Key))}; }
std::vector<mini::task<>> eachOf(const std::vector<std::string> &Keys) {
  std::vector<mini::task<>> Works;
  for (auto &Key : Keys)
    Works.push_back(use(Key));
  return Works;
}
std::vector<mini::task<>> copyEach(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  Works.reserve(Keys.size());
  for (auto &Key : Keys)
    Works.push_back(copy(std::move(Key)));
  return Works;
}
