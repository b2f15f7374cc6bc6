//===- debug_locks.cpp - locks that are held across a suspension ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/debug_hooks.h"
#include "debug_registry.h"

#include <dlfcn.h>
#include <iterator>

using aio::debug::Fact;

namespace aio::detail::watch {
namespace {

/// Of aio-locks, if that is loaded.
struct HeldLocks {
  void (*Note)(bool) =
      reinterpret_cast<void (*)(bool)>(::dlsym(RTLD_DEFAULT, "aio_locks_note"));
  int (*Held)(int, void ***) = reinterpret_cast<int (*)(int, void ***)>(
      ::dlsym(RTLD_DEFAULT, "aio_locks_held"));
};

const HeldLocks &heldLocks() {
  static const HeldLocks L;
  return L;
}
/// Locks that the thread held when the step began; some may be free by now, so
/// that a new one is missed.
thread_local int HeldBefore = 0;

} // namespace

void noteLocks() noexcept {
  const HeldLocks &L = heldLocks();
  if (!L.Note || !L.Held)
    return;
  HeldBefore = 0;
  for (void **Addresses; L.Held(HeldBefore, &Addresses) >= 0;)
    ++HeldBefore;
  L.Note(true);
}

void tellOfLocks(const TaskState &T, std::coroutine_handle<> Leaf) noexcept {
  const HeldLocks &L = heldLocks();
  if (!L.Note || !L.Held)
    return;
  // What the loop itself holds is none of the task's, and is none.
  L.Note(false);
  safely([&] {
    void **Addresses;
    for (int I = HeldBefore, N; (N = L.Held(I, &Addresses)) >= 0; ++I) {
      Backtrace B;
      for (; B.Count != N && B.Count != int(std::size(B.Addresses)); ++B.Count)
        B.Addresses[B.Count] = Addresses[B.Count];
      tell([B, Where = promiseOf(Leaf).Where, Name = T.name()] {
        Fact F;
        F.Kind = "lock-across-suspension";
        F.Anchor = "lock";
        setFirstUsers(F, B);
        F.Coroutine = plainName(Where.function_name());
        F.Task = Name;
        F.Message = std::string("a lock that was taken here is held while the "
                                "coroutine is suspended in ") +
                    Where.file_name() + ":" + std::to_string(Where.line());
        return F;
      });
    }
  });
  L.Note(true);
}

} // namespace aio::detail::watch
