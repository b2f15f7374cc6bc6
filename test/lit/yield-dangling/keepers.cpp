// RUN: %check %s
//
// What keeps an element: containers of every kind, references in wrappers, closures,
// members, loops that are written out.

#include "mini/mini.h"

#include <deque>
#include <functional>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

int Sum = 0;

mini::generator<std::string> names(int N) {
  for (int I = 0; I != N; ++I) {
    std::string Each(40, char('a' + I));
    co_yield Each;
  }
}
mini::generator<std::vector<int>> rows() {
  std::vector<int> Row;
  for (int I = 0; I != 3; ++I) {
    Row.assign(8, I);
    co_yield Row;
  }
}
struct index {
  std::unordered_map<std::string_view, int> Places;
  const std::string *Last = nullptr;
};

void inMembers(index &Index) {
  for (const auto &Each : names(3))
    Index.Places.emplace(Each, 1); // expect: coro-yield-dangling
}
void lastOne(index &Index) {
  for (const auto &Each : names(3))
    Index.Last = &Each; // expect: coro-yield-dangling
}
void spans() {
  std::list<std::span<const int>> All;
  for (const auto &Row : rows())
    All.emplace_back(Row); // expect: coro-yield-dangling
  for (auto Each : All)
    Sum += Each.front();
}
void iterators() {
  std::vector<std::vector<int>::const_iterator> Firsts;
  for (const auto &Row : rows())
    Firsts.push_back(Row.begin()); // expect: coro-yield-dangling
  Sum += *Firsts.front();
}
// Near misses.
void closuresWithCopies() {
  std::vector<std::function<void()>> Later;
  for (const auto &Each : names(3))
    Later.push_back([Each] { Sum += int(Each.size()); });
  for (auto &Each : Later)
    Each();
}
void keyCopied() {
  std::unordered_map<std::string, int> Counts;
  for (const auto &Each : names(3))
    ++Counts[Each];
  Sum += Counts["x"];
}
void sizesOnly() {
  std::vector<std::size_t> Sizes;
  for (const auto &Each : names(3))
    Sizes.push_back(Each.size());
  std::vector<int> Flat;
  for (const auto &Row : rows())
    Flat.insert(Flat.end(), Row.begin(), Row.end());
  Sum += int(Flat.size() + Sizes.size());
}
void calledInTheTurn() {
  for (const auto &Each : names(3)) {
    std::function<void()> Body = [&Each] { Sum += int(Each.size()); };
    Body();
  }
}
