// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// Of three calls, two give a temporary that is gone when the task runs.
// clang-tidy reports the declaration, as it does where all callers are right,
// and says nothing of the calls.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(const std::string &Name) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> program() {
  co_await adds(longName(1));
  auto Kept = adds(longName(2)); // expect: coro-dangling-argument
  co_await std::move(Kept);
  auto Started = aio::create_task(adds(longName(3))); // expect: coro-dangling-argument
  co_await Started;
}

int main() { aio::run(program()); }
