// RUN: %oracle %s
// shows: nothing
//
// Tasks that are handed to what waits for many.

#include <aio/aio.h>

#include <vector>

using namespace std::chrono_literals;

aio::Coro<int> count(int N) {
  co_await aio::sleep(1ms);
  co_return N;
}

aio::Coro<int> program() {
  int Sum = 0;
  std::vector<aio::Task<int>> Some;
  for (int I = 0; I != 3; ++I)
    Some.push_back(aio::create_task(count(I)));
  for (int N : co_await aio::gather(Some))
    Sum += N;
  auto A = aio::create_task(count(1)), B = aio::create_task(count(2));
  auto [X, Y] = co_await aio::gather(A, B);
  auto Slow = aio::create_task(count(3));
  Sum += co_await aio::shield(Slow);
  Sum += co_await aio::wait_for(aio::create_task(count(4)), 1s);
  co_return Sum + X + Y;
}

int main() { (void)aio::run(program()); }
