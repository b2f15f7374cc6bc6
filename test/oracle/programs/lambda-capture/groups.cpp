// RUN: %oracle-asan %s
// shows: coro-lambda-capture
// inputs: 1 3
//
// Who waits for the task does not keep its closure: a group, a gather, a time limit that
// is awaited later.

#include <aio/aio.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> inGroup(int N) {
  co_await aio::task_group([N](aio::TaskGroup &G) -> aio::Coro<> {
    for (int I = 0; I != N; ++I) {
      auto Step = [Name = longName(I)]() -> aio::Coro<> {
        co_await aio::sleep(0s);
        Sum += unsigned(Name[10]);
      };
      G.create_task(Step());
    }
    co_return;
  });
}

aio::Coro<> gathered(std::string Name) {
  auto Both = aio::gather(
      [Name]() -> aio::Coro<> {
        co_await aio::sleep(0s);
        Sum += unsigned(Name[10]);
      }(),
      aio::sleep(0s));
  co_await std::move(Both);
}

aio::Coro<> limited(std::string Name) {
  auto Limited = aio::wait_for(
      [Name]() -> aio::Coro<> {
        co_await aio::sleep(0s);
        Sum += unsigned(Name[10]);
      }(),
      5s);
  co_await std::move(Limited);
}

aio::Coro<> program(int N) {
  co_await inGroup(N);
  co_await gathered(longName(1));
  co_await limited(longName(2));
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
