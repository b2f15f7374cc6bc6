// RUN: %oracle-asan %s
// shows: nothing
//
// Coroutines that await before they return: their variables live as long.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<int> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  co_return int(Name[10]);
}

aio::Coro<int> ofVariable() {
  std::string Name = longName(1);
  co_return co_await prints(Name);
}

aio::Coro<int> ofArgument(std::string Name) {
  int Result = co_await prints(Name);
  co_return Result;
}

aio::Coro<int> held(std::string Name) {
  auto Work = prints(Name);
  co_return co_await std::move(Work);
}

aio::Coro<> program() {
  Sum += unsigned(co_await ofVariable());
  Sum += unsigned(co_await ofArgument(longName(2)));
  Sum += unsigned(co_await held(longName(3)));
}

int main() { aio::run(program()); }
