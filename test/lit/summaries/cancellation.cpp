// RUN: %corolint --debug-dump=summaries %s -- -std=c++20 -I%inc | FileCheck %s
//
// What becomes of a cancellation in a function. Nothing is guessed of a body
// that is not seen: its callers know that they do not know.

#include "mini/mini.h"

using namespace std::chrono_literals;

mini::task<> bodyless();
mini::task<> seen() { co_await mini::sleep_for(1ms); }

namespace a {

mini::task<> letsThrough() { co_await seen(); }
mini::task<> rethrows() {
  try {
    co_await seen();
  } catch (...) {
    throw;
  }
}
mini::task<> swallows() {
  try {
    co_await seen();
  } catch (...) {
  }
}
mini::task<> swallowsDeeper() { co_await swallows(); }
mini::task<> unknown() { co_await bodyless(); }
mini::task<> unknownDeeper() { co_await unknown(); }
// What is known to be lost is said, whatever is not known besides.
mini::task<> both(bool First) {
  if (First)
    co_await bodyless();
  else
    co_await swallows();
}
mini::task<> recursive(int N) {
  if (N == 0)
    co_await bodyless();
  else
    co_await recursive(N - 1);
}

} // namespace a

// CHECK: {{^}}a::both: lazy coroutine
// CHECK: {{^}}  swallows a cancellation
// CHECK: {{^}}a::letsThrough: lazy coroutine
// CHECK-NEXT: {{^}}  may throw a cancellation
// CHECK-NEXT: {{^}}a::recursive: lazy coroutine
// CHECK: {{^}}  may swallow a cancellation (unknown)
// CHECK-NEXT: {{^}}a::rethrows: lazy coroutine
// CHECK-NEXT: {{^}}  may throw a cancellation
// CHECK-NEXT: {{^}}  throws
// CHECK-NEXT: {{^}}a::swallows: lazy coroutine
// CHECK-NEXT: {{^}}  swallows a cancellation
// CHECK-NEXT: {{^}}a::swallowsDeeper: lazy coroutine
// CHECK-NEXT: {{^}}  swallows a cancellation
// CHECK-NEXT: {{^}}a::unknown: lazy coroutine
// CHECK: {{^}}  may swallow a cancellation (unknown)
// CHECK-NEXT: {{^}}a::unknownDeeper: lazy coroutine
// CHECK: {{^}}  may swallow a cancellation (unknown)
// CHECK: {{^}}bodyless: unknown (no body seen)
