//===- debug_hooks.h - what the debug mode is told -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The runtime asks `on()` and then calls one of these. With AIO_NO_DEBUG_MODE,
// which must be the same in the whole program, nothing of it is left.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_DEBUG_HOOKS_H
#define AIO_DETAIL_DEBUG_HOOKS_H

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <initializer_list>

namespace aio::detail {
class FutureState;
class TaskState;
struct PromiseBase;
} // namespace aio::detail

namespace aio::detail::watch {

extern constinit std::atomic<bool> On;

#ifdef AIO_NO_DEBUG_MODE
constexpr bool on() noexcept { return false; }
#else
inline bool on() noexcept { return On.load(std::memory_order_relaxed); }
#endif

/// One more (one less) wants it.
void enable() noexcept;
void disable() noexcept;
/// The variable is in the environment, and neither "" nor "0".
bool isSet(const char *Variable) noexcept;

/// Memory for a coroutine: it is filled with zeros, so that a continuation that
/// nobody has set can be told.
void frameMade(void *Frame, std::size_t Size) noexcept;
void frameFreed(void *Frame) noexcept;
struct Argument {
  const void *At;
  std::size_t Size;
};
/// `P` is of a lambda whose closure is at `Closure`, or wherever the frame says
/// (null), apart from what it holds for its arguments.
void closureKnown(const PromiseBase &P, const void *Closure, std::size_t Size,
                  std::initializer_list<Argument> Arguments) noexcept;
/// `P` is of a member coroutine of `Object`.
void objectKnown(const PromiseBase &P, const void *Object) noexcept;
/// `P.Where` is the function now.
void functionKnown(const PromiseBase &P) noexcept;
void objectGone(const void *Object) noexcept;

/// Somebody awaits a coroutine that was awaited before.
void awaitedTwice() noexcept;

void taskStarted(const TaskState &T, std::coroutine_handle<> Root) noexcept;
/// The coroutine `Leaf` goes on.
void taskSteps(const TaskState &T, std::coroutine_handle<> Leaf) noexcept;
/// It has given control back at a suspension.
void taskSuspended(const TaskState &T, std::coroutine_handle<> Leaf) noexcept;
/// A CancelledError is thrown in what runs now.
void cancellationThrown() noexcept;
/// The runtime itself lets it end there.
void cancellationTaken() noexcept;
/// `Undelivered`: it was cancelled and never got to know.
void taskEnded(const TaskState &T, bool HasValue, bool Undelivered) noexcept;
/// It ended as cancelled, but nobody had cancelled it.
void cancelledByAnother(const TaskState &T) noexcept;
void taskDestroyedPending(const TaskState &T) noexcept;
void exceptionNotRetrieved(FutureState &S) noexcept;
void resultNotRetrieved(const TaskState &T) noexcept;
void taskGone(const TaskState &T) noexcept;

/// Of StopToken and StopSource: a token is at `Token`, is gone, was asked by
/// what runs now; a stop was requested.
void tokenMade(const void *Token, const void *Source) noexcept;
void tokenGone(const void *Token) noexcept;
void tokenAsked(const void *Source) noexcept;
void stopRequested(const void *Source) noexcept;
void stopSourceGone(const void *Source) noexcept;

/// A function that only the loop's thread may call was called on another.
void wrongThread() noexcept;

} // namespace aio::detail::watch

#endif // AIO_DETAIL_DEBUG_HOOKS_H
