// RUN: %peer %s
// RUN: %check %s
//
// What is awaited under the lock is always ready, so that the coroutine is
// never suspended there: all is right. clang-tidy takes every `co_await` for a
// suspension.

#include "mini/mini.h"

#include <coroutine>
#include <mutex>

std::mutex Mutex;
std::size_t Sum = 0;

/// A value for those who may also get an awaitable.
struct Ready {
  std::size_t Value;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  std::size_t await_resume() const noexcept { return Value; }
};

mini::task<> gets() {
  std::lock_guard<std::mutex> Lock(Mutex); // clang-tidy: misc-coroutine-hostile-raii
  Sum += co_await Ready{3}; // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

mini::task<> goesOn() {
  std::lock_guard<std::mutex> Lock(Mutex); // clang-tidy: misc-coroutine-hostile-raii
  co_await std::suspend_never{}; // clang-tidy: cppcoreguidelines-no-suspend-with-lock
  ++Sum;
}

mini::task<> program() {
  co_await gets();
  co_await goesOn();
}

int main() { mini::sync_wait(program()); }
