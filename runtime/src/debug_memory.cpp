//===- debug_memory.cpp - what AddressSanitizer sees ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/debug_hooks.h"
#include "debug_registry.h"

using aio::debug::Fact;
using aio::debug::Place;

// There with AddressSanitizer only.
extern "C" {
[[gnu::weak]] void __asan_set_error_report_callback(void (*)(const char *));
[[gnu::weak]] void __sanitizer_set_death_callback(void (*)());
}

namespace aio::detail::watch {
namespace {

/// A coroutine that waits for the one that runs, or that one.
struct Waiting {
  Backtrace Created;
  std::source_location Function;
};

/// From the innermost to the one that the task was made of.
std::vector<Waiting> runningNow(Registry &R) {
  std::vector<Waiting> Out;
  TaskState *T = currentTask();
  if (!T)
    return Out;
  for (auto H = handleOf(runningIn(R, *T));; H = promiseOf(H).Continuation) {
    if (OfFrame *F = R.frame(H.address()))
      Out.push_back({F->Created, F->Function});
    if (H == T->outermost())
      return Out;
  }
}

Fact factOf(const Backtrace &Use, const std::vector<Waiting> &Running) {
  Fact F;
  F.Kind = "use-after-destruction";
  F.Anchor = "use";
  setFirstUsers(F, Use);
  F.Stack.clear();
  F.Message = "memory is used here that is not there any more";
  for (const Waiting &W : Running) {
    for (Place &P : placesOf(W.Created))
      if (isUsers(P))
        F.Stack.push_back(std::move(P));
    if (W.Function.line())
      F.Stack.push_back(placeOf(W.Function));
  }
  return F;
}

void reported(const char *Text) {
  // What else AddressSanitizer reports is none of the debug mode's.
  std::string_view Report = Text;
  if (!on() || (Report.find("-use-after-") == Report.npos))
    return;
  safely([] {
    Backtrace Use = Backtrace::here();
    Registry &R = registry();
    // Its own code is wrong if this thread holds it.
    std::unique_lock Held(R.Lock, std::try_to_lock);
    if (!Held)
      return;
    tell([Use, Running = runningNow(R)] { return factOf(Use, Running); });
  });
}

} // namespace

void watchMemory() noexcept {
  if (!__asan_set_error_report_callback || !__sanitizer_set_death_callback)
    return;
  __asan_set_error_report_callback(reported);
  __sanitizer_set_death_callback([] { flush(); });
}

} // namespace aio::detail::watch
