// RUN: %check %s
//
// Closures that refer to a local variable and are run by somebody else, for whom the
// function waits: a latch, an event, a loop that is run, a future.

#include "mini/mini.h"

#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <semaphore>
#include <thread>
#include <utility>

std::atomic<int> Sum = 0;

void byLatch(mini::thread_pool &Pool, int N) {
  std::latch Done(N);
  for (int I = 0; I != N; ++I)
    Pool.post([&, I] {
      Sum += I;
      Done.count_down();
    });
  Done.wait();
}
void bySemaphore(mini::thread_pool &Pool, int N) {
  std::binary_semaphore Done(0);
  Pool.post([&] {
    Sum += N;
    Done.release();
  });
  Done.acquire();
}
int byFuture(mini::thread_pool &Pool, int N) {
  std::promise<int> Result;
  Pool.post([&] { Result.set_value(N); });
  return Result.get_future().get();
}
mini::task<> byEvent(mini::loop &Loop, int N) {
  mini::event Done;
  Loop.post([&] {
    Sum += N;
    Done.set();
  });
  co_await Done.wait();
}
void byLoop(mini::loop &Loop, int N) {
  bool Done = false;
  Loop.post([&] {
    Sum += N;
    Done = true;
  });
  Loop.run_until(Done);
}
void ownPool(int N) {
  mini::thread_pool Pool;
  Pool.post([&] { Sum += N; });
}
void byThread(int N) {
  std::jthread Other([&] { Sum += N; });
}
int byAsync(int N) {
  auto Result = std::async([&] { return N; });
  return Result.get();
}

void notWaitedFor(mini::thread_pool &Pool, int N) {
  Pool.post([&] { Sum += N; }); // expect: coro-lambda-capture
}
