//===- context.h - values that belong to a task -----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Python's contextvars: a task and a callback start with a copy of the context
// that they were made in, and what they set stays theirs. One thread only.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CONTEXT_H
#define AIO_CONTEXT_H

#include <aio/detail/thread_state.h>

#include <any>
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

/// The values of one context: shared by its copies, and copied by the one that
/// sets a value. Null is a context without values.
struct ContextData {
  // A context may be copied to another thread, but not changed there.
  std::atomic<unsigned> Refs = 1;
  std::vector<std::pair<const void *, std::shared_ptr<const std::any>>> Values;

  static ContextData *retain(ContextData *D) noexcept {
    if (D)
      D->Refs.fetch_add(1, std::memory_order_relaxed);
    return D;
  }
  static void release(ContextData *D) noexcept {
    if (D && D->Refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
      destroy(D);
  }

private:
  static void destroy(ContextData *D) noexcept;
};

/// A reference to a context's values.
class ContextRef {
  ContextData *D = nullptr;

public:
  ContextRef() = default;
  explicit ContextRef(ContextData *Retained) noexcept : D(Retained) {}
  ContextRef(const ContextRef &O) noexcept : D(ContextData::retain(O.D)) {}
  ContextRef(ContextRef &&O) noexcept : D(std::exchange(O.D, nullptr)) {}
  ContextRef &operator=(ContextRef O) noexcept {
    std::swap(D, O.D);
    return *this;
  }
  ~ContextRef() { ContextData::release(D); }
  /// A copy of the context in which the caller runs.
  static ContextRef current() noexcept {
    return This.Context ? ContextRef(ContextData::retain(*This.Context))
                        : ofThread();
  }
  ContextData **slot() noexcept { return &D; }
  ContextData *get() const noexcept { return D; }

private:
  static ContextRef ofThread() noexcept;
};

/// Runs what follows in another context until the end of the scope.
class EnterContext {
  ContextData **Outer;

public:
  explicit EnterContext(ContextData **Slot) noexcept
      : Outer(std::exchange(This.Context, Slot)) {}
  EnterContext(const EnterContext &) = delete;
  EnterContext &operator=(const EnterContext &) = delete;
  ~EnterContext() { This.Context = Outer; }
};

const std::any *findInContext(const void *Variable) noexcept;
void setInContext(const void *Variable, std::shared_ptr<const std::any> Value);
std::shared_ptr<const std::any> shareFromContext(const void *Variable);

} // namespace detail

/// A context that one holds in one's hand; `copy_context()` makes one. Copies
/// of the object are the same context.
class Context {
  std::shared_ptr<detail::ContextRef> Ref;

public:
  Context() : Ref(std::make_shared<detail::ContextRef>()) {}
  explicit Context(detail::ContextRef Values)
      : Ref(std::make_shared<detail::ContextRef>(std::move(Values))) {}
  /// Calls `Fn` in this context; what it sets stays in it.
  template <class F> decltype(auto) run(F &&Fn) {
    detail::EnterContext Enter(Ref->slot());
    return std::forward<F>(Fn)();
  }
  /// A context with the same values that shares nothing further.
  Context copy() const { return Context(detail::ContextRef(*Ref)); }
  /// For tasks and handles that are to run in this very context.
  const std::shared_ptr<detail::ContextRef> &ref() const noexcept {
    return Ref;
  }
};

/// A copy of the context in which the caller runs.
inline Context copy_context() { return Context(detail::ContextRef::current()); }

/// A variable with a value for each context. It must outlive its contexts.
template <class T> class ContextVar {
  std::string Name;
  std::optional<T> Default;

public:
  /// Undoes one `set`.
  class Token {
    friend ContextVar;
    std::shared_ptr<const std::any> Old;
    explicit Token(std::shared_ptr<const std::any> Old) : Old(std::move(Old)) {}
  };

  explicit ContextVar(std::string Name) : Name(std::move(Name)) {}
  ContextVar(std::string Name, T Default)
      : Name(std::move(Name)), Default(std::move(Default)) {}
  ContextVar(const ContextVar &) = delete;
  ContextVar &operator=(const ContextVar &) = delete;

  const std::string &name() const noexcept { return Name; }
  /// Throws std::out_of_range (Python: LookupError) if there is no value and no
  /// default.
  T get() const {
    if (const std::any *V = detail::findInContext(this))
      return std::any_cast<const T &>(*V);
    if (Default)
      return *Default;
    throw std::out_of_range(Name);
  }
  T get(T Otherwise) const {
    const std::any *V = detail::findInContext(this);
    return V ? std::any_cast<const T &>(*V) : std::move(Otherwise);
  }
  Token set(T Value) {
    Token Old(detail::shareFromContext(this));
    detail::setInContext(
        this, std::make_shared<const std::any>(std::any(std::move(Value))));
    return Old;
  }
  void reset(Token T1) { detail::setInContext(this, std::move(T1.Old)); }
};

} // namespace aio

#endif // AIO_CONTEXT_H
