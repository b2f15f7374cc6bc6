// RUN: %check %s
//
// Near misses: a guard is in scope at the suspension, and something else than the
// coroutine itself has unlocked it before: a function, a closure, another guard.

#include "mini/mini.h"

#include <mutex>
#include <utility>

std::mutex Mutex;
int N = 0;

void letGo(std::unique_lock<std::mutex> &Lock) { Lock.unlock(); }
void letGoOf(std::unique_lock<std::mutex> *Lock) {
  ++N;
  if (Lock->owns_lock())
    Lock->unlock();
}
void finishes(std::unique_lock<std::mutex> Lock) { ++N; }
void takesOver(std::unique_lock<std::mutex> &&Lock) {
  std::unique_lock<std::mutex> Mine = std::move(Lock);
  ++N;
}
void looksOnly(std::unique_lock<std::mutex> &Lock) { N += Lock.owns_lock(); }

mini::task<> byReference() {
  std::unique_lock Lock(Mutex);
  ++N;
  letGo(Lock);
  co_await mini::yield();
}
mini::task<> byPointer() {
  std::unique_lock Lock(Mutex);
  letGoOf(&Lock);
  co_await mini::yield();
}
mini::task<> byValue() {
  std::unique_lock Lock(Mutex);
  finishes(std::move(Lock));
  co_await mini::yield();
}
mini::task<> byRvalue() {
  std::unique_lock Lock(Mutex);
  takesOver(std::move(Lock));
  co_await mini::yield();
}
mini::task<> byClosure() {
  std::unique_lock Lock(Mutex);
  auto LetGo = [&] {
    ++N;
    Lock.unlock();
  };
  LetGo();
  co_await mini::yield();
}
mini::task<> byAssignment() {
  std::unique_lock Lock(Mutex);
  ++N;
  Lock = {};
  co_await mini::yield();
}
mini::task<> bySwap() {
  std::unique_lock Lock(Mutex);
  {
    std::unique_lock<std::mutex> Other;
    Lock.swap(Other);
    ++N;
  }
  co_await mini::yield();
}
// And one that only looks.
mini::task<> stillHeld() {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  looksOnly(Lock);
  co_await mini::yield();
}

