// RUN: %check %s
//
// Which mutex is locked: the one of this object or of that, by another name, by a
// pointer, in an array.

#include "mini/mini.h"

#include <array>
#include <memory>
#include <mutex>

int N = 0;
struct account {
  std::mutex Mutex;
  int Cents = 0;
};

mini::task<> byPointer(account &A) {
  std::mutex *M = &A.Mutex;
  M->lock();
  ++A.Cents;
  M->unlock();
  co_await mini::yield();
}
mini::task<> oneAfterTheOther(account &From, account &To) {
  From.Mutex.lock();
  --From.Cents;
  From.Mutex.unlock();
  To.Mutex.lock();
  ++To.Cents;
  To.Mutex.unlock();
  co_await mini::yield();
}
mini::task<> ofAnArray(std::array<std::mutex, 4> &All, std::size_t I) {
  All[I].lock();
  ++N;
  All[I].unlock();
  co_await mini::yield();
}
mini::task<> ofTheGuard(account &A) {
  std::unique_lock Lock(A.Mutex);
  ++A.Cents;
  Lock.mutex()->unlock();
  Lock.release();
  co_await mini::yield();
}
mini::task<> shared(std::shared_ptr<account> A) {
  std::unique_lock Lock(A->Mutex);
  ++A->Cents;
  Lock.unlock();
  co_await mini::yield();
}
mini::task<> heldByPointer(account *A) {
  A->Mutex.lock(); // expect: coro-lock-across-await
  co_await mini::yield();
  A->Mutex.unlock();
}
