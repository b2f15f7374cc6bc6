// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The task runs when the temporary string is gone, and reads it through its
// view. clang-tidy looks for parameters that are references, and a view is
// none.

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
  auto One = aio::create_task(adds(longName(1))); // expect: coro-dangling-argument
  co_await One;
  std::string Name = longName(2);
  auto Two = adds(Name + "x"); // expect: coro-dangling-argument
  co_await std::move(Two);
  co_await adds(longName(3));
}

int main() { aio::run(program()); }
