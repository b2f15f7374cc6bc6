//===- generator.h - asynchronous generators --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Python's asynchronous generators (PEP 525): a coroutine that yields values on
// the way, and may wait in between.
//
//   aio::AsyncGenerator<int> ticks(int N) {
//     for (int I = 0; I != N; ++I) {
//       co_await aio::sleep(1s);
//       co_yield I;
//     }
//   }
//   ...
//   auto Ticks = ticks(3);
//   while (std::optional<int> Tick = co_await Ticks.next())
//     use(*Tick);
//
// Unlike Python's, a generator that is dropped in the middle is destroyed at
// once and runs its destructors, but no handler; to have it wait for something
// at its end, `co_await` its `aclose()`.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_GENERATOR_H
#define AIO_GENERATOR_H

#include <aio/awaitable.h>
#include <aio/coro.h>

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace aio {

class EventLoop;

namespace detail {

/// One in the list of generators that a loop has started.
class GeneratorState : public CoroPromiseBase {
  EventLoop *Loop = nullptr;
  GeneratorState *Before = nullptr, *After = nullptr;

  friend class aio::EventLoop;

public:
  /// Thrown by the `co_yield` where it stands.
  std::exception_ptr Thrown;
  bool Started = false, Running = false, Finished = false;

  GeneratorState(const GeneratorState &) = delete;
  GeneratorState &operator=(const GeneratorState &) = delete;
  ~GeneratorState() { leaveLoop(); }

  /// Somebody waits for the next value or the end. Throws if another one does
  /// already.
  void awaitedBy(const char *What) {
    if (Running)
      throw std::runtime_error(std::string(What) +
                               ": asynchronous generator is already running");
    Running = true;
    if (!std::exchange(Started, true))
      joinLoop();
  }
  bool isBack(std::coroutine_handle<>) const noexcept { return !Running; }
  void end() noexcept {
    Running = false;
    Finished = true;
    leaveLoop();
  }

  /// The consumer's coroutine, which is to be resumed.
  std::coroutine_handle<> takeConsumer() noexcept {
    Running = false;
    return Continuation;
  }
  struct YieldsValue {
    GeneratorState &Of;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<>) const noexcept {
      return Of.takeConsumer();
    }
    void await_resume() const {
      if (Of.Thrown) [[unlikely]]
        std::rethrow_exception(std::exchange(Of.Thrown, nullptr));
    }
  };
  struct AtEnd {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> H) const noexcept {
      H.promise().end();
      return H.promise().takeConsumer();
    }
    void await_resume() const noexcept {}
  };
  AtEnd final_suspend() const noexcept { return {}; }
  void return_void() const noexcept {}

  /// `aclose()` of the generator.
  Coro<void> close();

protected:
  /// No virtual function, for the sake of `promiseOf`.
  Coro<void> (*const Closes)(GeneratorState &G);
  GeneratorState(std::source_location Function,
                 Coro<void> (*Closes)(GeneratorState &)) noexcept
      : CoroPromiseBase(Function), Closes(Closes) {}
  void joinLoop();
  void leaveLoop() noexcept;
};

template <class T> struct GeneratorPromise;

/// Runs the generator to its next value, or to its end.
template <class T> struct NextAwaiter : NativeAwaiter {
  std::coroutine_handle<GeneratorPromise<T>> H;
  const char *What = "anext()";

  bool await_ready() const noexcept { return !H || H.promise().Finished; }
  template <class Promise>
  auto await_suspend(std::coroutine_handle<Promise> Outer) {
    static_assert(std::is_base_of_v<PromiseBase, Promise>,
                  "only coroutines of aio can await this");
    H.promise().awaitedBy(What);
    return enter(H, Outer);
  }
  std::optional<T> await_resume() const {
    if (!H)
      return std::nullopt;
    GeneratorPromise<T> &P = H.promise();
    if (P.Error) [[unlikely]]
      std::rethrow_exception(std::exchange(P.Error, nullptr));
    return std::exchange(P.Value, std::nullopt);
  }
};

template <class T>
Coro<void> closeGenerator(std::coroutine_handle<GeneratorPromise<T>> H);
inline Coro<void> GeneratorState::close() { return Closes(*this); }

} // namespace detail

template <class T> class [[nodiscard]] AsyncGenerator {
public:
  using promise_type = detail::GeneratorPromise<T>;
  using value_type = T;

  AsyncGenerator() = default;
  AsyncGenerator(AsyncGenerator &&O) noexcept
      : H(std::exchange(O.H, nullptr)) {}
  AsyncGenerator &operator=(AsyncGenerator &&O) noexcept {
    std::swap(H, O.H);
    return *this;
  }
  ~AsyncGenerator() {
    if (H)
      H.destroy();
  }

  /// To be awaited, once: the next value, or none at the end. Throws what the
  /// generator throws, which is then at its end. Only one may wait at a time,
  /// else std::runtime_error. Python's `anext()`.
  detail::NextAwaiter<T> next() { return {{}, H}; }
  /// Ends the generator where it stands: its `co_yield` throws GeneratorExit.
  /// Throws std::runtime_error if it yields once more.
  Coro<void> aclose() { return detail::closeGenerator<T>(H); }
  /// Its `co_yield` throws `E`; gives the next value, as `next`.
  Coro<std::optional<T>> athrow(std::exception_ptr E) {
    return throwInto(H, std::move(E));
  }
  /// Has run to its end, or was closed.
  bool done() const noexcept { return !H || H.promise().Finished; }

private:
  friend promise_type;
  using Frame = std::coroutine_handle<promise_type>;
  explicit AsyncGenerator(Frame H) noexcept : H(H) {}

  static Coro<std::optional<T>> throwInto(Frame H, std::exception_ptr E) {
    if (!H || H.promise().Finished)
      co_return std::nullopt;
    if (!H.promise().Started) {
      H.promise().end();
      std::rethrow_exception(E);
    }
    if (!H.promise().Running)
      H.promise().Thrown = std::move(E);
    co_return co_await detail::NextAwaiter<T>{{}, H, "athrow()"};
  }

  Frame H;
};

namespace detail {

template <class T> struct GeneratorPromise final : GeneratorState {
  static_assert(alignof(T) <= 2 * sizeof(void *), "see PromiseBase");
  std::optional<T> Value;

  explicit GeneratorPromise(
      std::source_location Function = std::source_location::current()) noexcept
      : GeneratorState(Function, &closes) {}
  AsyncGenerator<T> get_return_object() noexcept {
    return AsyncGenerator<T>(
        std::coroutine_handle<GeneratorPromise>::from_promise(*this));
  }
  template <class U>
    requires std::constructible_from<T, U &&>
  YieldsValue
  yield_value(U &&V,
              std::source_location Here = std::source_location::current()) {
    Where = Here;
    Value.emplace(std::forward<U>(V));
    return {*this};
  }

private:
  static Coro<void> closes(GeneratorState &G) {
    return closeGenerator<T>(
        std::coroutine_handle<GeneratorPromise>::from_promise(
            static_cast<GeneratorPromise &>(G)));
  }
};

template <class T>
Coro<void> closeGenerator(std::coroutine_handle<GeneratorPromise<T>> H) {
  if (!H || H.promise().Finished)
    co_return;
  if (!H.promise().Started) {
    H.promise().end();
    co_return;
  }
  if (!H.promise().Running)
    H.promise().Thrown = std::make_exception_ptr(GeneratorExit());
  std::optional<T> More;
  try {
    More = co_await NextAwaiter<T>{{}, H, "aclose()"};
  } catch (const GeneratorExit &) { // as it should
  }
  if (More)
    throw std::runtime_error("async generator ignored GeneratorExit");
}

} // namespace detail

/// The loop form: calls `Body` for each value and awaits what it gives, if that
/// can be awaited. A Body that gives a bool, or an awaitable of one, ends the
/// loop by false; the generator is then left as it is, as by Python's `break`.
template <class T, class F> Coro<void> for_each(AsyncGenerator<T> &G, F Body) {
  using R = std::invoke_result_t<F &, T>;
  while (std::optional<T> Item = co_await G.next()) {
    if constexpr (Awaitable<R>) {
      if constexpr (std::is_same_v<AwaitResult<R>, bool>) {
        if (!co_await Body(std::move(*Item)))
          co_return;
      } else {
        co_await Body(std::move(*Item));
      }
    } else if constexpr (std::is_same_v<R, bool>) {
      if (!Body(std::move(*Item)))
        co_return;
    } else {
      Body(std::move(*Item));
    }
  }
}

} // namespace aio

#endif // AIO_GENERATOR_H
