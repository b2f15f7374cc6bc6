//===- debug_stop.cpp - stops that nobody asks for ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/debug_hooks.h"
#include "debug_registry.h"

#include <algorithm>
#include <cstring>

using aio::debug::Fact;

namespace aio::detail::watch {

void tokenMade(const void *Token, const void *Source) noexcept {
  safely([&] {
    Registry &R = registry();
    std::lock_guard Held(R.Lock);
    R.Tokens[Token] = Source;
  });
}

void tokenGone(const void *Token) noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  R.Tokens.erase(Token);
}

void tokenAsked(const void *) noexcept {
  TaskState *T = currentTask();
  if (!T)
    return;
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  if (OfTask *Info = R.task(T))
    Info->PassedSinceStop.clear();
}

void stopRequested(const void *Source) noexcept {
  safely([&] {
    Registry &R = registry();
    std::lock_guard Held(R.Lock);
    R.Stopped.insert(Source);
  });
}

void stopSourceGone(const void *Source) noexcept {
  Registry &R = registry();
  std::lock_guard Held(R.Lock);
  R.Stopped.erase(Source);
}

/// Whether one of the task's coroutines has a token of a source that was asked
/// to stop.
static bool couldAsk(Registry &R, const TaskState &T,
                     std::coroutine_handle<> Leaf) {
  if (R.Stopped.empty())
    return false;
  for (auto H = Leaf;; H = promiseOf(H).Continuation) {
    OfFrame *F = R.frame(H.address());
    auto Begin = reinterpret_cast<std::uintptr_t>(H.address());
    if (F && std::ranges::any_of(R.Tokens, [&](auto &Token) {
          return reinterpret_cast<std::uintptr_t>(Token.first) - Begin <
                     F->Size &&
                 R.Stopped.contains(Token.second);
        }))
      return true;
    if (H == T.outermost())
      return false;
  }
}

static bool isSame(const std::source_location &A,
                   const std::source_location &B) {
  return A.line() == B.line() && A.column() == B.column() &&
         std::strcmp(A.file_name(), B.file_name()) == 0;
}

void tellOfStop(Registry &R, const TaskState &T, std::coroutine_handle<> Leaf) {
  OfTask &Info = *R.task(&T);
  if (Info.ToldOfStop || !couldAsk(R, T, Leaf))
    return;
  std::source_location Here = Info.ResumedAt.front();
  // Once may be the rest of a turn; twice is a whole one.
  if (!std::ranges::any_of(
          Info.PassedSinceStop,
          [&](const std::source_location &L) { return isSame(L, Here); })) {
    Info.PassedSinceStop.push_back(Here);
    return;
  }
  Info.ToldOfStop = true;
  tell([Info, Here, Name = T.name()] {
    Fact F = factOf(Info, Name, "stop-not-asked-for",
                    "a stop was requested, and the task goes on here without "
                    "having asked for it");
    F.Anchor = "suspension";
    F.At = placeOf(Here);
    return F;
  });
}

} // namespace aio::detail::watch
