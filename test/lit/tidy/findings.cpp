// RUN: %tidy --checks=-*,coro-* --quiet %s -- -std=c++20 -I %inc > %t
// RUN: FileCheck %s --implicit-check-not=warning: --implicit-check-not=error: < %t
//
// clang-tidy shows findings with their notes, and what its own comments silence is
// left out.
// faces: no (clang-tidy's NOLINT in a literal counts)

#include "mini/mini.h"

#include <unistd.h>

mini::task<> never(int = 0);

mini::task<> plain() {
  never();
  // CHECK: findings.cpp:[[@LINE-1]]:3: warning: the task of 'never' is never awaited{{.*}} [coro-never-awaited]
  never(); // NOLINT
  never(); // NOLINT(coro-never-awaited)
  never(); // NOLINT(coro-blocking-call)
  // CHECK: findings.cpp:[[@LINE-1]]:3: warning: {{.*}} [coro-never-awaited]
  const char *Text = "// NOLINT"; never();
  (void)Text;
  co_return;
}

static void nap() { ::sleep(1); }

// The place of the call that the coroutine itself makes, and how it comes to block.
mini::task<> blocks() {
  nap();
  // CHECK: findings.cpp:[[@LINE-1]]:3: warning: {{.*}} [coro-blocking-call]
  // CHECK: findings.cpp:[[@LINE-6]]:{{[0-9]+}}: note:
  for (;;) {
    nap();
    // CHECK: findings.cpp:[[@LINE-1]]:5: warning: {{.*}} [coro-blocking-call-in-loop]
    // CHECK: findings.cpp:[[@LINE-10]]:{{[0-9]+}}: note:
    nap(); // NOLINT(coro-blocking-call)
    co_await mini::sleep_for(std::chrono::milliseconds(1));
  }
}

// In a macro's argument, where it is written.
#define CALL(X) X
mini::task<> inMacro() {
  CALL(never(7));
  // CHECK: findings.cpp:[[@LINE-1]]:8: warning: {{.*}} [coro-never-awaited]
  co_return;
}

// Once, however often it is instantiated.
template <class T> mini::task<> inTemplate(T) {
  never(sizeof(T));
  // CHECK: findings.cpp:[[@LINE-1]]:3: warning: {{.*}} [coro-never-awaited]
  co_return;
}
mini::task<> instantiates() {
  co_await inTemplate(1);
  co_await inTemplate('c');
}
