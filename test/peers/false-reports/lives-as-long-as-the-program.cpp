// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// Tasks are started with a reference to a global and to a static variable,
// which outlive every task: all is right. clang-tidy reports the reference.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

std::string Log;

aio::Coro<> writes(std::string &To) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  To += "line";
}

aio::Task<> start() {
  static std::string Own = longName(1);
  return aio::create_task(writes(Own));
}

aio::Coro<> program() {
  auto One = aio::create_task(writes(Log));
  auto Two = start();
  co_await One;
  co_await Two;
}

int main() { aio::run(program()); }
