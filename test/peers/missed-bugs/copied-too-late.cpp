// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The coroutine copies its parameter first of all, which would do if it was
// eager. It is lazy, and copies when the temporary is gone. clang-tidy reports
// the declaration, and says nothing of the call.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(const std::string &Name) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  std::string Own = Name;
  co_await aio::sleep(0s);
  Sum += unsigned(Own[10]);
}

aio::Coro<> program() {
  auto Work = aio::create_task(adds(longName(1))); // expect: coro-dangling-argument
  co_await Work;
}

int main() { aio::run(program()); }
