// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// A started task writes to a buffer of the coroutine, which returns early on
// one path while the task still runs. clang-tidy looks for reference
// parameters, and at no path.

#include <aio/aio.h>

#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

aio::Coro<> fills(std::vector<char> *Buffer) {
  co_await aio::sleep(1ms);
  Buffer->assign(Buffer->size(), 'x');
}

aio::Coro<> reads(bool Known) {
  std::vector<char> Buffer(100);
  auto Filling = aio::create_task(fills(&Buffer)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (Known)
    co_return;
  co_await Filling;
  Sum += Buffer.size();
}

aio::Coro<> program() {
  co_await reads(false);
  co_await reads(true);
  co_await aio::sleep(3ms);
}

int main() { aio::run(program()); }
