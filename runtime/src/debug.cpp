//===- debug.cpp - what the debug mode sees -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/debug_hooks.h"
#include "aio/detail/pool.h"
#include "debug_registry.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

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

Registry &registry() {
  // Coroutines may die after all static objects.
  static auto &R = *new Registry;
  return R;
}

OfFrame *Registry::frame(const void *Frame) noexcept {
  auto It = Frames.find(Frame);
  return It == Frames.end() ? nullptr : &It->second;
}
OfTask *Registry::task(const TaskState *T) noexcept {
  auto It = Tasks.find(T);
  return It == Tasks.end() ? nullptr : &It->second;
}
void Registry::clear() noexcept {
  Frames.clear();
  Tasks.clear();
  MadeIn.clear();
  Tokens.clear();
  Stopped.clear();
}

bool isUnderWay(const void *Frame) noexcept {
  auto H = handleOf(Frame);
  return promiseOf(H).Continuation && !H.done();
}

TaskState *currentTask() noexcept {
  Driver *D = This.Current;
  return D && D->IsTask ? static_cast<TaskState *>(D) : nullptr;
}

/// Whether it is `T` that goes on when `Frame` ends.
static bool leadsTo(Registry &R, const void *Frame,
                    const TaskState &T) noexcept {
  for (auto H = handleOf(Frame); H != T.outermost();
       H = promiseOf(H).Continuation) {
    OfFrame *F = R.frame(H.address());
    if (!F) // None at all, or a part of another one: see `enter`.
      return true;
    if (F->IsRoot)
      return false;
  }
  return true;
}

const void *runningIn(Registry &R, const TaskState &T) noexcept {
  if (auto It = R.MadeIn.find(&T); It != R.MadeIn.end())
    for (auto F = It->second.rbegin(); F != It->second.rend(); ++F)
      if (isUnderWay(*F) && leadsTo(R, *F, T))
        return *F;
  return T.outermost().address();
}

namespace {

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

std::vector<Place> usersOf(const Backtrace &B) {
  std::vector<Place> All = placesOf(B);
  std::erase_if(All, [](const Place &P) { return !isUsers(P); });
  return All;
}

} // namespace

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

Fact factOf(const OfTask &Info, std::string Name, const char *Kind,
            std::string Message) {
  Fact F;
  F.Kind = Kind;
  F.Anchor = "creation";
  F.Coroutine = Info.Function;
  F.Created = F.At = creationIn(Info.Created, Info.Function);
  F.Stack = usersOf(Info.Created);
  F.Task = std::move(Name);
  F.Message = std::move(Message);
  return F;
}

namespace {

std::optional<OfTask> known(const TaskState &T) {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (OfTask *Info = R.task(&T))
    return *Info;
  return std::nullopt;
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
                      const std::vector<std::source_location> &Where,
                      const char *Kind, const char *Message) {
  tell([Info, Where, Name = T.name(), Kind, Message] {
    Fact F = factOf(Info, Name, Kind, Message);
    F.Anchor = "suspension";
    F.Stack.clear();
    for (const std::source_location &L : Where)
      F.Stack.push_back(placeOf(L));
    // The runtime has coroutines of its own.
    auto First = std::ranges::find_if(F.Stack, isUsers);
    F.At = First != F.Stack.end() ? *First : F.Stack.front();
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
  watchMemory();
}

void disable() noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (--R.Wanted)
    return;
  On = false;
  R.clear();
}

// --- Coroutines --------------------------------------------------------------

void frameMade(void *Frame, std::size_t Size) noexcept {
  std::memset(Frame, 0, Size);
  safely([&] {
    Registry &R = registry();
    Backtrace B = Backtrace::here();
    std::lock_guard Held(R.Lock);
    OfFrame &F = R.Frames[Frame];
    F = OfFrame();
    F.Created = B;
    F.Serial = ++R.NumberOfFrames;
    F.Size = Size;
    F.MadeIn = currentTask();
    if (F.MadeIn)
      R.MadeIn[F.MadeIn].push_back(Frame);
  });
}

/// It is no longer one that its task has made.
static void forgetMaking(Registry &R, const OfFrame &F, const void *Frame) {
  if (auto It = R.MadeIn.find(F.MadeIn); It != R.MadeIn.end()) {
    std::vector<const void *> &All = It->second;
    if (auto At = std::find(All.rbegin(), All.rend(), Frame); At != All.rend())
      All.erase(std::prev(At.base()));
  }
}

void frameFreed(void *Frame) noexcept {
  safely([&] {
    Registry &R = registry();
    std::unique_lock Held(R.Lock);
    auto Node = R.Frames.extract(Frame);
    if (!Node)
      return;
    const OfFrame &F = Node.mapped();
    forgetMaking(R, F, Frame);
    tellOfClosuresIn(R, Frame, F.Size);
    tellOfOutlived(R, F);
    Held.unlock();
    const PromiseBase &P =
        promiseOf(std::coroutine_handle<>::from_address(Frame));
    if (P.Continuation)
      return;
    // No function: it threw before there was a promise.
    if (!P.Where.line())
      return;
    tell([Created = F.Created, Where = P.Where] {
      Fact F;
      F.Kind = "never-awaited";
      F.Anchor = "creation";
      F.Coroutine = plainName(Where.function_name());
      F.Created = F.At = creationIn(Created, F.Coroutine);
      F.Stack = usersOf(Created);
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
    if (OfFrame *F = R.frame(Root.address())) {
      Info.Created = F->Created;
      F->IsRoot = true;
      forgetMaking(R, *F, Root.address());
    }
    if (TaskState *Starter = currentTask()) {
      const void *Scope = runningIn(R, *Starter);
      if (OfFrame *F = R.frame(Scope)) {
        F->Started.insert(&T);
        Info.Scope = Scope;
      }
    }
    Info.ResumedAt = {promiseOf(Root).Where};
    Info.Function = plainName(promiseOf(Root).Where.function_name());
  });
}

void taskSteps(const TaskState &T, std::coroutine_handle<> Leaf) noexcept {
  noteLocks();
  // The coroutine will use the stack from about here on.
  const void *Top = __builtin_frame_address(0);
  safely([&] {
    Registry &R = registry();
    std::lock_guard Held(R.Lock);
    OfTask *Info = R.task(&T);
    if (!Info)
      return;
    Info->ResumedAt.clear();
    Info->Resumed.clear();
    for (auto H = Leaf;; H = promiseOf(H).Continuation) {
      Info->ResumedAt.push_back(promiseOf(H).Where);
      Info->Resumed.push_back(H.address());
      if (H == T.outermost())
        break;
    }
    tellOfClosures(R, T, Leaf, Top);
    tellOfStop(R, T, Leaf);
  });
}

void taskSuspended(const TaskState &T, std::coroutine_handle<> Leaf) noexcept {
  tellOfLocks(T, Leaf);
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  OfTask *Info = R.task(&T);
  if (!Info || Info->CancelledAt.empty())
    return;
  for (auto H = Leaf; Info->CancelledIn; H = promiseOf(H).Continuation) {
    if (OfFrame *F = R.frame(H.address()); F && F->Serial == Info->CancelledIn)
      return;
    if (H == T.outermost())
      break;
  }
  Info->WentOn = true;
}

void cancellationThrown() noexcept {
  TaskState *T = currentTask();
  if (!T || !T->cancelling())
    return;
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (OfTask *Info = R.task(T))
    safely([&] {
      Info->CancelledAt = Info->ResumedAt;
      Info->WentOn = false;
      Info->CancelledIn = 0;
      for (std::size_t I = 0; I != Info->Resumed.size(); ++I) {
        if (isUsers(placeOf(Info->ResumedAt[I])))
          break;
        if (OfFrame *F = R.frame(Info->Resumed[I]))
          Info->CancelledIn = F->Serial;
      }
    });
}

void cancellationTaken() noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (OfTask *Info = R.task(currentTask()))
    Info->CancelledAt.clear();
}

static void tellSwallowed(const TaskState &T, bool Answers) {
  std::optional<OfTask> Info = known(T);
  if (Info && !Info->CancelledAt.empty() && T.cancelling() &&
      (Info->WentOn || Answers))
    tellOfSuspension(T, *Info, Info->CancelledAt, "cancellation-swallowed",
                     Answers ? "the task was cancelled while it waited here, "
                               "and ended with a result"
                             : "the task was cancelled while it waited here, "
                               "went on, and did not end as cancelled");
}

bool canBeJoined(const TaskState &T) noexcept {
  bool IsWaitedFor = false;
  T.forEachCallback([&](const Callback &) { IsWaitedFor = true; });
  // Who runs it, or wakes it, has one reference.
  return T.references() > 1 || IsWaitedFor;
}

static void tellNeverJoined(const TaskState &T) {
  if (!canBeJoined(T))
    tellOfCreation(T, "never-joined",
                   "the task ended, and nobody could learn of it");
}

void taskEnded(const TaskState &T, bool HasValue, bool Undelivered) noexcept {
  safely([&] {
    tellNeverJoined(T);
    if (!Undelivered && HasValue)
      tellSwallowed(T, !T.isOfVoid());
    else if (Undelivered)
      if (std::optional<OfTask> Info = known(T))
        tellOfSuspension(
            T, *Info, Info->ResumedAt, "cancelled-before-suspension",
            "the task was cancelled after it was resumed here, and "
            "came to its end without another suspension point");
  });
}

void cancelledByAnother(const TaskState &T) noexcept {
  safely([&] {
    if (std::optional<OfTask> Info = known(T))
      tellOfSuspension(T, *Info, Info->ResumedAt, "cancelled-by-another",
                       "the cancellation of what was awaited here ended this "
                       "task, which nobody had cancelled");
  });
}

void taskDestroyedPending(const TaskState &T) noexcept {
  safely([&] {
    tellSwallowed(T, /*Answers=*/false);
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
  if (OfTask *Info = R.task(&T))
    if (OfFrame *Scope = R.frame(Info->Scope))
      Scope->Started.erase(&T);
  R.Tasks.erase(&T);
  R.MadeIn.erase(&T);
}

// --- Threads -----------------------------------------------------------------

void wrongThread() noexcept {
  safely([] {
    tellOfCall("wrong-thread", "only the thread of the loop may call this");
  });
}

} // namespace aio::detail::watch
