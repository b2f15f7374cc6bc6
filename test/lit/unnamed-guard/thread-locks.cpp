// RUN: %check %s
//
// Guards of threads' mutexes that are made and thrown away in one statement.

#include "mini/mini.h"

#include <memory>
#include <mutex>
#include <shared_mutex>

int Sum = 0;
std::mutex Mutex, Other;
std::shared_mutex Shared;

void constructed() {
  std::scoped_lock{Mutex}; // expect: coro-unnamed-guard
  ++Sum;
  std::lock_guard<std::mutex>{Mutex}; // expect: coro-unnamed-guard
  ++Sum;
  std::unique_lock(Mutex, std::try_to_lock); // expect: coro-unnamed-guard
  ++Sum;
  std::shared_lock<std::shared_mutex>{Shared}; // expect: coro-unnamed-guard
  ++Sum;
  std::scoped_lock(Mutex, Other); // expect: coro-unnamed-guard
  ++Sum;
}
// These declare variables of the mutexes' names.
void declared() {
  std::unique_lock<std::mutex>(Mutex); // expect: coro-unnamed-guard {{'Mutex'}}
  ++Sum;
  std::shared_lock<std::shared_mutex>(Shared); // expect: coro-unnamed-guard
  ++Sum;
  std::unique_lock<std::mutex> Later;
  std::unique_lock<std::mutex>(Own){Other};
  std::unique_lock<std::mutex>(Set) = std::unique_lock<std::mutex>(Other);
}
std::unique_lock<std::mutex> locked(std::mutex &M) {
  return std::unique_lock<std::mutex>(M);
}
std::unique_ptr<std::lock_guard<std::mutex>> lockedOnHeap(std::mutex &M) {
  return std::make_unique<std::lock_guard<std::mutex>>(M);
}
void functions() {
  locked(Mutex); // expect: coro-unnamed-guard
  ++Sum;
  (void)lockedOnHeap(Mutex); // expect: coro-unnamed-guard
  ++Sum;
  auto Lock = locked(Other);
  locked(Mutex).unlock();
}
struct queue {
  std::mutex Own;
  int Last = 0;
  void push(int N) {
    std::lock_guard{Own}; // expect: coro-unnamed-guard
    Last = N;
  }
  mini::task<> pushAll(int N) {
    for (int I = 0; I != N; ++I) {
      std::lock_guard{Own}; // expect: coro-unnamed-guard
      Last = I;
      co_await mini::yield();
    }
  }
};
