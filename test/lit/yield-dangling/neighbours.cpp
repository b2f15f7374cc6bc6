// RUN: %check %s
//
// Two elements in a row are compared: by a copy of the one before, or by a pointer to
// it, which leads to the new one or to nothing.

#include "mini/mini.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

void byPointer() {
  const std::string *Before = nullptr;
  for (const auto &Each : names(3)) {
    if (Before && *Before == Each)
      ++Sum;
    Before = &Each; // expect: coro-yield-dangling
  }
}
void byView() {
  std::string_view Before;
  for (auto Each : lines()) {
    Sum += Before == Each;
    Before = Each; // expect: coro-yield-dangling
  }
}
void byPair() {
  std::pair<std::string_view, int> Before;
  for (auto Each : lines()) {
    Sum += Before.first == Each;
    Before.first = Each; // expect: coro-yield-dangling
  }
}
// Near misses.
void byCopy() {
  std::string Before;
  for (auto Each : lines()) {
    Sum += Before == Each;
    Before = Each;
  }
}
void byOptionalCopy() {
  std::optional<std::string> Before;
  for (const auto &Each : names(3)) {
    if (Before)
      Sum += *Before == Each;
    Before = Each;
  }
}
void byMove() {
  std::string Before, Now;
  for (auto Each : lines()) {
    Now = std::string(Each);
    Sum += Before == Now;
    Before = std::move(Now);
  }
}
void bySize() {
  std::size_t Before = 0;
  for (auto Each : lines())
    Sum += int(std::exchange(Before, Each.size()));
}
