// RUN: %corolint --debug-dump=facts %s -- -std=c++20 -I%inc | FileCheck %s
//
// The facts of a coroutine, in the order in which they happen on each path.

#include "mini/mini.h"

mini::task<> work();

mini::task<> facts(bool Now) {
  auto Work = work();
  if (Now)
    co_await std::move(Work);
}

// The first block of the dump is the entry, the last one the exit.
// CHECK: {{^}}facts: coroutine
// CHECK-NEXT: {{^}}  B{{[0-9]+}} (entry)
// CHECK: called work, makes a task @10
// CHECK: moved temporary@10:15 to Work @10
// CHECK: died temporary@10:15 @10
// CHECK: used Now @11
// CHECK-NEXT: -> B[[YES:[0-9]+]] when true 'Now'
// CHECK-NEXT: -> B[[NO:[0-9]+]] when false 'Now'
// CHECK: {{^}}  B[[YES]]{{$}}
// CHECK: awaited Work @12
// CHECK: suspended @12
// CHECK: resumed @12
// CHECK: {{^}}  B[[NO]]{{$}}
// CHECK: called mini::task::~task
// CHECK-NEXT: died Work
// CHECK: {{^}}  B{{[0-9]+}} (exit)
