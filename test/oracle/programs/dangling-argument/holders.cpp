// RUN: %oracle-asan %s
// shows: coro-dangling-argument
//
// What holds the task while the temporary dies: an optional, an aggregate, a pair, a map, a
// closure, the heap.

#include <aio/aio.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

struct Job {
  int Number = 0;
  aio::Coro<> Work;
};

aio::Coro<> program() {
  std::optional<aio::Coro<>> Maybe;
  Maybe.emplace(prints(longName(1)));
  co_await std::move(*Maybe);
  Job J{.Number = 1, .Work = prints(longName(2))};
  co_await std::move(J.Work);
  std::pair<int, aio::Coro<>> Both(1, prints(longName(3)));
  co_await std::move(Both.second);
  std::map<int, aio::Task<>> Running;
  Running.emplace(1, aio::create_task(prints(longName(4))));
  for (auto &[N, Each] : Running)
    co_await Each;
  auto Later = [Work = prints(longName(5))]() mutable -> aio::Coro<> {
    co_await std::move(Work);
  };
  co_await Later();
  auto OnHeap = std::make_unique<aio::Coro<>>(prints(longName(6)));
  co_await std::move(*OnHeap);
}

int main() { aio::run(program()); }
