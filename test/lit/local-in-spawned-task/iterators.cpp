// RUN: %check %s
//
// Elements of a local container: by an iterator, by an index in a loop, by a structured
// binding. A loop that asks only for the container's size or end waits for nothing.

#include "mini/mini.h"

#include <map>
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
struct job {
  std::string Name;
  bool Done = false;
};
mini::task<> run(job &Job) {
  co_await mini::yield();
  Job.Done = true;
}
mini::task<> fill(std::vector<std::string> &All) {
  co_await mini::yield();
  All.push_back("");
}

void byFoundIterator(std::map<int, std::string> All) {
  if (auto It = All.find(1); It != All.end())
    mini::spawn(use(It->second)); // expect: coro-local-in-spawned-task
}
void byFoundTemporary(std::map<int, std::string> All) {
  mini::spawn(use(All.find(1)->second)); // expect: coro-local-in-spawned-task
}
void byIteratorInLoop(std::vector<std::string> All) {
  for (auto It = All.begin(); It != All.end(); ++It)
    mini::spawn(use(*It)); // expect: coro-local-in-spawned-task
}
void byIndexInLoop(std::vector<std::string> All) {
  for (std::size_t I = 0; I < All.size(); ++I)
    mini::spawn(use(All[I])); // expect: coro-local-in-spawned-task
}
void byAtInLoop(std::vector<std::string> All) {
  std::size_t I = 0;
  while (I != All.size())
    mini::spawn(use(All.at(I++))); // expect: coro-local-in-spawned-task
}
void byBinding(std::map<int, std::string> All) {
  for (auto &[Id, Name] : All)
    mini::spawn(use(Name)); // expect: coro-local-in-spawned-task
}
void byBindingOfCopy(const std::map<int, std::string> &All) {
  for (auto [Id, Name] : All)
    mini::spawn(use(Name)); // expect: coro-local-in-spawned-task
}
mini::task<> byBindingOfPair() {
  auto [Name, Id] = std::pair<std::string, int>("key", 1);
  mini::spawn(use(Name)); // expect: coro-local-in-spawned-task
  co_await mini::yield();
}

// That a coroutine which a later loop starts is called "run" waits for nothing.
void startsMoreInLoop(std::vector<job> &All) {
  std::string Key = "key";
  mini::spawn(use(Key)); // expect: coro-local-in-spawned-task
  for (auto &Each : All)
    mini::spawn(run(Each));
}

// Near misses.
void ofAnother(std::map<int, std::string> &All) {
  if (auto It = All.find(1); It != All.end())
    mini::spawn(use(It->second));
  for (auto &[Id, Name] : All)
    mini::spawn(use(Name));
  for (auto It = All.begin(); It != All.end(); ++It)
    mini::spawn(use(It->second));
}
mini::task<> bindingOfReference(std::string &Key) {
  auto [Name, Id] = std::pair<std::string &, int>(Key, 1);
  mini::spawn(use(Name));
  co_await mini::yield();
}
mini::task<> joined(std::map<int, std::string> All) {
  std::vector<mini::join_handle<>> Running;
  for (auto &[Id, Name] : All)
    Running.push_back(mini::start(use(Name)));
  for (auto &Each : Running)
    co_await Each;
}
mini::task<> asksTheElement() {
  std::vector<job> Jobs(1);
  mini::spawn(run(Jobs[0]));
  while (!Jobs[0].Done)
    co_await mini::yield();
}
mini::task<> asksTheIterator() {
  std::vector<job> Jobs(1);
  auto It = Jobs.begin();
  mini::spawn(run(*It));
  while (!It->Done)
    co_await mini::yield();
}
class service {
public:
  void start() { Running = mini::start(run()); }
  mini::task<> stop() { co_await *Running; }

private:
  mini::task<> run() {
    co_await mini::yield();
    ++N;
  }
  std::optional<mini::join_handle<>> Running;
  int N = 0;
};
mini::task<> waitsForEach() {
  std::vector<std::unique_ptr<service>> All;
  for (int I = 0; I != 3; ++I) {
    All.push_back(std::make_unique<service>());
    All.back()->start();
  }
  for (auto &Each : All)
    co_await Each->stop();
}
mini::task<> waitsForEachByIndex() {
  std::vector<std::unique_ptr<service>> All;
  for (int I = 0; I != 3; ++I) {
    All.push_back(std::make_unique<service>());
    All.back()->start();
  }
  for (std::size_t I = 0; I < All.size(); ++I)
    co_await All[I]->stop();
}
mini::task<> asksForTheSizeOfTheWhole() {
  std::vector<std::string> All;
  mini::spawn(fill(All));
  while (All.empty())
    co_await mini::yield();
}
