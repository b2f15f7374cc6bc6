// RUN: %oracle-asan %s
// shows: coro-dangling-argument
// inputs: 0 1
//
// Temporaries that one does not see: of a conversion, a base, a conditional, a loop's turn,
// a default argument.

#include <aio/aio.h>

#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Named {
  char Before[32] = {};
  std::string Name;
};
struct Session : Named {
  int Number = 0;
};
struct Id {
  int N = 0;
  operator std::string() const { return longName(N); }
};

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
aio::Coro<> ofBase(const Named &Of) {
  co_await aio::sleep(0s);
  Sum += unsigned(Of.Name[10]);
}
aio::Coro<> number(const long &N) {
  co_await aio::sleep(0s);
  Sum += unsigned(N);
}
aio::Coro<> calls(const std::function<void()> &Do) {
  co_await aio::sleep(0s);
  Do();
}
void count() { ++Sum; }

aio::Coro<> program(int N) {
  Id Own{N};
  auto OfOperator = prints(Own);
  co_await std::move(OfOperator);
  auto OfBase = ofBase(Session{{{}, longName(1)}, 2});
  co_await std::move(OfBase);
  auto OfNumber = number(N);
  co_await std::move(OfNumber);
  auto OfEither = prints(N ? longName(2) : longName(3));
  co_await std::move(OfEither);
  auto OfFunction = calls(count);
  co_await std::move(OfFunction);
  std::optional<aio::Coro<>> Last;
  for (int I = 0; I != 3; ++I) {
    std::string Name = longName(I);
    if (Last)
      co_await std::move(*Last);
    Last = prints(Name);
  }
  co_await std::move(*Last);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
