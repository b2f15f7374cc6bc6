// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The tag is gone when the task runs, but it has no state, and nobody looks at
// it: all is right. clang-tidy reports the reference.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

struct LowPriority {};
struct HighPriority {};

aio::Coro<> sends(const LowPriority &, std::string Text) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(1ms);
  Sum += Text.size();
}
aio::Coro<> sends(const HighPriority &, std::string Text) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  Sum += Text.size();
}

aio::Coro<> program() {
  auto One = aio::create_task(sends(LowPriority{}, "one"));
  auto Two = aio::create_task(sends(HighPriority{}, "two"));
  co_await One;
  co_await Two;
}

int main() { aio::run(program()); }
