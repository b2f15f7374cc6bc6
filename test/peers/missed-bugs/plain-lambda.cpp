// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The lambda is no coroutine itself; it returns the task of one that refers to
// what the closure has captured, and the closure is a temporary. clang-tidy
// looks at lambdas that are coroutines.

#include <aio/aio.h>

#include <string>
#include <string_view>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> program() {
  std::string Name = longName(1);
  auto One = aio::create_task([Name] { return adds(Name); }()); // expect: coro-lambda-capture
  co_await One;
  co_await [Name] { return adds(Name); }();
  auto Kept = [Name] { return adds(Name); };
  auto Two = aio::create_task(Kept());
  co_await Two;
}

int main() { aio::run(program()); }
