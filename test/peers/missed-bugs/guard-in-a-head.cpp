// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The guard is declared in the head of a statement, and what is awaited is the
// statement's body: the mutex is held there. clang-tidy looks at guards that
// stand in a block.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

aio::Coro<> asks(bool Wanted) {
  if (std::lock_guard<std::mutex> Lock(Mutex); Wanted) // expect: coro-lock-across-await
    co_await aio::sleep(0s);
}

aio::Coro<> counts(int Turns) {
  for (std::unique_lock<std::mutex> Lock(Mutex); Turns > 0; --Turns) // expect: coro-lock-across-await
    co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await asks(true);
  co_await aio::sleep(0s);
  co_await counts(2);
}

int main() { aio::run(program()); }
