//===- gather.h - many awaitables at once -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.gather. The result is a future of all results, in the order of what
// was given; to cancel it is to cancel all that has not ended. The first error,
// or cancellation of one, is the result's exception, and the others run on;
// with `aio::return_exceptions` errors are results like others.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_GATHER_H
#define AIO_GATHER_H

#include <aio/task.h>

#include <cstddef>
#include <exception>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace aio {

/// Says that errors are to be given as results.
struct ReturnExceptions {
  explicit ReturnExceptions() = default;
};
inline constexpr ReturnExceptions return_exceptions{};

/// A result or an exception.
template <class T> class Outcome {
  std::variant<detail::Stored<T>, std::exception_ptr> Held;

public:
  explicit Outcome(detail::Stored<T> Value)
      : Held(std::in_place_index<0>, std::move(Value)) {}
  explicit Outcome(std::exception_ptr E)
      : Held(std::in_place_index<1>, std::move(E)) {}

  bool has_value() const noexcept { return Held.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  /// Throws the exception if there is one.
  decltype(auto) value() {
    if (!has_value())
      std::rethrow_exception(std::get<1>(Held));
    if constexpr (!std::is_void_v<T>) {
      if constexpr (std::is_reference_v<T>)
        return static_cast<T>(*std::get<0>(Held));
      else
        return static_cast<T &>(std::get<0>(Held));
    }
  }
  /// Null if there is a value.
  std::exception_ptr exception() const {
    return has_value() ? nullptr : std::get<1>(Held);
  }
};

namespace detail {

/// What does not depend on the types of the results.
class GatherState : public FutureState {
  std::vector<StateRef> Children;
  std::size_t Left;
  bool ReturnsExceptions;
  bool CancelRequested = false;

  friend class GatherCallback;
  void childDone(FutureState &Child);

protected:
  GatherState(EventLoop &Loop, std::vector<StateRef> Children,
              bool ReturnsExceptions);
  FutureState &child(std::size_t I) const noexcept { return *Children[I]; }
  std::size_t size() const noexcept { return Children.size(); }
  /// Stores the results.
  virtual void collect() = 0;

public:
  /// Has the children tell of their end; after that, this may end.
  void start();
  bool cancel(EventLoop &Loop, std::exception_ptr Why) override;
};

/// What a future that has ended gave.
template <class T> Outcome<T> outcomeOf(FutureState &S) {
  try {
    return Outcome<T>(storedOf<T>(S));
  } catch (...) { // A cancellation is a result here.
    return Outcome<T>(std::current_exception());
  }
}
template <class T, bool AsOutcome> auto gathered(FutureState &S) {
  if constexpr (AsOutcome)
    return outcomeOf<T>(S);
  else
    return storedOf<T>(S);
}
template <class T, bool AsOutcome>
using Gathered = std::conditional_t<AsOutcome, Outcome<T>, Stored<T>>;

template <bool AsOutcome, class... T>
class GatherTuple final : public GatherState {
  using Results = std::tuple<Gathered<T, AsOutcome>...>;
  std::optional<Results> Value;

  void collect() override { collect(std::index_sequence_for<T...>()); }
  template <std::size_t... I> void collect(std::index_sequence<I...>) {
    Value.emplace(gathered<T, AsOutcome>(child(I))...);
  }

public:
  GatherTuple(EventLoop &Loop, std::vector<StateRef> Children)
      : GatherState(Loop, std::move(Children), AsOutcome) {}
  void *storage() noexcept override { return &Value; }
};

template <bool AsOutcome, class T>
class GatherVector final : public GatherState {
  using Results = std::vector<Gathered<T, AsOutcome>>;
  std::optional<Results> Value;

  void collect() override {
    Results All;
    All.reserve(size());
    for (std::size_t I = 0; I != size(); ++I)
      All.push_back(gathered<T, AsOutcome>(child(I)));
    Value = std::move(All);
  }

public:
  GatherVector(EventLoop &Loop, std::vector<StateRef> Children)
      : GatherState(Loop, std::move(Children), AsOutcome) {}
  void *storage() noexcept override { return &Value; }
};

template <bool AsOutcome, class... A> auto gatherAll(A... X) {
  using State = GatherTuple<AsOutcome, FutureValue<A>...>;
  using Results = std::tuple<Gathered<FutureValue<A>, AsOutcome>...>;
  std::vector<StateRef> Children;
  Children.reserve(sizeof...(A));
  (Children.push_back(ensure_future(std::move(X)).state()), ...);
  EventLoop &Loop =
      Children.empty() ? get_running_loop() : *Children.front()->Loop;
  auto *S = new State(Loop, std::move(Children));
  Future<Results> Out{StateRef(*S)};
  S->start();
  return Out;
}

template <bool AsOutcome, class A> auto gatherEach(std::vector<A> X) {
  using T = FutureValue<A>;
  std::vector<StateRef> Children;
  Children.reserve(X.size());
  for (A &Each : X)
    Children.push_back(ensure_future(std::move(Each)).state());
  EventLoop &Loop =
      Children.empty() ? get_running_loop() : *Children.front()->Loop;
  auto *S = new GatherVector<AsOutcome, T>(Loop, std::move(Children));
  Future<std::vector<Gathered<T, AsOutcome>>> Out{StateRef(*S)};
  S->start();
  return Out;
}

} // namespace detail

/// Runs them all; the result has all their results as a tuple, std::monostate
/// for void. What is no future is started as a task, in the order given.
template <Awaitable... A> auto gather(A... X) {
  return detail::gatherAll<false>(std::move(X)...);
}
template <Awaitable... A> auto gather(ReturnExceptions, A... X) {
  return detail::gatherAll<true>(std::move(X)...);
}
/// The same for any number of one type.
template <Awaitable A> auto gather(std::vector<A> X) {
  return detail::gatherEach<false>(std::move(X));
}
template <Awaitable A> auto gather(ReturnExceptions, std::vector<A> X) {
  return detail::gatherEach<true>(std::move(X));
}

} // namespace aio

#endif // AIO_GATHER_H
