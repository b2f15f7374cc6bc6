// RUN: %oracle %s
// shows: coro-lock-across-await
//
// The await under the lock stands in an initializer, an argument, a condition, the head
// of a loop.

#include <aio/aio.h>

#include <mutex>
#include <vector>

using namespace std::chrono_literals;

std::mutex Mutex;
int Sum = 0;

aio::Coro<int> load(int N) {
  co_await aio::sleep(0s);
  co_return N;
}
aio::Coro<std::vector<int>> all() {
  co_await aio::sleep(0s);
  co_return std::vector<int>{1, 2};
}
void add(int A, int B) { Sum += A * B; }

aio::Coro<> initializer() {
  std::scoped_lock Lock(Mutex);
  const int Got = co_await load(1);
  Sum += Got;
}
aio::Coro<> argument() {
  std::unique_lock Lock(Mutex);
  add(2, co_await load(1));
}
aio::Coro<> condition() {
  std::lock_guard Lock(Mutex);
  if (Sum > 0 && co_await load(1) > 0)
    ++Sum;
}
aio::Coro<> headOfLoop() {
  std::lock_guard Lock(Mutex);
  for (int Each : co_await all())
    Sum += Each;
}
aio::Coro<> temporary() {
  Sum += (std::lock_guard<std::mutex>(Mutex), co_await load(2));
}
aio::Coro<> behind() {
  for (int Each : co_await all()) {
    std::lock_guard Lock(Mutex);
    Sum += Each;
  }
}

aio::Coro<> program() {
  // A lock that is taken in the step in which another one was let go is not seen.
  co_await initializer();
  co_await aio::sleep(0s);
  co_await argument();
  co_await aio::sleep(0s);
  co_await condition();
  co_await aio::sleep(0s);
  co_await headOfLoop();
  co_await aio::sleep(0s);
  co_await temporary();
  co_await behind();
}

int main() { aio::run(program()); }
