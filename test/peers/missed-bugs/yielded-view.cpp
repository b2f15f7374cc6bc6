// RUN: %peer %s
// RUN: %check %s
//
// The generator yields one string after the other in the same variable; the
// views that are kept are of a value that was overwritten, and in the end of a
// string that is gone. clang-tidy reports nothing.

#include "mini/mini.h"

#include <string>
#include <string_view>
#include <vector>

mini::generator<std::string> names(int Count) {
  for (int I = 0; I != Count; ++I) {
    std::string Name(100, char('a' + I));
    co_yield Name;
  }
}

int main() {
  std::vector<std::string_view> Views;
  std::vector<std::string> Copies;
  for (const std::string &Name : names(3)) {
    Copies.push_back(Name);
    Views.push_back(Name); // expect: coro-yield-dangling
  }
  return Views[0][10] + Copies[0][10] == 0;
}
