//===- waitable.h - what a task can wait for --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_WAITABLE_H
#define AIO_DETAIL_WAITABLE_H

#include <aio/detail/callback.h>
#include <aio/detail/driver.h>
#include <aio/detail/pool.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace aio {
class EventLoop;
}

namespace aio::detail {

class TaskState;

/// Ends once; whoever waits is then called by the loop, in order. Many of them
/// wait themselves, a task for others and a timer for its time: it is a
/// callback too so that these have one pointer to virtual functions, not two.
class Waitable : public Callback {
protected:
  enum class State : std::uint8_t { Pending, Cancelled, Finished };

private:
  friend class TaskState;
  void handOver(EventLoop &Loop) noexcept;
  CallbackList Waiters;

protected:
  State Now = State::Pending;
  /// Of futures: some of those that wait want to know when they are queued.
  bool TellsQueued = false;
  /// Of futures: somebody has asked for the exception or result.
  bool Retrieved = false;
  /// Of tasks: `cancel()` was called while it waited for nothing.
  bool MustCancel = false;

  ~Waitable() = default;

  void wait(Callback &C) noexcept { Waiters.append(C); }
  bool stopWaiting(Callback &C) noexcept { return Waiters.remove(C); }
  template <class F> void forEachWaiter(F Fn) const { Waiters.forEach(Fn); }
  /// Ends as `As` and hands those who wait over to the loop.
  void end(EventLoop &Loop, State As) noexcept {
    Now = As;
    if (!Waiters.empty())
      handOver(Loop);
  }
  /// Nobody will end it: those who wait are told.
  void abandon() noexcept {
    while (!Waiters.empty())
      Waiters.takeFirst().discard();
  }

public:
  Waitable() = default;
  Waitable(const Waitable &) = delete;
  Waitable &operator=(const Waitable &) = delete;

  // For those who wait for nothing.
  void run() override {}
  void discard() noexcept override {}

  bool done() const noexcept { return Now != State::Pending; }
  bool cancelled() const noexcept { return Now == State::Cancelled; }

  /// Asks it to end as cancelled; false if it has already ended. `Why` is a
  /// CancelledError with the caller's message, or null if there is none.
  virtual bool cancel(EventLoop &Loop, std::exception_ptr Why) = 0;
  /// Itself, if it is a task.
  virtual TaskState *task() noexcept { return nullptr; }
};

/// The CancelledError for a message; null for none.
std::exception_ptr cancelledWith(std::string Message);
/// Throws `Why`, or a CancelledError without a message if that is null.
[[noreturn]] void throwCancelled(const std::exception_ptr &Why);

/// The state that a future's handles share. One thread only.
class FutureState : public Waitable, public Pooled {
  unsigned Refs = 0;

public:
  EventLoop *const Loop;

  /// Where the value is: a std::optional<Stored<T>> of a future of T.
  virtual void *storage() noexcept = 0;

protected:
  /// The exception it ended with. While it is cancelled, or about to be, the
  /// CancelledError, if that has a message.
  std::exception_ptr Error;

public:
  explicit FutureState(EventLoop &Loop) noexcept : Loop(&Loop) {}
  virtual ~FutureState() {
    abandon();
    reportUnretrieved("Future exception was never retrieved");
  }

  unsigned references() const noexcept { return Refs; }
  static void retain(FutureState &S) noexcept { ++S.Refs; }
  static void release(FutureState &S) noexcept {
    if (--S.Refs == 0)
      delete &S;
  }

  bool cancel(EventLoop &Loop, std::exception_ptr Why) override;
  void setException(std::exception_ptr E);
  /// Returns if there is a value; else throws what there is instead.
  void check() {
    if (Now != State::Finished || Error) [[unlikely]]
      throwInstead();
    Retrieved = true;
  }
  std::exception_ptr exception();
  /// Ends with the value that is stored by now.
  void finish() noexcept { end(*Loop, State::Finished); }
  bool isRetrieved() const noexcept { return Retrieved; }
  void checkPending() const {
    if (done()) [[unlikely]]
      throwDone();
  }

  /// Calls `C` when this has ended; at the loop's next turn if it has. Tells it
  /// when it is queued for that.
  void addCallback(Callback &C) noexcept;
  /// True if `C` was still waiting.
  bool removeCallback(Callback &C) noexcept { return stopWaiting(C); }
  template <class F> void forEachCallback(F Fn) const { forEachWaiter(Fn); }

protected:
  /// Tells the loop of an exception that nobody can ask for any more.
  void reportUnretrieved(const char *Message) noexcept {
    if (Error && Now == State::Finished && !Retrieved) [[unlikely]]
      report(Message);
  }

private:
  void report(const char *Message) noexcept;
  [[noreturn]] void throwInstead();
  [[noreturn]] static void throwDone();
};

/// A reference to a state.
class StateRef {
  FutureState *P = nullptr;

public:
  StateRef() = default;
  explicit StateRef(FutureState &State) noexcept : P(&State) {
    FutureState::retain(State);
  }
  /// Takes over a reference that was retained already.
  static StateRef adopt(FutureState &Retained) noexcept {
    StateRef R;
    R.P = &Retained;
    return R;
  }
  /// Leaves the reference to the caller.
  FutureState *release() noexcept { return std::exchange(P, nullptr); }
  StateRef(const StateRef &O) noexcept : P(O.P) {
    if (P)
      FutureState::retain(*P);
  }
  StateRef(StateRef &&O) noexcept : P(std::exchange(O.P, nullptr)) {}
  StateRef &operator=(StateRef O) noexcept {
    std::swap(P, O.P);
    return *this;
  }
  ~StateRef() {
    if (P)
      FutureState::release(*P);
  }
  FutureState *get() const noexcept { return P; }
  FutureState &operator*() const noexcept { return *P; }
  FutureState *operator->() const noexcept { return P; }
  explicit operator bool() const noexcept { return P; }
  bool operator==(const StateRef &) const = default;
};

/// What stands for a T where there must be an object.
template <class T>
using Stored = std::conditional_t<
    std::is_void_v<T>, std::monostate,
    std::conditional_t<std::is_reference_v<T>,
                       std::add_pointer_t<std::remove_reference_t<T>>, T>>;

/// Gives the stored value of a future, which may be asked for again: a copy,
/// unless there can be none.
template <class T> T valueOf(Stored<T> &Value) {
  if constexpr (std::is_reference_v<T>)
    return static_cast<T>(*Value);
  else if constexpr (std::is_copy_constructible_v<T>)
    return Value;
  else
    return std::move(Value);
}

template <class T> std::optional<Stored<T>> &valueIn(FutureState &S) noexcept {
  return *static_cast<std::optional<Stored<T>> *>(S.storage());
}
/// The result of a future of T, or throws what it has instead.
template <class T> T resultOf(FutureState &S) {
  S.check();
  if constexpr (!std::is_void_v<T>)
    return valueOf<T>(*valueIn<T>(S));
}

/// The same for the only one who asks.
template <class T> T takeResultOf(FutureState &S) {
  S.check();
  if constexpr (std::is_reference_v<T>)
    return static_cast<T>(**valueIn<T>(S));
  else if constexpr (!std::is_void_v<T>)
    return std::move(*valueIn<T>(S));
}

template <class T> class FutureStateOf final : public FutureState {
  std::optional<Stored<T>> Value;

public:
  using FutureState::FutureState;
  void *storage() noexcept override { return &Value; }
};

/// Throws if `S` belongs to another loop, or is the task that runs.
void checkAwaitable(const FutureState &S);

/// Waits for a future of T and gives its result, or throws what it has instead.
template <class T> struct FutureAwaiter : Suspension {
  StateRef State;

  explicit FutureAwaiter(StateRef State) noexcept : State(std::move(State)) {}
  bool await_ready() const {
    checkAwaitable(*State);
    return State->done();
  }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> H) noexcept {
    suspend(H, State.get());
  }
  T await_resume() {
    resumed();
    return resultOf<T>(*State);
  }
};

} // namespace aio::detail

#endif // AIO_DETAIL_WAITABLE_H
