// RUN: %oracle-asan %s
// shows: nothing
// inputs: 0 1 2
//
// The task has ended on every path that leaves the variable's scope.

#include <aio/aio.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

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

aio::Coro<> waits(int N) {
  std::string Name = longName(1);
  auto Running = aio::create_task(prints(Name));
  if (N == 2) {
    co_await Running;
    co_return;
  }
  co_await Running;
}

aio::Coro<> catches(int N) {
  std::string Name = longName(2);
  auto Running = aio::create_task(prints(Name));
  try {
    verifies(N);
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  co_await Running;
}

aio::Coro<> groups() {
  std::vector<std::string> Names{longName(3), longName(4)};
  co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
    for (const std::string &Each : Names)
      G.create_task(prints(Each));
    co_return;
  });
}

aio::Coro<> gathers() {
  std::string Name = longName(5);
  std::vector<aio::Task<>> Running;
  for (int I = 0; I != 3; ++I)
    Running.push_back(aio::create_task(prints(Name)));
  for (auto &Each : Running)
    co_await Each;
}

aio::Coro<> program(int N) {
  co_await waits(N);
  co_await catches(N);
  co_await groups();
  co_await gathers();
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
