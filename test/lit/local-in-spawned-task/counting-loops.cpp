// RUN: %check %s
//
// A loop that counts does not wait for what it has started, although the work uses what
// the loop asks for its size.

#include "mini/mini.h"

#include <string>
#include <vector>

std::size_t N = 0;

mini::task<> work(const std::string &Name, const std::size_t &At) {
  co_await mini::yield();
  N += Name.size() + At;
}

mini::task<> counts(std::vector<std::string> Names) {
  mini::scope All;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.spawn(work(Names[I], I)); // expect: coro-local-in-spawned-task {{'I'}}
  co_await All.join();
}
mini::task<> neverJoined(std::vector<std::string> Names) {
  mini::scope All;
  std::size_t None = 0;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.spawn(work(Names[I], None)); // expect: coro-local-in-spawned-task
  co_return;
}
mini::task<> byClosure(std::vector<std::string> Names) {
  std::vector<std::size_t> Sizes(Names.size());
  auto Add = [&Sizes](const std::string &Name, std::size_t At) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sizes[At] = Name.size();
  };
  mini::scope All;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.spawn(Add(Names[I], I)); // expect: coro-local-in-spawned-task {{Names}}
  co_return;
}

// Near misses: loops that wait.
mini::task<> byIndex(std::vector<std::string> Names) {
  std::size_t None = 0;
  std::vector<mini::join_handle<>> All;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.push_back(mini::start(work(Names[I], None)));
  for (std::size_t I = 0; I < All.size(); ++I)
    co_await All[I];
}
mini::task<> byIterator(std::vector<std::string> Names) {
  std::size_t None = 0;
  std::vector<mini::join_handle<>> All;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.push_back(mini::start(work(Names[I], None)));
  for (auto It = All.begin(); It != All.end(); ++It)
    co_await *It;
}
mini::task<> moved(std::vector<std::string> Names) {
  std::size_t None = 0;
  std::vector<mini::join_handle<>> All;
  for (std::size_t I = 0; I < Names.size(); ++I)
    All.push_back(mini::start(work(Names[I], None)));
  for (std::size_t I = 0; I < All.size(); ++I) {
    auto One = std::move(All[I]);
    co_await One;
  }
}
mini::task<> sets(bool &Done, std::string &Text) {
  co_await mini::yield();
  Text += "x";
  Done = true;
}
mini::task<> untilDone() {
  std::string Text;
  bool Done = false;
  mini::spawn(sets(Done, Text));
  for (int I = 0; !Done; ++I)
    co_await mini::yield();
}
