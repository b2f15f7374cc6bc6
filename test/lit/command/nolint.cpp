// RUN: %exits 1 %corolint %s -- -std=c++20 -I %inc 2>/dev/null \
// RUN:   | grep warning: | FileCheck %s --implicit-check-not=warning:
//
// The comments that silence findings. Each line that is still found is followed
// by its CHECK.
// faces: no (clang-tidy's NOLINT in a literal counts)

#include "mini/mini.h"

mini::task<> never(int = 0);

mini::task<> onTheLine() {
  never();
  // CHECK: nolint.cpp:[[@LINE-1]]:3: warning:
  never(); // NOLINT
  never(); // NOLINT(coro-never-awaited)
  never(); // NOLINT(coro-*)
  never(); // NOLINT(bugprone-unused-return-value, coro-never-awaited)
  never(); // NOLINT(bugprone-unused-return-value)
  // CHECK: nolint.cpp:[[@LINE-1]]:3: warning:
  never(); // NOLINT(coro-blocking-call)
  // CHECK: nolint.cpp:[[@LINE-1]]:3: warning:
  never(); /* NOLINT: told elsewhere */
  co_return;
}

mini::task<> onTheNextLine() {
  // NOLINTNEXTLINE
  never();
  // NOLINTNEXTLINE(coro-never-awaited)
  never();
  // NOLINTNEXTLINE(google-*)
  never();
  // CHECK: nolint.cpp:[[@LINE-1]]:3: warning:
  co_return;
}

// NOLINTBEGIN(coro-never-awaited)
mini::task<> inBlock() {
  never();
  never();
  co_return;
}
// NOLINTEND(coro-never-awaited)

const char *inLiterals() {
  const char *Text = "// NOLINT"; never();
  // CHECK: nolint.cpp:[[@LINE-1]]:35: warning:
  return R"(
    // NOLINTBEGIN
  )";
}
