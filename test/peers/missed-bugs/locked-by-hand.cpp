// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The mutex is locked without a guard when the coroutine is suspended: with
// `lock`, `try_lock`, `std::lock`, and in C. clang-tidy looks for guards.

#include <aio/aio.h>

#include <mutex>
#include <pthread.h>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex, Other;
pthread_mutex_t Plain = PTHREAD_MUTEX_INITIALIZER;

aio::Coro<> locks() {
  Mutex.lock(); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
  Mutex.unlock();
}

aio::Coro<> tries() {
  if (!Mutex.try_lock()) // expect: coro-lock-across-await
    co_return;
  co_await aio::sleep(0s);
  Mutex.unlock();
}

aio::Coro<> locksBoth() {
  std::lock(Mutex, Other); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  Mutex.unlock();
  Other.unlock();
}

aio::Coro<> locksInC() {
  pthread_mutex_lock(&Plain); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  pthread_mutex_unlock(&Plain);
}

aio::Coro<> unlocksFirst() {
  Mutex.lock();
  ++Sum;
  Mutex.unlock();
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await locks();
  co_await aio::sleep(0s);
  co_await tries();
  co_await aio::sleep(0s);
  co_await locksBoth();
  co_await aio::sleep(0s);
  co_await locksInC();
  co_await aio::sleep(0s);
  co_await unlocksFirst();
}

int main() { aio::run(program()); }
