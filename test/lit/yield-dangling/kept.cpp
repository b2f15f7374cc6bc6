// RUN: %check %s
//
// Elements of a generator that are kept in a loop over it: pointers to them, and views
// of what the generator will change.

#include "mini/mini.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

int Sum = 0;

mini::generator<std::string> names(int N) {
  for (int I = 0; I != N; ++I) {
    std::string Each(40, char('a' + I));
    co_yield Each;
  }
}
mini::generator<std::string> temporaries(int N) {
  for (int I = 0; I != N; ++I)
    co_yield std::string(40, char('a' + I));
}
mini::generator<std::string_view> lines() {
  std::string Line;
  for (int I = 0; I != 3; ++I) {
    Line = std::string(40, char('a' + I));
    co_yield std::string_view(Line);
  }
}
struct Row {
  std::string Name;
  int Id = 0;
};
mini::generator<Row *> rows(int N) {
  Row R;
  for (R.Id = 0; R.Id != N; ++R.Id)
    co_yield &R;
}
mini::generator<Row> copies(int N) {
  for (int I = 0; I != N; ++I)
    co_yield Row{std::string(40, 'x'), I};
}

void pointers() {
  std::vector<const std::string *> All;
  for (const std::string &Each : names(3))
    All.push_back(&Each); // expect: coro-yield-dangling
  for (auto *Each : All)
    Sum += int(Each->size());
}
void views() {
  std::vector<std::string_view> All;
  for (std::string_view Each : lines())
    All.push_back(Each); // expect: coro-yield-dangling
  for (auto Each : All)
    Sum += int(Each.size());
}
void madeOfElements() {
  std::vector<std::string_view> All;
  for (const auto &Each : temporaries(3))
    All.emplace_back(Each); // expect: coro-yield-dangling
  Sum += int(All.size());
}
void last() {
  const std::string *Last = nullptr;
  for (auto &Each : names(3))
    Last = &Each; // expect: coro-yield-dangling
  if (Last)
    Sum += int(Last->size());
}
void longest() {
  std::string_view Longest;
  for (auto Each : lines())
    if (Each.size() > Longest.size())
      Longest = Each; // expect: coro-yield-dangling
  Sum += int(Longest.size());
}
void byKey() {
  std::map<int, std::string_view> All;
  for (auto Each : lines())
    All[int(All.size())] = Each; // expect: coro-yield-dangling
  Sum += int(All.size());
}
void elementsThatPoint() {
  std::vector<Row *> All;
  for (Row *Each : rows(3))
    All.push_back(Each); // expect: coro-yield-dangling
  Sum += int(All.size());
}
void parts() {
  std::set<std::string_view> Names;
  for (const Row &Each : copies(3))
    Names.insert(Each.Name); // expect: coro-yield-dangling
  Sum += int(Names.size());
}
void inVariable() {
  auto All = names(3);
  std::vector<const std::string *> Kept;
  for (const auto &Each : All) {
    Sum += int(Each.size());
    if (Each.size() > 2) {
      Kept.push_back(&Each); // expect: coro-yield-dangling
    }
  }
  Sum += int(Kept.front()->size());
}
std::string_view found() {
  for (auto Each : lines())
    if (!Each.empty())
      return Each; // expect: coro-yield-dangling
  return {};
}
// The generator ends with the loop, also if that is left.
void leftWithGenerator() {
  const std::string *Found = nullptr;
  for (const auto &Each : names(3))
    if (Each.size() > 2) {
      Found = &Each; // expect: coro-yield-dangling
      break;
    }
  if (Found)
    Sum += int(Found->size());
}
