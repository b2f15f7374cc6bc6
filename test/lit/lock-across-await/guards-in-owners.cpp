// RUN: %check %s
//
// A guard in an optional, in a container, or on the heap, holds the mutex from there to its
// end; so does one in the head of a loop.

#include "mini/mini.h"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

std::mutex Mutex;
int N = 0;

mini::task<> resetBefore() {
  std::optional<std::lock_guard<std::mutex>> Lock;
  Lock.emplace(Mutex);
  ++N;
  Lock.reset();
  co_await mini::yield();
}
mini::task<> assignedNothing() {
  std::optional<std::unique_lock<std::mutex>> Lock(Mutex);
  ++N;
  Lock = std::nullopt;
  co_await mini::yield();
}
mini::task<> neverFilled() {
  std::optional<std::unique_lock<std::mutex>> Lock;
  co_await mini::yield();
}
mini::task<> filledBehind() {
  std::optional<std::scoped_lock<std::mutex>> Lock;
  co_await mini::yield();
  Lock.emplace(Mutex);
  ++N;
}
mini::task<> deletedBefore() {
  auto Lock = std::make_unique<std::lock_guard<std::mutex>>(Mutex);
  ++N;
  Lock.reset();
  co_await mini::yield();
}
mini::task<> emplaced() {
  std::optional<std::lock_guard<std::mutex>> Lock;
  Lock.emplace(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> onTheHeap() {
  auto Lock = std::make_unique<std::lock_guard<std::mutex>>(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}

mini::task<> inVector() {
  std::vector<std::unique_lock<std::mutex>> Locks;
  Locks.emplace_back(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> ofConstructor() {
  std::optional<std::lock_guard<std::mutex>> Lock(std::in_place, Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> shared() {
  auto Lock = std::make_shared<std::unique_lock<std::mutex>>(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> clearedBefore() {
  std::vector<std::unique_lock<std::mutex>> Locks;
  Locks.emplace_back(Mutex);
  ++N;
  Locks.clear();
  co_await mini::yield();
}
mini::task<> unlockedInside() {
  std::optional<std::unique_lock<std::mutex>> Lock(Mutex);
  ++N;
  Lock->unlock();
  co_await mini::yield();
}
mini::task<> deferred() {
  std::optional<std::unique_lock<std::mutex>> Lock(std::in_place, Mutex,
                                                   std::defer_lock);
  co_await mini::yield();
}
void takesOver(std::unique_ptr<std::lock_guard<std::mutex>> Lock);
mini::task<> handedOver() {
  auto Lock = std::make_unique<std::lock_guard<std::mutex>>(Mutex);
  takesOver(std::move(Lock));
  co_await mini::yield();
}
mini::task<> endsBefore() {
  {
    auto Lock = std::make_unique<std::lock_guard<std::mutex>>(Mutex);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> forHead(const std::vector<int> &All) {
  for (std::lock_guard Lock(Mutex); int Each : All)
    N += Each;
  co_await mini::yield();
}
mini::task<> forHeadLeft(const std::vector<int> &All) {
  for (std::lock_guard Lock(Mutex); int Each : All)
    if (Each == 2)
      break;
  co_await mini::yield();
}
mini::task<> inForHead(const std::vector<int> &All) {
  for (std::lock_guard Lock(Mutex); int Each : All) { // expect: coro-lock-across-await
    N += Each;
    co_await mini::yield();
  }
}
