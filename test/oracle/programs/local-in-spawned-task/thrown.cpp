// RUN: %oracle-asan %s
// shows: coro-local-in-spawned-task
// inputs: 0 1
//
// What is called between the start and the join can throw.

#include <aio/aio.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}

void verifies(int N) {
  if (N == 1)
    throw std::runtime_error("no");
}

aio::Coro<> starts(int N) {
  std::string Name = longName(1);
  auto Running = aio::create_task(prints(Name));
  verifies(N);
  co_await Running;
}

aio::Coro<> program(int N) {
  try {
    co_await starts(N);
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  co_await aio::sleep(5ms);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
