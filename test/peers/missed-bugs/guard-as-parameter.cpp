// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The caller hands a locked guard over, and the coroutine is suspended with it
// in its frame. clang-tidy looks at variables, not at parameters. A run names
// the place where the mutex was locked, which no function but the caller sees.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

aio::Coro<> writes(std::unique_lock<std::mutex> Lock) {
  ++Sum;
  co_await aio::sleep(0s); // unproved: coro-lock-across-await (named where it is locked)
  // expect@-1: coro-lock-across-await
}

aio::Coro<> program() {
  auto Work = writes(
      std::unique_lock<std::mutex>(Mutex)); // missed: lock-across-suspension (named above)
  co_await std::move(Work);
}

int main() { aio::run(program()); }
