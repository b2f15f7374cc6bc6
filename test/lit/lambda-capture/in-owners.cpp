// RUN: %check %s
//
// The closure is an element of something, which goes while its coroutine runs. Near
// misses: it is joined first, another element goes, elements that do not move, room for
// all, what is swapped lives on.

#include "mini/mini.h"

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

void log(const std::string &Text);

mini::task<> erased() {
  std::map<int, std::function<mini::task<>()>> Handlers;
  Handlers[1] = [Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  };
  auto Running = mini::start(Handlers[1]());
  Handlers.erase(1);
  co_await std::move(Running);
}
mini::task<> cleared() {
  std::vector<std::function<mini::task<>()>> Handlers;
  Handlers.push_back([Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  });
  auto Running = mini::start(Handlers.front()());
  Handlers.clear();
  co_await std::move(Running);
}
mini::task<> grown() {
  auto Body = [Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  };
  std::vector<decltype(Body)> Bodies;
  Bodies.push_back(Body);
  auto Running = mini::start(Bodies.front()());
  for (int I = 0; I != 3; ++I)
    Bodies.push_back(Body);
  co_await std::move(Running);
}
mini::task<> reset() {
  auto Body = [Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  };
  auto Owned = std::make_unique<decltype(Body)>(Body);
  auto Running = mini::start((*Owned)());
  Owned.reset();
  co_await std::move(Running);
}
mini::task<> emptied() {
  auto Body = [Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  };
  std::optional<decltype(Body)> Maybe = Body;
  auto Running = mini::start((*Maybe)());
  Maybe.reset();
  co_await std::move(Running);
}
mini::task<> goneBeforeItRuns() {
  auto Body = [Own = std::string("one")]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    log(Own);
  };
  auto Owned = std::make_unique<decltype(Body)>(Body);
  auto Work = (*Owned)();
  Owned.reset();
  co_await std::move(Work);
}

// Near misses.
mini::task<> joinedFirst() {
  std::map<int, std::function<mini::task<>()>> Handlers;
  Handlers[1] = [Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  co_await Handlers[1]();
  auto Running = mini::start(Handlers[1]());
  co_await std::move(Running);
  Handlers.erase(1);
}
mini::task<> anotherErased() {
  std::map<int, std::function<mini::task<>()>> Handlers;
  Handlers[1] = [Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  auto Running = mini::start(Handlers[1]());
  Handlers.erase(2);
  co_await std::move(Running);
}
mini::task<> doNotMove() {
  auto Body = [Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  std::deque<decltype(Body)> Bodies;
  Bodies.push_back(Body);
  auto Running = mini::start(Bodies.front()());
  Bodies.push_back(Body);
  co_await std::move(Running);
}
mini::task<> roomForAll() {
  auto Body = [Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  std::vector<decltype(Body)> Bodies;
  Bodies.reserve(4);
  Bodies.push_back(Body);
  auto Running = mini::start(Bodies.front()());
  Bodies.push_back(Body);
  co_await std::move(Running);
}
mini::task<> swapped() {
  auto Body = [Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  std::vector<decltype(Body)> Bodies, Others;
  Bodies.push_back(Body);
  auto Running = mini::start(Bodies.front()());
  std::swap(Bodies, Others);
  co_await std::move(Running);
}
mini::task<> nothingCaptured() {
  std::vector<std::function<mini::task<>()>> Handlers;
  Handlers.push_back([]() -> mini::task<> { co_await mini::yield(); });
  auto Running = mini::start(Handlers.front()());
  Handlers.clear();
  co_await std::move(Running);
}
void fill(std::vector<std::function<mini::task<>()>> &Handlers);
mini::task<> filledByOthersToo() {
  std::vector<std::function<mini::task<>()>> Handlers;
  fill(Handlers);
  Handlers.push_back([Own = std::string("one")]() -> mini::task<> {
    co_await mini::yield();
    log(Own);
  });
  auto Running = mini::start(Handlers.front()());
  Handlers.pop_back();
  co_await std::move(Running);
}
