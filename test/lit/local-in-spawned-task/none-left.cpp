// RUN: %check %s
//
// A wait that is left out where there is nothing to wait for: no work is left, or none was
// started as the loop had no turn.

#include "mini/mini.h"

#include <string>
#include <vector>

int Sum = 0;

mini::task<> count(const std::string &Key, std::size_t &Left, mini::event &Done) {
  co_await mini::yield();
  Sum += int(Key.size());
  if (--Left == 0)
    Done.set();
}
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> noneLeft(std::vector<std::string> All) {
  std::size_t Left = All.size();
  mini::event Done;
  for (auto &Each : All)
    mini::spawn(count(Each, Left, Done));
  if (Left > 0)
    co_await Done.wait();
}
mini::task<> noneLeftTheOtherWay(std::vector<std::string> All) {
  std::size_t Left = All.size();
  mini::event Done;
  for (auto &Each : All)
    mini::spawn(count(Each, Left, Done));
  if (Left == 0)
    co_return;
  co_await Done.wait();
}
mini::task<> noTurn(std::vector<std::string> All) {
  std::size_t Left = All.size();
  mini::event Done;
  for (auto &Each : All)
    mini::spawn(count(Each, Left, Done));
  if (!All.empty())
    co_await Done.wait();
}
mini::task<> noTurnOfAScope(std::vector<std::string> All) {
  mini::scope Scope;
  for (auto &Each : All)
    Scope.spawn(use(Each));
  if (All.size() != 0)
    co_await Scope.join();
}

// These say nothing of the work, or leave the wait out where there is some.
mini::task<> theWrongWay(std::vector<std::string> All) {
  std::size_t Left = All.size();
  mini::event Done;
  for (auto &Each : All)
    mini::spawn(count(Each, Left, Done)); // expect: coro-local-in-spawned-task
  if (Left == 0)
    co_await Done.wait();
}
mini::task<> ofAnother(std::vector<std::string> All, std::vector<std::string> Other) {
  std::size_t Left = All.size();
  mini::event Done;
  for (auto &Each : All)
    mini::spawn(count(Each, Left, Done)); // expect: coro-local-in-spawned-task
  if (!Other.empty())
    co_await Done.wait();
}
mini::task<> aCopy(std::string Key, int Tries) {
  mini::spawn(use(Key)); // expect: coro-local-in-spawned-task
  if (Tries > 0)
    co_await mini::yield();
}
