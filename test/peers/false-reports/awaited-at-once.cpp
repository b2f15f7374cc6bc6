// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The temporaries live until the end of the full-expression, and so until the
// coroutine that it awaits has ended: all is right. clang-tidy reports every
// reference parameter of a coroutine, whatever the callers do.

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(const std::string &Name) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> takes(std::vector<int> &&Values) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  for (int V : Values)
    Sum += unsigned(V);
}

aio::Coro<> program() {
  co_await adds(longName(1));
  co_await takes(std::vector<int>(50, 1));
  co_await aio::gather(adds(longName(2)), adds(longName(3)));
  co_await aio::wait_for(adds("d" + longName(4)), 10s);
}

int main() { aio::run(program()); }
