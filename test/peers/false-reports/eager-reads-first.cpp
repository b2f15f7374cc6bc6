// RUN: %peer %s
// RUN: %check %s
//
// An eager coroutine runs to its first suspension within the call, when the
// temporary is still there, and does not use it afterwards: all is right.
// clang-tidy reports the reference.

#include "mini/mini.h"

#include <string>

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

mini::future<std::size_t> counts(const std::string &Name) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  std::string Own = Name;
  co_await mini::yield();
  co_return Own.size();
}

mini::task<> program() {
  auto Started = counts(longName(1));
  co_await mini::yield();
  Sum += co_await std::move(Started);
}

int main() { mini::sync_wait(program()); }
