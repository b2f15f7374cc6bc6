// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The task runs when the temporary string is gone whose bytes it was given.
// clang-tidy looks for parameters that are references, not for pointers.

#include <aio/aio.h>

#include <cstring>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> logs(const char *Text) {
  co_await aio::sleep(0s);
  Sum += std::strlen(Text);
}

aio::Coro<> program() {
  auto Work = logs(longName(1).c_str()); // expect: coro-dangling-argument
  co_await std::move(Work);
  co_await logs(longName(2).c_str());
  auto Literal = logs("text");
  co_await std::move(Literal);
}

int main() { aio::run(program()); }
