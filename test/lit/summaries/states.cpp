// RUN: %corolint --debug-dump=states %s -- -std=c++20 -I%inc | FileCheck %s
//
// What becomes of each task of a function: every fate that it has on some path.

#include "mini/mini.h"

mini::task<> work();
void keep(mini::task<> Work);

namespace state {

mini::task<> awaited() { co_await work(); }
mini::task<> dropped() {
  work();
  co_return;
}
mini::task<> sometimes(bool Now) {
  auto Work = work();
  if (Now)
    co_await std::move(Work);
}
mini::task<> returned() { return work(); }
void given() { keep(work()); }

} // namespace state

// CHECK: {{^}}state::awaited:
// CHECK-NEXT: {{^}}  work @12: awaited{{$}}
// CHECK: {{^}}state::dropped:
// CHECK-NEXT: {{^}}  work @14: dropped{{$}}
// CHECK: {{^}}state::sometimes:
// CHECK-NEXT: {{^}}  work @18: awaited|dropped{{$}}
// CHECK: {{^}}state::returned:
// CHECK-NEXT: {{^}}  work @22: returned{{$}}
// CHECK: {{^}}state::given:
// CHECK-NEXT: {{^}}  work @23: unknown{{$}}
