//===- debug.cpp - what the debug mode sees -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/debug.h"

#include "aio/detail/debug_hooks.h"
#include "aio/detail/pool.h"
#include "aio/task.h"
#include "debug_facts.h"
#include "symbolizer.h"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace aio::detail {

void *allocateFrameSlow(std::size_t Size) {
  void *Frame = allocateSlow(Size);
  if (watch::on()) [[unlikely]]
    watch::frameMade(Frame, Size);
  return Frame;
}

void freeFrameSlow(void *Frame) noexcept {
  if (watch::on()) [[unlikely]]
    watch::frameFreed(Frame);
  freeSlow(Frame);
}

} // namespace aio::detail

namespace aio::detail::watch {

using aio::debug::Fact;
using aio::debug::Place;

constinit std::atomic<bool> On{false};

namespace {

struct OfTask {
  Backtrace Created;
  std::string Function;
  /// Where it was resumed last, and where it got its cancellation.
  std::source_location ResumedAt;
  std::optional<std::source_location> CancelledAt;
};

/// What is known of coroutines and tasks that live.
struct Registry {
  std::mutex Lock;
  unsigned Wanted = 0;
  std::unordered_map<const void *, Backtrace> Frames;
  std::unordered_map<const TaskState *, OfTask> Tasks;
};

Registry &registry() {
  // Coroutines may die after all static objects.
  static auto &R = *new Registry;
  return R;
}

/// The name of a function, of the debug information, as `plainName` has it.
bool isNamed(const Place &P, std::string_view Name) {
  std::string_view Own = plainName(P.Function);
  // Inlined ones come as just "operator()".
  return Own == Name || (Name == "lambda" && Own.starts_with("operator"));
}

/// The call of the coroutine `Name`, whose own beginning stands before it.
Place creationIn(const Backtrace &B, std::string_view Name) {
  bool SawOwn = false;
  for (const Place &P : placesOf(B)) {
    if (!isUsers(P))
      continue;
    // One of the runtime's functions is not among them.
    if (!std::exchange(SawOwn, true) && isNamed(P, Name))
      continue;
    return P;
  }
  return Place();
}

Place placeOf(const std::source_location &At) {
  Place P;
  P.File = At.file_name();
  P.Line = At.line();
  P.Function = plainName(At.function_name());
  return P;
}

void setFirstUsers(Fact &F, const Backtrace &B) {
  F.Stack = placesOf(B);
  for (const Place &P : F.Stack)
    if (isUsers(P)) {
      F.At = P;
      return;
    }
}

std::optional<OfTask> known(const TaskState &T) {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  auto It = R.Tasks.find(&T);
  if (It == R.Tasks.end())
    return std::nullopt;
  return It->second;
}

/// A fact about a task, of which that is known. Takes long.
Fact factOf(const OfTask &Info, std::string Name, const char *Kind,
            std::string Message) {
  Fact F;
  F.Kind = Kind;
  F.Anchor = "creation";
  F.Coroutine = Info.Function;
  F.Created = F.At = creationIn(Info.Created, Info.Function);
  F.Task = std::move(Name);
  F.Message = std::move(Message);
  return F;
}

/// About where the task's coroutine was made.
void tellOfCreation(const TaskState &T, const char *Kind, const char *Message) {
  if (std::optional<OfTask> Info = known(T))
    tell([Info = *Info, Name = T.name(), Kind, Message] {
      return factOf(Info, Name, Kind, Message);
    });
}

/// About where it was suspended.
void tellOfSuspension(const TaskState &T, const OfTask &Info,
                      std::source_location Where, const char *Kind,
                      const char *Message) {
  tell([Info, Where, Name = T.name(), Kind, Message] {
    Fact F = factOf(Info, Name, Kind, Message);
    F.Anchor = "suspension";
    F.At = placeOf(Where);
    return F;
  });
}

/// About the call that is going on.
void tellOfCall(const char *Kind, const char *Message) {
  tell([B = Backtrace::here(), Kind, Message] {
    Fact F;
    F.Kind = Kind;
    F.Anchor = "call";
    setFirstUsers(F, B);
    F.Message = Message;
    return F;
  });
}

/// Whatever goes wrong here must not change the program.
template <class F> void safely(F Fn) noexcept {
  try {
    Fn();
  } catch (...) { // no memory
  }
}

} // namespace

bool isSet(const char *Variable) noexcept {
  const char *Text = std::getenv(Variable);
  return Text && *Text && std::strcmp(Text, "0") != 0;
}

void enable() noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  ++R.Wanted;
  On = true;
  keepNoFreeBlocks();
}

void disable() noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (--R.Wanted)
    return;
  On = false;
  R.Frames.clear();
  R.Tasks.clear();
}

// --- Coroutines --------------------------------------------------------------

void frameMade(void *Frame, std::size_t Size) noexcept {
  std::memset(Frame, 0, Size);
  safely([&] {
    Registry &R = registry();
    Backtrace B = Backtrace::here();
    std::lock_guard Held(R.Lock);
    R.Frames[Frame] = B;
  });
}

void frameFreed(void *Frame) noexcept {
  safely([&] {
    Registry &R = registry();
    std::unique_lock Held(R.Lock);
    auto It = R.Frames.find(Frame);
    if (It == R.Frames.end())
      return;
    Backtrace Created = It->second;
    R.Frames.erase(It);
    Held.unlock();
    const PromiseBase &P =
        promiseOf(std::coroutine_handle<>::from_address(Frame));
    if (P.Continuation)
      return;
    // No function: it threw before there was a promise.
    if (!P.Where.line())
      return;
    tell([Created, Where = P.Where] {
      Fact F;
      F.Kind = "never-awaited";
      F.Anchor = "creation";
      F.Coroutine = plainName(Where.function_name());
      F.Created = F.At = creationIn(Created, F.Coroutine);
      F.Message = "coroutine '" + F.Coroutine + "' was never awaited";
      return F;
    });
  });
}

void awaitedTwice() noexcept {
  safely([] {
    tellOfCall("double-await",
               "a coroutine is awaited that was awaited before");
  });
}

// --- Tasks -------------------------------------------------------------------

void taskStarted(const TaskState &T, std::coroutine_handle<> Root) noexcept {
  safely([&] {
    Registry &R = registry();
    std::lock_guard Held(R.Lock);
    OfTask &Info = R.Tasks[&T];
    Info = OfTask();
    if (auto It = R.Frames.find(Root.address()); It != R.Frames.end())
      Info.Created = It->second;
    Info.ResumedAt = promiseOf(Root).Where;
    Info.Function = plainName(Info.ResumedAt.function_name());
  });
}

void taskSteps(const TaskState &T, std::coroutine_handle<> Leaf) noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (auto It = R.Tasks.find(&T); It != R.Tasks.end())
    It->second.ResumedAt = promiseOf(Leaf).Where;
}

void cancellationThrown() noexcept {
  if (!This.Current || !This.Current->IsTask)
    return;
  auto &T = *static_cast<TaskState *>(This.Current);
  if (!T.cancelling())
    return;
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (auto It = R.Tasks.find(&T); It != R.Tasks.end())
    It->second.CancelledAt = It->second.ResumedAt;
}

static void tellSwallowed(const TaskState &T) {
  std::optional<OfTask> Info = known(T);
  if (Info && Info->CancelledAt && T.cancelling())
    tellOfSuspension(T, *Info, *Info->CancelledAt, "cancellation-swallowed",
                     "the task was cancelled while it waited here, and did not "
                     "end as cancelled");
}

void taskEnded(const TaskState &T, bool HasValue, bool Undelivered) noexcept {
  safely([&] {
    if (!Undelivered && HasValue)
      tellSwallowed(T);
    else if (Undelivered)
      if (std::optional<OfTask> Info = known(T))
        tellOfSuspension(
            T, *Info, Info->ResumedAt, "cancelled-before-suspension",
            "the task was cancelled after it was resumed here, and "
            "came to its end without another suspension point");
  });
}

void taskDestroyedPending(const TaskState &T) noexcept {
  safely([&] {
    tellSwallowed(T);
    tellOfCreation(T, "task-destroyed-pending",
                   "the task was destroyed while it was pending");
  });
}

void exceptionNotRetrieved(FutureState &S) noexcept {
  safely([&] {
    const char *Kind = "exception-never-retrieved",
               *Message = "nobody asked for the exception";
    if (TaskState *T = S.task())
      return tellOfCreation(*T, Kind, Message);
    tell([Kind, Message] {
      Fact F;
      F.Kind = Kind;
      F.Message = Message;
      return F;
    });
  });
}

void resultNotRetrieved(const TaskState &T) noexcept {
  safely([&] {
    tellOfCreation(T, "result-never-retrieved",
                   "nobody asked for the task's result");
  });
}

void taskGone(const TaskState &T) noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  R.Tasks.erase(&T);
}

// --- Threads -----------------------------------------------------------------

void wrongThread() noexcept {
  safely([] {
    tellOfCall("wrong-thread", "only the thread of the loop may call this");
  });
}

} // namespace aio::detail::watch
