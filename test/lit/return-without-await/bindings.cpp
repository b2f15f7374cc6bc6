// RUN: %check %s
//
// A structured binding names a part of the object that is taken apart.

#include "mini/mini.h"

#include <array>
#include <string>
#include <utility>

mini::task<> use(const std::string &Key);
struct row {
  std::string Name;
  int N = 0;
};
struct view {
  const std::string &Name;
  int N = 0;
};

mini::task<> ofPair(std::pair<std::string, int> Row) {
  auto [Name, N] = Row;
  return use(Name); // expect: coro-return-without-await
}
mini::task<> ofPairByReference() {
  std::pair<std::string, int> Row;
  auto &[Name, N] = Row;
  return use(Name); // expect: coro-return-without-await
}
mini::task<> ofStruct() {
  auto [Name, N] = row{};
  return use(Name); // expect: coro-return-without-await
}
mini::task<> ofArray() {
  std::array<std::string, 2> Rows;
  auto &[First, Second] = Rows;
  return use(Second); // expect: coro-return-without-await
}
mini::task<> ofBareArray() {
  std::string Rows[2];
  const auto &[First, Second] = Rows;
  return use(First); // expect: coro-return-without-await
}

// Near misses.
mini::task<> ofAnother(row &Row) {
  auto &[Name, N] = Row;
  return use(Name);
}
mini::task<> partIsReference(std::string &Key) {
  auto [Name, N] = std::pair<std::string &, int>(Key, 1);
  return use(Name);
}
mini::task<> memberIsReference(const std::string &Key) {
  auto [Name, N] = view{Key, 1};
  return use(Name);
}
