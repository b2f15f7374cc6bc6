// RUN: %oracle %s
// shows: nothing
// inputs: 0 1 3
//
// Awaited by somebody else, later, or not at all because it was closed: nothing
// is lost.

#include <aio/aio.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <vector>

using namespace std::chrono_literals;

aio::Coro<int> fetch(int N) {
  co_await aio::sleep(0s);
  co_return N;
}

aio::Coro<int> passOn(aio::Coro<int> Inner) {
  co_return co_await std::move(Inner) + 1;
}

aio::Coro<int> makes(int N) { return fetch(N); }

struct Job {
  aio::Coro<int> Work;
  aio::Coro<int> run() { co_return co_await std::move(Work); }
};

aio::Coro<int> program(int N) {
  int Sum = co_await passOn(fetch(N));
  Sum += co_await makes(N);
  auto Held = fetch(N);
  auto Moved = std::move(Held);
  Sum += co_await std::move(Moved);
  std::vector<aio::Coro<int>> Many;
  for (int I = 0; I != N; ++I)
    Many.push_back(fetch(I));
  for (auto &Each : Many)
    Sum += co_await std::move(Each);
  std::optional<aio::Coro<int>> Maybe;
  if (N == 1)
    Maybe = fetch(7);
  if (Maybe)
    Sum += co_await std::move(*Maybe);
  auto Shared = std::make_shared<aio::Coro<int>>(fetch(N));
  Sum += co_await std::move(*Shared);
  Job J{fetch(N)};
  Sum += co_await J.run();
  auto Closed = fetch(N);
  Closed.close();
  co_return Sum;
}

int main(int Argc, char **Argv) {
  (void)aio::run(program(Argc > 1 ? std::atoi(Argv[1]) : 0));
}
