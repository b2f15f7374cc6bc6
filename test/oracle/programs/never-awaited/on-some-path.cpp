// RUN: %oracle %s
// shows: coro-never-awaited
// inputs: 0 1 2
//
// Awaited on one path and forgotten on another: an early return, an exception.

#include <aio/aio.h>

#include <cstdlib>
#include <stdexcept>

using namespace std::chrono_literals;

aio::Coro<int> fetch(int N) {
  co_await aio::sleep(0s);
  co_return N;
}

aio::Coro<int> early(int N) {
  auto Task = fetch(N);
  if (N == 0)
    co_return 0;
  co_return co_await std::move(Task);
}

aio::Coro<int> throws(int N) {
  auto Task = fetch(N); // missed: never-awaited (an exception leaves)
  if (N == 2)
    throw std::runtime_error("two");
  co_return co_await std::move(Task);
}

aio::Coro<> program(int N) {
  try {
    (void)co_await early(N);
    (void)co_await throws(N);
  } catch (const std::runtime_error &) {
  }
}

int main(int Argc, char **Argv) {
  aio::run(program(Argc > 1 ? std::atoi(Argv[1]) : 0));
}
