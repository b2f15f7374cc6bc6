// RUN: %oracle-asan %s
// shows: nothing
//
// The closure is gone, and the coroutine has no need of it: it has captured nothing, or
// took what it uses as an argument.

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> program() {
  const std::string Name = longName(1);
  auto One = aio::create_task([](std::string Name) -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }(Name));
  auto Two = [](const std::string &Name) -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }(Name);
  static std::string Shared = longName(2);
  auto Three = aio::create_task([]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Shared[10]);
  }());
  co_await One;
  co_await std::move(Two);
  co_await Three;
}

int main() { aio::run(program()); }
