// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The closures are members of objects that live until their coroutines have
// ended: all is right. clang-tidy reports the captures.

#include <aio/aio.h>

#include <functional>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

template <class F> struct Retry {
  F Body;
  aio::Coro<> run() {
    for (int I = 0; I != 2; ++I)
      co_await Body();
  }
};
struct Handlers {
  std::function<aio::Coro<>(std::size_t)> OnByte;
};

aio::Coro<> program() {
  std::string Name = longName(1);
  Retry Retrying{[Name]() -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }};
  co_await Retrying.run();
  Handlers On;
  On.OnByte = [&Name](std::size_t At) -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[At]);
  };
  co_await On.OnByte(1);
}

int main() { aio::run(program()); }
