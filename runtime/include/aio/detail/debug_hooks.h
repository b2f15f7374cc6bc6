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

namespace aio::detail {
class FutureState;
class TaskState;
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
/// Somebody awaits a coroutine that was awaited before.
void awaitedTwice() noexcept;

void taskStarted(const TaskState &T, std::coroutine_handle<> Root) noexcept;
/// The coroutine `Leaf` goes on.
void taskSteps(const TaskState &T, std::coroutine_handle<> Leaf) noexcept;
/// A CancelledError is thrown in what runs now.
void cancellationThrown() noexcept;
/// `Undelivered`: it was cancelled and never got to know.
void taskEnded(const TaskState &T, bool HasValue, bool Undelivered) noexcept;
void taskDestroyedPending(const TaskState &T) noexcept;
void exceptionNotRetrieved(FutureState &S) noexcept;
void resultNotRetrieved(const TaskState &T) noexcept;
void taskGone(const TaskState &T) noexcept;

/// A function that only the loop's thread may call was called on another.
void wrongThread() noexcept;

} // namespace aio::detail::watch

#endif // AIO_DETAIL_DEBUG_HOOKS_H
