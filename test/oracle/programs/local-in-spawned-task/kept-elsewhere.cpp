// RUN: %oracle-asan %s
// shows: nothing
// inputs: 0 1
//
// The function may end first: what its task uses is the task's own, is shared, or is
// the caller's, which waits.

#include <aio/aio.h>

#include <cstdlib>
#include <memory>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(std::string Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}

aio::Coro<> shares(std::shared_ptr<std::string> Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned((*Name)[10]);
}

aio::Coro<> refers(const std::string &Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}

aio::Task<> starts(int N) {
  std::string Name = longName(1);
  auto Shared = std::make_shared<std::string>(longName(2));
  if (N == 0)
    return aio::create_task(prints(Name));
  return aio::create_task(shares(Shared));
}

aio::Task<> startsWith(const std::string &Name) {
  return aio::create_task(refers(Name));
}

aio::Coro<> program(int N) {
  std::string Name = longName(3);
  auto One = starts(N);
  auto Two = startsWith(Name);
  co_await One;
  co_await Two;
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
