// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// A template takes its argument by a forwarding reference and is awaited where
// it is called; a plain function hands its reference on. All that they refer to
// lives on in the callers. clang-tidy reports both coroutines.

#include <aio/aio.h>

#include <string>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

template <class T> aio::Coro<> keeps(T &&Value) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  std::string Own = std::forward<T>(Value);
  Sum += unsigned(Own[10]);
}

aio::Coro<> sendsNow(const std::string &Text, int Times) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  for (int I = 0; I != Times; ++I) {
    co_await aio::sleep(0s);
    Sum += unsigned(Text[10]);
  }
}
aio::Coro<> sends(const std::string &Text) { return sendsNow(Text, 2); }

aio::Coro<> program() {
  std::string Name = longName(1);
  co_await keeps(Name);
  co_await keeps(longName(2));
  co_await sends(Name);
  co_await sends(longName(3));
}

int main() { aio::run(program()); }
