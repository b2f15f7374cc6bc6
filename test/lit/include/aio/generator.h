//===- generator.h - a generator that may await -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_GENERATOR_H
#define AIO_GENERATOR_H

#include <aio/core.h>

namespace aio {

/// Values that come one by one: `while (auto V = co_await G.next())`.
template <class T> class [[nodiscard]] AsyncGenerator {
public:
  struct promise_type {
    std::coroutine_handle<> Consumer;
    std::optional<T> Value;
    std::exception_ptr Error;
    struct ToConsumer {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        return H.promise().Consumer;
      }
      void await_resume() noexcept {}
    };
    AsyncGenerator get_return_object() {
      return AsyncGenerator(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    ToConsumer final_suspend() noexcept { return {}; }
    ToConsumer yield_value(T V) {
      Value = std::move(V);
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { Error = std::current_exception(); }
  };
  struct NextAwaiter {
    std::coroutine_handle<promise_type> H;
    bool await_ready() const noexcept { return !H || H.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> C) noexcept {
      H.promise().Consumer = C;
      return H;
    }
    std::optional<T> await_resume() {
      if (!H)
        return std::nullopt;
      if (H.promise().Error)
        std::rethrow_exception(std::exchange(H.promise().Error, {}));
      return std::exchange(H.promise().Value, std::nullopt);
    }
  };
  AsyncGenerator(AsyncGenerator &&O) noexcept : H(std::exchange(O.H, {})) {}
  ~AsyncGenerator() {
    if (H)
      H.destroy();
  }
  NextAwaiter next() { return NextAwaiter{H}; }
  Coro<void> aclose() {
    if (H)
      std::exchange(H, {}).destroy();
    co_return;
  }

private:
  explicit AsyncGenerator(std::coroutine_handle<promise_type> H) : H(H) {}
  std::coroutine_handle<promise_type> H;
};

} // namespace aio

#endif // AIO_GENERATOR_H
