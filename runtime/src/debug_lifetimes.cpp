//===- debug_lifetimes.cpp - what was gone too early ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/debug_hooks.h"
#include "debug_registry.h"

#include <algorithm>
#include <cstring>
#include <pthread.h>

using aio::debug::Fact;

// There with AddressSanitizer only.
extern "C" [[gnu::weak]] void *__asan_region_is_poisoned(void *, std::size_t);

namespace aio::detail::watch {
namespace {

/// Keeps what must not be outlived by the coroutine of `P`.
void own(const PromiseBase &P, const void *Owner, std::size_t Size,
         bool IsClosure) {
  auto H = std::coroutine_handle<PromiseBase>::from_promise(
      const_cast<PromiseBase &>(P));
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  OfFrame *F = R.frame(H.address());
  if (!F)
    return;
  // An argument that the coroutine has itself dies with it.
  auto Offset = reinterpret_cast<std::uintptr_t>(Owner) -
                reinterpret_cast<std::uintptr_t>(H.address());
  if (Offset < F->Size)
    return;
  F->Owner = Owner;
  F->OwnerSize = Size;
  F->IsClosure = IsClosure;
}

/// Clang does not tell the promise where a lambda's closure is, but the frame
/// holds its address: a new one holds nothing else but the arguments.
const void *findClosure(const PromiseBase &P,
                        std::initializer_list<Argument> Arguments) {
  auto H = std::coroutine_handle<PromiseBase>::from_promise(
      const_cast<PromiseBase &>(P));
  auto *Begin = static_cast<const char *>(H.address());
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  OfFrame *F = R.frame(Begin);
  if (!F)
    return nullptr;
  const void *Found = nullptr;
  // What stands behind the promise.
  auto *From = reinterpret_cast<const char *>(&P) + sizeof(PromiseBase);
  for (; From + sizeof(void *) <= Begin + F->Size; From += sizeof(void *)) {
    const void *Word;
    std::memcpy(&Word, From, sizeof Word);
    auto Offset = reinterpret_cast<std::uintptr_t>(Word) -
                  reinterpret_cast<std::uintptr_t>(Begin);
    // Nor are the arguments' own bytes, or what they refer to.
    bool IsArgument = std::ranges::any_of(Arguments, [&](const Argument &A) {
      return A.At == Word ||
             static_cast<std::size_t>(From - static_cast<const char *>(A.At)) <
                 A.Size;
    });
    if (!Word || Offset < F->Size || IsArgument)
      continue;
    if (Found && Found != Word)
      return nullptr; // It cannot be told which.
    Found = Word;
  }
  return Found;
}

/// Whether it was on this thread's stack, in a call that has returned: below
/// `Top`.
bool wasOnStack(const void *Object, const void *Top) noexcept {
  struct Bounds {
    std::uintptr_t Low = 0, High = 0;
    Bounds() {
      pthread_attr_t A;
      void *Base;
      std::size_t Size;
      if (::pthread_getattr_np(::pthread_self(), &A) != 0)
        return;
      if (::pthread_attr_getstack(&A, &Base, &Size) == 0) {
        Low = reinterpret_cast<std::uintptr_t>(Base);
        High = Low + Size;
      }
      ::pthread_attr_destroy(&A);
    }
  };
  static thread_local const Bounds B;
  auto At = reinterpret_cast<std::uintptr_t>(Object);
  auto Here = reinterpret_cast<std::uintptr_t>(Top);
  return At >= B.Low && At < Here && Here < B.High;
}

bool isPoisoned(const OfFrame &F) noexcept {
  return __asan_region_is_poisoned &&
         __asan_region_is_poisoned(const_cast<void *>(F.Owner), F.OwnerSize);
}

void tellOfClosure(OfFrame &F, const void *Frame) {
  if (std::exchange(F.ToldOfClosure, true))
    return;
  tell([Lambda = F.Function, Where = promiseOf(handleOf(Frame)).Where] {
    Fact F;
    F.Kind = "closure-destroyed";
    F.Anchor = "closure";
    F.At = placeOf(Lambda);
    F.Coroutine = "lambda";
    F.Message = "the closure is gone, and its coroutine is suspended in line " +
                std::to_string(Where.line());
    return F;
  });
}

} // namespace

// --- Closures ---------------------------------------------------------------

void closureKnown(const PromiseBase &P, const void *Closure, std::size_t Size,
                  std::initializer_list<Argument> Arguments) noexcept {
  safely([&] {
    if (!Closure)
      Closure = findClosure(P, Arguments);
    if (Closure)
      own(P, Closure, Size, /*IsClosure=*/true);
  });
}

void functionKnown(const PromiseBase &P) noexcept {
  safely([&] {
    Registry &R = registry();
    std::lock_guard Held(R.Lock);
    OfFrame *F = R.frame(std::coroutine_handle<PromiseBase>::from_promise(
                             const_cast<PromiseBase &>(P))
                             .address());
    if (!F)
      return;
    F->Function = P.Where;
    // A function whose first argument is a closure may outlive it.
    if (F->IsClosure && plainName(P.Where.function_name()) != "lambda")
      F->Owner = nullptr;
  });
}

/// Those that were in the frame of another coroutine, which is gone.
void tellOfClosuresIn(Registry &R, const void *Gone, std::size_t Size) {
  for (auto &[Frame, F] : R.Frames) {
    auto Offset = reinterpret_cast<std::uintptr_t>(F.Owner) -
                  reinterpret_cast<std::uintptr_t>(Gone);
    if (F.Owner && F.IsClosure && Offset < Size && isUnderWay(Frame))
      tellOfClosure(F, Frame);
  }
}

void tellOfClosures(Registry &R, const TaskState &T,
                    std::coroutine_handle<> Leaf, const void *Top) {
  for (auto H = Leaf;; H = promiseOf(H).Continuation) {
    if (OfFrame *F = R.frame(H.address());
        F && F->Owner && F->IsClosure &&
        (wasOnStack(F->Owner, Top) || isPoisoned(*F)))
      tellOfClosure(*F, H.address());
    if (H == T.outermost())
      return;
  }
}

// --- Objects ----------------------------------------------------------------

void objectKnown(const PromiseBase &P, const void *Object) noexcept {
  safely([&] { own(P, Object, 1, /*IsClosure=*/false); });
}

void objectGone(const void *Object) noexcept {
  safely([&] {
    Registry &R = registry();
    Backtrace Here = Backtrace::here();
    std::lock_guard Held(R.Lock);
    TaskState *T = currentTask();
    // The coroutine itself may destroy it, as the last thing that it does.
    const void *Running = T ? runningIn(R, *T) : nullptr;
    for (auto &[Frame, F] : R.Frames) {
      if (F.Owner != Object || F.IsClosure || Frame == Running ||
          !isUnderWay(Frame))
        continue;
      tell([Where = promiseOf(handleOf(Frame)).Where, Here] {
        Fact F;
        F.Kind = "object-destroyed";
        F.Anchor = "suspension";
        F.At = placeOf(Where);
        F.Coroutine = plainName(Where.function_name());
        F.Stack = placesOf(Here);
        F.Message = "the object is destroyed while its member coroutine is "
                    "suspended here";
        return F;
      });
    }
  });
}

// --- Scopes -----------------------------------------------------------------

void tellOfOutlived(Registry &R, const OfFrame &Gone) {
  for (const TaskState *T : Gone.Started) {
    OfTask *Info = R.task(T);
    if (!Info)
      continue;
    Info->Scope = nullptr;
    if (T->done() || canBeJoined(*T))
      continue;
    tell([Info = *Info, Name = T->name()] {
      return factOf(Info, Name, "outlives-scope",
                    "the task goes on after the coroutine that started it, and "
                    "nobody can wait for it");
    });
  }
}

} // namespace aio::detail::watch

aio::debug::Tracked::~Tracked() {
  if (detail::watch::on()) [[unlikely]]
    detail::watch::objectGone(this);
}
