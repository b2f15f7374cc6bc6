// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The closure is a temporary that lives until the end of the full-expression,
// which awaits its coroutine: all is right. clang-tidy reports every coroutine
// lambda that captures.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> program() {
  std::string Name = longName(1);
  co_await [Name]() -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }();
  Sum += co_await [&]() -> aio::Coro<std::size_t> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    co_return Name.size();
  }();
  co_await aio::wait_for([&Name]() -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[11]);
  }(), 10s);
}

int main() { aio::run(program()); }
