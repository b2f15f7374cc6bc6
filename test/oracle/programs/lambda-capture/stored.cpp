// RUN: %oracle-asan %s
// shows: coro-lambda-capture
//
// A closure is a temporary, its coroutine is kept: as a variable, in a container, by a
// helper.

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> later(std::string Name) {
  return [Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }();
}

aio::Coro<> program() {
  std::string Name = longName(1);
  auto Kept = [Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }();
  co_await std::move(Kept);
  std::vector<aio::Coro<>> Many;
  for (int I = 0; I != 2; ++I)
    Many.push_back([Name = longName(I)]() -> aio::Coro<> {
      Sum += unsigned(Name[10]);
      co_await aio::sleep(0s);
    }());
  for (auto &Each : Many)
    co_await std::move(Each);
  co_await later(Name);
}

int main() { aio::run(program()); }
