//===- task.h - a lazy task -----------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TASK_H
#define TASK_H

#include <coroutine>
#include <exception>
#include <utility>

template <typename T> class task {
public:
  struct promise_type {
    T value{};
    std::coroutine_handle<> continuation = std::noop_coroutine();

    struct go_on {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> ended) const noexcept {
        return ended.promise().continuation;
      }
      void await_resume() const noexcept {}
    };

    task get_return_object() noexcept {
      return task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    go_on final_suspend() const noexcept { return {}; }
    void return_value(T given) { value = std::move(given); }
    void unhandled_exception() const noexcept { std::terminate(); }
  };

  task(task &&other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  ~task() {
    if (frame)
      frame.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<> waiting) noexcept {
    frame.promise().continuation = waiting;
    return frame;
  }
  T await_resume() { return std::move(frame.promise().value); }

private:
  explicit task(std::coroutine_handle<promise_type> frame) noexcept
      : frame(frame) {}

  std::coroutine_handle<promise_type> frame;
};

#endif // TASK_H
