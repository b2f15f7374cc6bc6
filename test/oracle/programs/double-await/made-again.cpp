// RUN: %oracle %s
// shows: nothing
//
// The variable has got another coroutine before it is awaited again.

#include <aio/aio.h>

#include <optional>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<int> load(int N) {
  co_await aio::sleep(0s);
  if (N == 1)
    throw std::runtime_error("not yet");
  co_return N;
}

aio::Coro<> program() {
  auto Work = load(2);
  Sum += co_await std::move(Work);
  Work = load(3);
  Sum += co_await std::move(Work);
  for (int I = 0; I != 2; ++I) {
    auto Each = load(4);
    Sum += co_await std::move(Each);
  }
  std::optional<aio::Coro<int>> Tried = load(1);
  while (Tried) {
    try {
      Sum += co_await std::move(*Tried);
      Tried.reset();
    } catch (const std::runtime_error &) {
      Tried = load(5);
    }
  }
}

int main() { aio::run(program()); }
