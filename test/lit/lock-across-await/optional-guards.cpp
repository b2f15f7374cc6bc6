// RUN: %check %s
//
// Near misses: a guard in an optional, or on the heap, holds the mutex until reset only.

#include "mini/mini.h"

#include <memory>
#include <mutex>
#include <optional>

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
