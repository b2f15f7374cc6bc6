// RUN: %check %s
//
// Wherever the await stands: in an initializer, an argument, a condition, the head of
// a loop, beside a guard that is a temporary.

#include "mini/mini.h"

#include <mutex>
#include <vector>

std::mutex Mutex;
int N = 0;

mini::task<int> load(int From = 0) {
  co_await mini::yield();
  co_return From + 1;
}
mini::task<bool> ready() {
  co_await mini::yield();
  co_return true;
}
mini::task<std::vector<int>> all() {
  co_await mini::yield();
  co_return std::vector<int>{1, 2};
}
void add(int A, int B) { N += A * B; }

mini::task<> initializer() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  const int Got = co_await load();
  N += Got;
}
mini::task<> argument() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  add(1, co_await load());
}
mini::task<> condition() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  if (co_await ready())
    ++N;
}
mini::task<> shortCircuit() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  if (N == 0 || co_await ready())
    ++N;
}
mini::task<> headOfLoop() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  for (int Each : co_await all())
    N += Each;
}
mini::task<> headOfSwitch() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  switch (co_await load()) {
  case 1:
    ++N;
  }
}
mini::task<int> returned() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  co_return co_await load(N);
}
mini::task<> nested() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  N = N ? co_await load(co_await load()) : 0;
}
mini::task<> besideATemporary() {
  N += (std::lock_guard<std::mutex>(Mutex), co_await load()); // expect: coro-lock-across-await
}
mini::task<> behindATemporary() {
  N += (std::lock_guard<std::mutex>(Mutex), N + 1);
  co_await mini::yield();
}
mini::task<> beforeTheGuard() {
  for (int Each : co_await all()) {
    std::lock_guard Lock(Mutex);
    N += Each;
  }
}
mini::task<> inAGuardsArgument(std::vector<std::mutex> &Mutexes) {
  std::lock_guard Lock(Mutexes[std::size_t(co_await load())]);
  ++N;
}
