// RUN: %check %s
//
// Work is given a part of something, which goes, or moves, while it runs. Near misses:
// it is joined first, another part goes, the container is named itself, there is room.

#include "mini/mini.h"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

void log(const std::string &Text);
mini::task<> prints(const std::string &Text) {
  co_await mini::yield();
  log(Text);
}
mini::task<> printsAll(const std::vector<std::string> &Texts) {
  co_await mini::yield();
  for (const auto &Each : Texts)
    log(Each);
}

mini::task<> cleared(std::vector<std::string> Names) {
  auto Running = mini::start(prints(Names[0])); // expect: coro-local-in-spawned-task
  Names.clear();
  co_await std::move(Running);
}
mini::task<> grown() {
  std::vector<std::string> Names;
  std::vector<mini::join_handle<void>> All;
  for (int I = 0; I != 3; ++I) {
    Names.push_back("a name");
    All.push_back(mini::start(prints(Names.back()))); // expect: coro-local-in-spawned-task
  }
  for (auto &Each : All)
    co_await std::move(Each);
}
mini::task<> erased(std::string Key) {
  std::map<std::string, std::string> ByName;
  ByName.emplace(Key, "value");
  auto Running = mini::start(prints(ByName.at(Key))); // expect: coro-local-in-spawned-task
  ByName.erase(Key);
  co_await std::move(Running);
}
mini::task<> reset() {
  auto Owned = std::make_unique<std::string>("text");
  auto Running = mini::start(prints(*Owned)); // expect: coro-local-in-spawned-task
  Owned = nullptr;
  co_await std::move(Running);
}
mini::task<> byReference(std::vector<std::string> Names) {
  auto &First = Names.front();
  const std::string &Same = First;
  auto Running = mini::start(prints(Same)); // expect: coro-local-in-spawned-task
  Names.clear();
  co_await std::move(Running);
}
mini::task<> byLoop(std::vector<std::string> Names) {
  std::vector<mini::join_handle<void>> All;
  for (auto &Each : Names)
    All.push_back(mini::start(prints(Each))); // expect: coro-local-in-spawned-task
  Names.clear();
  for (auto &Each : All)
    co_await std::move(Each);
}
mini::task<> byIterator(std::map<int, std::string> ById) {
  auto It = ById.find(1);
  auto Running = mini::start(prints(It->second)); // expect: coro-local-in-spawned-task
  ById.erase(It);
  co_await std::move(Running);
}
class server {
public:
  mini::task<> drop(int Id) {
    auto Running = mini::start(prints(Names[Id])); // expect: coro-local-in-spawned-task {{'Names'}}
    Names.erase(Id);
    co_await std::move(Running);
  }
  mini::task<> grow(std::string New) {
    auto Running = mini::start(prints(More.back()));
    More.push_back(std::move(New)); // the constructor may have made room
    co_await std::move(Running);
  }

private:
  std::map<int, std::string> Names;
  std::vector<std::string> More;
};

// Near misses.
mini::task<> joinedFirst(std::vector<std::string> Names) {
  auto Running = mini::start(prints(Names[0]));
  co_await std::move(Running);
  Names.clear();
}
mini::task<> anotherKey(std::string Key, std::string Other) {
  std::map<std::string, std::string> ByName;
  ByName.emplace(Key, "value");
  auto Running = mini::start(prints(ByName.at(Key)));
  ByName.erase(Other);
  co_await std::move(Running);
}
mini::task<> changedKey(std::map<int, std::string> ById) {
  int Id = 1;
  auto Running = mini::start(prints(ById[Id]));
  ++Id;
  ById.erase(Id);
  co_await std::move(Running);
}
mini::task<> keyOfEachTurn(std::map<int, std::string> ById,
                           std::vector<int> Ids) {
  std::vector<mini::join_handle<void>> All;
  for (int I = 0; I != 3; ++I) {
    ById.erase(I);
    All.push_back(mini::start(prints(ById[I])));
  }
  for (auto &Each : All)
    co_await std::move(Each);
}
mini::task<> steppedIterator(std::map<int, std::string> ById) {
  auto It = ById.begin();
  auto Running = mini::start(prints(It->second));
  ++It;
  ById.erase(It);
  co_await std::move(Running);
}
mini::task<> referenceToAnother(std::vector<std::string> Names,
                                std::vector<std::string> Others) {
  auto &First = Names.front();
  auto Running = mini::start(prints(First));
  Others.clear();
  co_await std::move(Running);
}
mini::task<> wholeContainer() {
  std::vector<std::string> Names{"a"};
  auto Running = mini::start(printsAll(Names));
  Names.push_back("b");
  Names.clear();
  co_await std::move(Running);
}
mini::task<> listsStay() {
  std::list<std::string> Names{"a"};
  auto Running = mini::start(prints(Names.front()));
  Names.push_back("b");
  co_await std::move(Running);
}
mini::task<> copied() {
  std::vector<std::string> Names{"a"};
  auto Body = [](std::string Own) -> mini::task<> {
    co_await mini::yield();
    log(Own);
  };
  auto Running = mini::start(Body(Names[0]));
  Names.clear();
  co_await std::move(Running);
}
mini::task<> roomFirst() {
  std::vector<std::string> Names;
  std::vector<mini::join_handle<void>> All;
  Names.reserve(3);
  for (int I = 0; I != 3; ++I) {
    Names.push_back("a name");
    All.push_back(mini::start(prints(Names.back())));
  }
  for (auto &Each : All)
    co_await std::move(Each);
}
