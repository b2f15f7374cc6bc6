//===- CrashGuard.cpp - runs code that may crash --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CrashGuard.h"

#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"

#include <csignal>
#include <cstring>
#include <memory>
#include <mutex>

namespace corolint {
namespace {

/// The signals that CrashRecoveryContext handles.
constexpr int CrashSignals[] = {SIGABRT, SIGBUS,  SIGFPE,
                                SIGILL,  SIGSEGV, SIGTRAP};

/// The exit code by which a fatal error of LLVM leaves the guarded code;
/// sysexits' EX_SOFTWARE, as Clang itself uses.
constexpr int FatalErrorCode = 70;

thread_local std::string *FatalErrorText = nullptr;

void onFatalError(void *, const char *Reason, bool) {
  if (llvm::CrashRecoveryContext *C =
          llvm::CrashRecoveryContext::GetCurrent()) {
    if (FatalErrorText)
      *FatalErrorText = Reason;
    C->HandleExit(FatalErrorCode);
  }
  // Outside a guard LLVM prints the reason and ends the process by itself.
}

void installOnce() {
  static std::once_flag Once;
  std::call_once(Once, [] {
    llvm::CrashRecoveryContext::Enable();
    // LLVM's handlers run on the stack that has just overflowed, and die there:
    // have them run on the alternate one.
    for (int Signal : CrashSignals) {
      struct sigaction Action;
      sigaction(Signal, nullptr, &Action);
      Action.sa_flags |= SA_ONSTACK;
      sigaction(Signal, &Action, nullptr);
    }
    llvm::install_fatal_error_handler(onFatalError);
  });
}

/// Gives the current thread a stack for its signal handlers.
class AlternateStack {
public:
  AlternateStack() : Memory(new char[Bytes]) {
    stack_t Stack = {};
    Stack.ss_sp = Memory.get();
    Stack.ss_size = Bytes;
    sigaltstack(&Stack, &Previous);
  }
  ~AlternateStack() { sigaltstack(&Previous, nullptr); }
  AlternateStack(const AlternateStack &) = delete;
  AlternateStack &operator=(const AlternateStack &) = delete;

private:
  static constexpr std::size_t Bytes = 128 << 10;
  std::unique_ptr<char[]> Memory;
  stack_t Previous = {};
};

std::string describe(int RetCode, const std::string &FatalError) {
  if (RetCode == FatalErrorCode)
    return "fatal error: " + FatalError;
  // CrashRecoveryContext reports a signal the way a shell does.
  int Signal = RetCode - 128;
  if (Signal <= 0)
    return "exit with code " + std::to_string(RetCode);
  const char *Name = sigdescr_np(Signal);
  return std::string(Name ? Name : "unknown signal") + " (signal " +
         std::to_string(Signal) + ")";
}

} // namespace

std::string runGuarded(llvm::function_ref<void()> Fn, unsigned StackBytes) {
  installOnce();
  std::string FatalError;
  llvm::CrashRecoveryContext Outer;
  int RetCode = 0;
  bool Crashed = false;
  // The outer context only lends its thread; the inner one does the catching,
  // so that the alternate stack is still there when the handler needs it and
  // is given back after.
  Outer.RunSafelyOnThread(
      [&] {
        AlternateStack Stack;
        FatalErrorText = &FatalError;
        llvm::CrashRecoveryContext Inner;
        if (!Inner.RunSafely(Fn)) {
          Crashed = true;
          RetCode = Inner.RetCode;
        }
        FatalErrorText = nullptr;
      },
      StackBytes);
  return Crashed ? describe(RetCode, FatalError) : std::string();
}

} // namespace corolint
