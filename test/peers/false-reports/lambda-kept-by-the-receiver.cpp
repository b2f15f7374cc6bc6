// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The receiver is a coroutine that takes the closure by value, so that it is in
// its frame while the closure's own coroutine runs: all is right, also where it
// is started. clang-tidy looks at the lambda only.

#include <aio/aio.h>

#include <functional>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

template <class F> aio::Coro<> retries(F Body, int Times) {
  for (int I = 0; I != Times; ++I)
    co_await Body();
}

aio::Coro<> runs(std::function<aio::Coro<>()> Body) { co_await Body(); }

aio::Coro<> program() {
  std::string Name = longName(1);
  auto One = aio::create_task(
      retries([Name]() -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
        co_await aio::sleep(0s);
        Sum += unsigned(Name[10]);
      }, 2));
  auto Two = aio::create_task(runs([Name]() -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[11]);
  }));
  co_await One;
  co_await Two;
}

int main() { aio::run(program()); }
