// RUN: %oracle-asan %s
// shows: coro-lambda-capture
// inputs: 1 2
//
// The task is started, the closure is gone.

#include <aio/aio.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> program(int N) {
  const std::string Name = longName(1);
  auto One = aio::create_task([Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }());
  co_await One;
  std::vector<aio::Task<>> Many;
  for (int I = 0; I != N; ++I) {
    auto Step = [Own = longName(I), I]() -> aio::Coro<> {
      co_await aio::sleep(std::chrono::milliseconds(I));
      Sum += unsigned(Own[10]);
    };
    Many.push_back(aio::create_task(Step()));
  }
  for (auto &Each : Many)
    co_await Each;
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
