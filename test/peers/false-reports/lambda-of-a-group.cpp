// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// aio::task_group calls its body, keeps it, and waits for it and for all tasks
// of the group; what it gives to the body is a reference. All is right.
// clang-tidy reports the capture and the parameter, of which nobody has the
// choice.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> program() {
  std::string One = longName(1), Two = longName(2);
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines, cppcoreguidelines-avoid-reference-coroutine-parameters
    G.create_task(adds(One));
    co_await aio::sleep(0s);
    G.create_task(adds(Two));
  });
}

int main() { aio::run(program()); }
