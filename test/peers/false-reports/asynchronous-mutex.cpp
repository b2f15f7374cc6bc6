// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// An asynchronous mutex, made of aio's, has the names of the standard's so that
// the guards fit. Whoever wants it waits without blocking the thread; to hold
// it while suspended is what it is for. clang-tidy looks at the guard's type,
// not at the mutex.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

class AsyncMutex {
public:
  aio::Coro<> lock() { return Inner.acquire(); }
  void unlock() { Inner.release(); }

private:
  aio::Lock Inner;
};

aio::Coro<> adds(AsyncMutex &M) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await M.lock();
  std::lock_guard<AsyncMutex> Lock(M, std::adopt_lock); // clang-tidy: misc-coroutine-hostile-raii
  co_await aio::sleep(1ms); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
  ++Sum;
}

aio::Coro<> program() {
  AsyncMutex M;
  co_await aio::gather(adds(M), adds(M), adds(M));
}

int main() { aio::run(program()); }
