// RUN: %check %s
//
// Near misses: what is kept lives on. The elements are the caller's, or have been
// copied, or the generator stands still.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

int Sum = 0;

struct Row {
  std::string Name;
};
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
mini::generator<Row> all(const std::vector<Row> &Rows) {
  for (const Row &Each : Rows)
    co_yield Each;
}
mini::generator<std::string_view> words(std::string_view Text) {
  for (std::size_t At = 0; At < Text.size(); At += 4)
    co_yield Text.substr(At, 4);
}
mini::generator<std::string_view> literals() {
  co_yield "one";
  co_yield "two";
}
mini::generator<std::shared_ptr<Row>> shared(int N) {
  for (int I = 0; I != N; ++I)
    co_yield std::make_shared<Row>();
}

void ofTheCaller(const std::vector<Row> &Rows) {
  std::vector<const Row *> Kept;
  for (const Row &Each : all(Rows))
    Kept.push_back(&Each);
  Sum += int(Kept.size());
}
void viewsOfTheCaller() {
  const std::string Text(40, 'x');
  std::vector<std::string_view> Kept;
  for (auto Each : words(Text))
    Kept.push_back(Each);
  Sum += int(Kept.size());
}
void ofLiterals() {
  std::vector<std::string_view> Kept;
  for (auto Each : literals())
    Kept.push_back(Each);
  Sum += int(Kept.size());
}
void copies() {
  std::vector<std::string> Kept;
  for (auto Each : lines())
    Kept.emplace_back(Each);
  for (const auto &Each : names(3))
    Kept.push_back(Each);
  std::string Last;
  for (auto Each : lines())
    Last = Each;
  Sum += int(Kept.size() + Last.size());
}
void owners() {
  std::vector<std::shared_ptr<Row>> Kept;
  for (const auto &Each : shared(3))
    Kept.push_back(Each);
  Sum += int(Kept.size());
}
void usedAtOnce() {
  for (const auto &Each : names(3)) {
    const std::string *Here = &Each;
    std::string_view View = Each;
    Sum += int(Here->size() + View.size());
  }
}
// The generator stands where the loop was left.
void standsStill() {
  auto All = names(3);
  const std::string *Found = nullptr;
  for (const auto &Each : All)
    if (Each.size() > 2) {
      Found = &Each;
      break;
    }
  if (Found)
    Sum += int(Found->size());
}
std::string found() {
  for (auto Each : lines())
    if (!Each.empty())
      return std::string(Each);
  return {};
}
