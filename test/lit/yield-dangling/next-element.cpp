// RUN: %check %s
//
// An element is used when the generator has been asked for the next one.

#include "mini/mini.h"

#include <string>
#include <string_view>

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
    co_yield Line;
  }
}

void reference() {
  auto All = names(3);
  auto It = All.begin();
  const std::string &First = *It;
  ++It;
  Sum += int(First.size()); // expect: coro-yield-dangling
}
void view() {
  auto All = lines();
  auto It = All.begin();
  std::string_view First = *It;
  ++It;
  std::string_view Second = *It;
  Sum += int(First.size()); // expect: coro-yield-dangling
  Sum += int(Second.size());
}
void pointer() {
  auto All = names(3);
  auto It = All.begin();
  const std::string *First = &*It;
  It++;
  Sum += int(First->size()); // expect: coro-yield-dangling
}

// Near misses: a copy, and a use before the next one.
void copied() {
  auto All = names(3);
  auto It = All.begin();
  std::string First = *It;
  ++It;
  Sum += int(First.size());
}
void usedFirst() {
  auto All = names(3);
  auto It = All.begin();
  const std::string &First = *It;
  Sum += int(First.size());
  ++It;
  const std::string &Second = *It;
  Sum += int(Second.size());
}
void another() {
  auto One = names(3);
  auto Two = names(3);
  auto ItOne = One.begin();
  auto ItTwo = Two.begin();
  const std::string &First = *ItOne;
  ++ItTwo;
  Sum += int(First.size());
}
