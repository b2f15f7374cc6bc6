// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The task runs when the temporary vector is gone, and reads it through a span
// and through an iterator. clang-tidy looks for parameters that are references.

#include <aio/aio.h>

#include <span>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::vector<int> numbers(int N) { return std::vector<int>(100, N); }

aio::Coro<> adds(std::span<const int> Values) {
  co_await aio::sleep(0s);
  for (int V : Values)
    Sum += unsigned(V);
}

aio::Coro<> addsFirst(std::vector<int>::const_iterator First) {
  co_await aio::sleep(0s);
  Sum += unsigned(*First);
}

aio::Coro<> program() {
  auto One = aio::create_task(adds(numbers(1))); // expect: coro-dangling-argument
  auto Two = addsFirst(numbers(2).begin()); // expect: coro-dangling-argument
  co_await One;
  co_await std::move(Two);
  co_await adds(numbers(3));
}

int main() { aio::run(program()); }
