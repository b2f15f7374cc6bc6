//===- debug_registry.h - what the debug mode knows ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the coroutines and tasks that live while the debug mode is on.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_DEBUG_REGISTRY_H
#define AIO_SRC_DEBUG_REGISTRY_H

#include "aio/debug.h"
#include "aio/task.h"
#include "debug_facts.h"
#include "symbolizer.h"

#include <mutex>
#include <optional>
#include <source_location>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace aio::detail::watch {

struct OfFrame {
  Backtrace Created;
  /// Another one for each frame, also at the same address.
  std::uint64_t Serial = 0;
  std::size_t Size = 0;
  /// The task that made it; null if none did.
  const TaskState *MadeIn = nullptr;
  /// Of a task that was made for it.
  bool IsRoot = false;
  /// What the coroutine must not outlive: a closure or a tracked object.
  const void *Owner = nullptr;
  std::size_t OwnerSize = 0;
  bool IsClosure = false, ToldOfClosure = false;
  std::source_location Function;
  /// By this coroutine, and live.
  std::unordered_set<const TaskState *> Started;
};

struct OfTask {
  Backtrace Created;
  std::string Function;
  /// Where its coroutines stood when it was resumed last, and when it got its
  /// cancellation; the innermost first.
  std::vector<std::source_location> ResumedAt, CancelledAt;
  /// The frames of `ResumedAt`.
  std::vector<const void *> Resumed;
  /// The runtime's own coroutine that got the cancellation, by its number: it
  /// may have to wait before it lets it out. 0: the user's got it.
  std::uint64_t CancelledIn = 0;
  /// It was suspended again after that.
  bool WentOn = false;
  /// The frame of the coroutine that started it.
  const void *Scope = nullptr;
  /// Where it was resumed since a stop was requested that it could ask for.
  std::vector<std::source_location> PassedSinceStop;
  bool ToldOfStop = false;
};

struct Registry {
  std::mutex Lock;
  unsigned Wanted = 0;
  std::uint64_t NumberOfFrames = 0;
  std::unordered_map<const void *, OfFrame> Frames;
  std::unordered_map<const TaskState *, OfTask> Tasks;
  /// The frames that a task has made, but not those of other tasks.
  std::unordered_map<const TaskState *, std::vector<const void *>> MadeIn;
  /// Stop tokens, and their sources; the sources that were asked to stop.
  std::unordered_map<const void *, const void *> Tokens;
  std::unordered_set<const void *> Stopped;

  OfFrame *frame(const void *Frame) noexcept;
  OfTask *task(const TaskState *T) noexcept;
  void clear() noexcept;
};

Registry &registry();

inline std::coroutine_handle<> handleOf(const void *Frame) noexcept {
  return std::coroutine_handle<>::from_address(const_cast<void *>(Frame));
}
/// Somebody has awaited or started it, and it has not ended: it is suspended,
/// or runs.
bool isUnderWay(const void *Frame) noexcept;
/// The innermost coroutine of `T`, a task that takes a step on this thread.
const void *runningIn(Registry &R, const TaskState &T) noexcept;
/// The task that takes a step on this thread; null if none does.
TaskState *currentTask() noexcept;

/// Somebody has a handle to it, or is called when it ends.
bool canBeJoined(const TaskState &T) noexcept;

// Parts of the hooks of the same times, which hold the registry's lock.
/// `Top`: the stack ends here.
void tellOfClosures(Registry &R, const TaskState &T,
                    std::coroutine_handle<> Leaf, const void *Top);
void tellOfClosuresIn(Registry &R, const void *Gone, std::size_t Size);
void tellOfOutlived(Registry &R, const OfFrame &Gone);
void tellOfStop(Registry &R, const TaskState &T, std::coroutine_handle<> Leaf);
/// Has AddressSanitizer, if it is there, tell what it finds.
void watchMemory() noexcept;
/// Before the step begins, and when it has ended; without the lock.
void noteLocks() noexcept;
void tellOfLocks(const TaskState &T, std::coroutine_handle<> Leaf) noexcept;

// --- Facts ------------------------------------------------------------------

aio::debug::Place placeOf(const std::source_location &At);
/// The innermost call that the user has written; sets the stack, too.
void setFirstUsers(aio::debug::Fact &F, const Backtrace &B);
/// A fact about where a task's coroutine was made. Takes long.
aio::debug::Fact factOf(const OfTask &Info, std::string Name, const char *Kind,
                        std::string Message);

/// Whatever goes wrong here must not change the program.
template <class F> void safely(F Fn) noexcept {
  try {
    Fn();
  } catch (...) { // no memory
  }
}

} // namespace aio::detail::watch

#endif // AIO_SRC_DEBUG_REGISTRY_H
