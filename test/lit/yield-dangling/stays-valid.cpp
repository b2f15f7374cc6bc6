// RUN: %check %s
//
// Near misses: the generator yields what is its own, but what is kept of it is still
// there when it is used: parameters end with the generator only, statics never, and
// elements of the generator's own container live while it is not at its end.

#include "mini/mini.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

/// Views of its parameter, which is a part of the frame.
mini::generator<std::string_view> words(std::string Text) {
  std::string_view Rest = Text;
  for (; Rest.size() >= 4; Rest.remove_prefix(4))
    co_yield Rest.substr(0, 4);
}
mini::generator<std::string> constants() {
  static const std::array<std::string, 2> All{"a long constant string",
                                              "and another one"};
  for (const std::string &Each : All)
    co_yield Each;
}
/// Never ends: its container is there as long as it is.
mini::generator<std::string> circle() {
  const std::vector<std::string> All{"a long first string",
                                     "a long second string"};
  for (std::size_t I = 0;; ++I)
    co_yield All[I % All.size()];
}
mini::generator<std::string *> handedOver(int N) {
  for (int I = 0; I != N; ++I)
    co_yield new std::string(40, 'x');
}
class table {
public:
  mini::generator<std::string> rows() {
    for (const std::string &Each : Rows)
      co_yield Each;
  }

private:
  std::vector<std::string> Rows{"a long row", "another long row"};
};

void viewsOfAParameter() {
  auto All = words("some longer text with words");
  std::vector<std::string_view> Kept;
  for (auto Each : All)
    Kept.push_back(Each);
  for (auto Each : Kept)
    Sum += int(Each.size());
}
void ofConstants() {
  std::vector<const std::string *> Kept;
  for (const auto &Each : constants())
    Kept.push_back(&Each);
  Sum += int(Kept.front()->size());
}
void owned() {
  std::vector<std::unique_ptr<std::string>> Kept;
  for (std::string *Each : handedOver(3))
    Kept.emplace_back(Each);
  std::vector<std::string *> Borrowed;
  for (std::string *Each : handedOver(3))
    Borrowed.push_back(Each);
  for (auto *Each : Borrowed)
    delete Each;
}
void ofAnObject() {
  table Table;
  std::vector<std::string_view> Kept;
  for (const auto &Each : Table.rows())
    Kept.push_back(Each);
  Sum += int(Kept.size());
}
