// RUN: %oracle-asan %s
// shows: coro-return-without-await
// inputs: 0 1
//
// Plain functions that return a task of their own variables and arguments.

#include <aio/aio.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> views(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> ofVariable() {
  std::string Name = longName(1);
  return prints(Name);
}

aio::Coro<> ofArgument(std::string Name) { return views(Name); }

aio::Coro<> ofArgumentOfLuckyCaller(std::string Name) {
  return views(Name); // unproved: coro-return-without-await (Clang keeps it for the caller's full-expression, which awaits)
}

aio::Coro<> onOnePath(int N) {
  std::string Name = longName(3);
  if (N == 0) {
    auto Work = prints(Name);
    return Work;
  }
  return prints(longName(4).empty() ? Name : Name);
}

aio::Coro<> program(int N) {
  co_await ofVariable();
  auto Work = ofArgument(longName(2));
  co_await std::move(Work);
  co_await ofArgumentOfLuckyCaller(longName(5));
  co_await onOnePath(N);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
