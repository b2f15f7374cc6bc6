// RUN: %oracle-asan %s
// shows: coro-local-in-spawned-task coro-dropped-eager-task
// inputs: 0 1
//
// A path leaves the function before the task that uses its variable has ended.

#include <aio/aio.h>

#include <cstdlib>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}

aio::Coro<int> starts(bool Early) {
  std::string Name = longName(1);
  auto Running = aio::create_task(prints(Name));
  if (Early)
    co_return 0;
  co_await Running;
  co_return 1;
}

aio::Coro<> program(int N) {
  Sum += unsigned(co_await starts(N != 0));
  co_await aio::sleep(5ms);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
