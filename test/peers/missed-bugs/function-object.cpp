// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// A closure that was written by hand: its members are what a lambda would have
// captured, and they are gone when the coroutine runs. clang-tidy looks at
// lambdas only.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Adds {
  std::string Name;
  aio::Coro<> operator()() const {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
};

aio::Coro<> program() {
  auto One = aio::create_task(Adds{longName(1)}()); // expect: coro-dangling-argument
  co_await One;
  co_await Adds{longName(2)}();
}

int main() { aio::run(program()); }
