// RUN: %check %s
//
// An element leaves the function, and the generator does not: as a view, a pointer, a
// part of an object; or as a copy.

#include "mini/mini.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
struct found {
  std::string_view Name;
  int Place = 0;
};

const std::string *pointer() {
  for (const auto &Each : names(3))
    if (Each.size() > 2)
      return &Each; // expect: coro-yield-dangling
  return nullptr;
}
void outParameter(std::string_view &Out) {
  for (auto Each : lines())
    if (Each.size() > 2) {
      Out = Each; // expect: coro-yield-dangling
      return;
    }
}
// Near misses.
std::string copy() {
  for (const auto &Each : names(3))
    if (Each.size() > 2)
      return Each;
  return {};
}
std::optional<std::string> optionalCopy() {
  for (auto Each : lines())
    if (Each.size() > 2)
      return std::string(Each);
  return std::nullopt;
}
std::size_t size() {
  for (auto Each : lines())
    if (Each.size() > 2)
      return Each.size();
  return 0;
}
bool has(std::string_view Name) {
  for (auto Each : lines())
    if (Each == Name)
      return true;
  return false;
}
std::string_view same(std::string_view Name) {
  for (auto Each : lines())
    if (Each == Name)
      return Name;
  return {};
}
// The caller's generator lives on.
const std::string *ofGiven(mini::generator<std::string> &All) {
  for (const auto &Each : All)
    if (Each.size() > 2)
      return &Each;
  return nullptr;
}
