// RUN: %check %s
//
// Near misses: a pointer or a view of the element is kept, but not longer than the turn
// of the loop that it belongs to.

#include "mini/mini.h"

#include <functional>
#include <map>
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
mini::generator<std::string_view> lines() {
  std::string Line;
  for (int I = 0; I != 3; ++I) {
    Line = std::string(40, char('a' + I));
    co_yield std::string_view(Line);
  }
}
void show(const std::vector<std::string_view> &Parts) { Sum += int(Parts.size()); }

void containerOfTheTurn() {
  for (auto Line : lines()) {
    std::vector<std::string_view> Parts;
    Parts.push_back(Line);
    Parts.push_back(Line.substr(1));
    show(Parts);
  }
}
void clearedInEachTurn() {
  std::vector<std::string_view> Parts;
  for (auto Line : lines()) {
    Parts.clear();
    Parts.push_back(Line);
    show(Parts);
  }
  Parts.clear();
}
void assignedInEachTurn() {
  std::string_view Current;
  for (auto Line : lines()) {
    Current = Line;
    Sum += int(Current.size());
  }
}
void variableOfTheTurn() {
  for (const auto &Each : names(3)) {
    const std::string *Longer = nullptr;
    if (Each.size() > 2)
      Longer = &Each;
    if (Longer)
      Sum += int(Longer->size());
  }
}
void forgotten() {
  const std::string *Current = nullptr;
  for (const auto &Each : names(3)) {
    Current = &Each;
    Sum += int(Current->size());
    Current = nullptr;
  }
  Sum += Current != nullptr;
}
void mapOfTheTurn() {
  for (auto Line : lines()) {
    std::map<char, std::string_view> Index;
    Index[Line.front()] = Line;
    Index.emplace('x', Line);
    Sum += int(Index.size());
  }
}
void calledInTheTurn() {
  for (const auto &Each : names(3)) {
    std::function<void()> Body = [&Each] { Sum += int(Each.size()); };
    Body();
  }
}
void ownLoopInTheTurn() {
  for (auto Line : lines()) {
    std::vector<std::string_view> Tokens;
    for (std::size_t At = 0; At < Line.size(); At += 4)
      Tokens.push_back(Line.substr(At, 4));
    show(Tokens);
  }
}

