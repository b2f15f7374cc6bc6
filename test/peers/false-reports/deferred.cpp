// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// The guard has not locked its mutex yet, or has failed to, or has let it go on
// the only path where it was locked, when the coroutine is suspended: all is
// right. clang-tidy sees that a guard is in scope.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

aio::Coro<> locksLater() {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
  Lock.lock();
  ++Sum;
}

aio::Coro<> locksSometimes(bool First) {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  if (First) {
    Lock.lock();
    ++Sum;
    Lock.unlock();
  }
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

aio::Coro<> tries() {
  std::unique_lock<std::mutex> Lock(Mutex, std::try_to_lock);
  if (Lock) {
    ++Sum;
    co_return;
  }
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

aio::Coro<> program() {
  co_await locksLater();
  co_await aio::sleep(0s);
  co_await locksSometimes(true);
  co_await aio::sleep(0s);
  co_await tries();
}

int main() { aio::run(program()); }
