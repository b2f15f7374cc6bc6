// RUN: %check %s
//
// Arrays, maps and nested containers of tasks.

#include "mini/mini.h"

#include <array>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> arrays() {
  mini::task<> Lost[] = {
      flush(1), // expect: coro-never-awaited
      flush(2), // expect: coro-never-awaited
  };
  mini::task<> Works[] = {flush(3), flush(4)};
  for (auto &Work : Works)
    co_await std::move(Work);
  mini::task<> Named[2];
  Named[0] = flush(5);
  Named[1] = flush(6);
  co_await std::move(Named[0]);
  co_await std::move(Named[1]);
}

// Elements that constants name are told apart.
mini::task<> elements(int N) {
  mini::task<> Some[] = {
      flush(1),
      flush(2), // expect: coro-never-awaited
  };
  co_await std::move(Some[0]);
  mini::task<> Any[] = {flush(3), flush(4)};
  co_await std::move(Any[N]);
  mini::task<> Set[2] = {
      flush(5),
      flush(6), // expect: coro-never-awaited
  };
  Set[1] = flush(7);
  co_await std::move(Set[0]);
  co_await std::move(*(Set + 1));
  mini::task<> Swapped[2] = {flush(8)};
  co_await std::move(Swapped[0]);
  Swapped[1] = flush(9);
  std::swap(Swapped[0], Swapped[1]);
  co_await std::move(Swapped[0]);
  mini::task<> Square[1][2] = {{flush(10), flush(11)}};
  co_await std::move(Square[0][1]);
  co_await std::move(Square[0][0]);
  mini::task<> Bound[] = {flush(12), flush(13)};
  auto &[First, Second] = Bound;
  co_await std::move(First);
  co_await std::move(Second);
}

mini::task<> standardArrays() {
  std::array<mini::task<>, 1> Lost = {flush(1)}; // expect: coro-never-awaited
  std::array Works = {flush(2), flush(3)};
  for (auto &Work : Works)
    co_await std::move(Work);
}

mini::task<int> maps(int N) {
  std::map<int, mini::task<>> Lost;
  std::map<int, mini::task<>> Works;
  std::unordered_map<std::string, mini::task<int>> Numbers;
  for (int I = 0; I < N; ++I) {
    Lost.emplace(I, flush(I)); // expect: coro-never-awaited
    Works[I] = flush(I);
  }
  Numbers.insert_or_assign("all", count());
  for (auto &[Id, Work] : Works)
    co_await std::move(Work);
  co_return co_await std::move(Numbers.at("all"));
}

mini::task<> assignedInMap() {
  std::map<int, mini::task<>> Lost;
  Lost[1] = flush(1); // expect: coro-never-awaited
  std::map<int, mini::task<>> Works;
  Works[2] = flush(2);
  auto Node = Works.extract(2);
  co_await std::move(Node.mapped());
}

mini::task<> adapters() {
  std::queue<mini::task<>> Lost;
  Lost.push(flush(1)); // expect: coro-never-awaited
  std::queue<mini::task<>> Works;
  Works.push(flush(2));
  while (!Works.empty()) {
    co_await std::move(Works.front());
    Works.pop();
  }
}

mini::task<> nested(int N) {
  std::vector<std::optional<mini::task<>>> Lost;
  Lost.push_back(flush(N)); // expect: coro-never-awaited
  std::vector<std::vector<mini::task<>>> Groups(1);
  Groups[0].push_back(flush(1));
  for (auto &Group : Groups)
    for (auto &Work : Group)
      co_await std::move(Work);
}

class Registry {
public:
  void add(int Id) { Pending.emplace(Id, flush(Id)); }
  void addNamed(int Id) {
    std::map<int, mini::task<>> Pending;
    Pending.emplace(Id, flush(Id)); // expect: coro-never-awaited
  }

private:
  std::map<int, mini::task<>> Pending;
};
