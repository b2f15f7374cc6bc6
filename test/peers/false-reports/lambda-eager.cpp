// RUN: %peer %s
// RUN: %check %s
//
// The coroutine is eager and uses its captures before its first suspension
// only, within the call, while the closure is there: all is right. clang-tidy
// reports the capture.

#include "mini/mini.h"

#include <string>

std::size_t Sum = 0;

mini::task<> program(std::string Name) {
  auto Started = [Name]() -> mini::future<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    std::string Own = Name;
    co_await mini::yield();
    Sum += Own.size();
  }();
  co_await std::move(Started);
}

int main() { mini::sync_wait(program(std::string(100, 'a'))); }
