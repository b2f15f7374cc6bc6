// RUN: %corolint --debug-dump=summaries %s -- -std=c++20 -I%inc | FileCheck %s
//
// What becomes of a task that a function is given.

#include "mini/mini.h"

mini::task<int> elsewhere(mini::task<int> Work);
void keep(mini::task<> Work);

namespace given {

mini::task<> awaited(mini::task<> Work) { co_await std::move(Work); }
void dropped(mini::task<>) {}
void droppedByName(mini::task<> Work) {}
mini::task<> returned(mini::task<> Work) { return Work; }
mini::task<> onOnePath(mini::task<> Work, bool Run) {
  if (Run)
    co_await std::move(Work);
}
void unknown(mini::task<> Work) { keep(std::move(Work)); }
// It is awaited by whom it is handed to.
mini::task<> handedOn(mini::task<> Work) { return awaited(std::move(Work)); }
void handedToDrop(mini::task<> Work) { droppedByName(std::move(Work)); }

struct Slot {
  mini::task<> Kept;
  void stored(mini::task<> Work) { Kept = std::move(Work); }
};

} // namespace given

// CHECK: {{^}}given::Slot::stored:
// CHECK-NEXT: {{^}}  Work: task stored
// CHECK: {{^}}given::awaited: lazy coroutine, suspends always
// CHECK-NEXT: {{^}}  Work: task awaited
// CHECK: {{^}}given::droppedByName:
// CHECK-NEXT: {{^}}  Work: task dropped
// CHECK: {{^}}given::handedOn:
// CHECK-NEXT: {{^}}  Work: task awaited
// CHECK: {{^}}given::handedToDrop:
// CHECK-NEXT: {{^}}  Work: task dropped
// CHECK: {{^}}given::onOnePath: lazy coroutine, suspends maybe
// CHECK-NEXT: {{^}}  Work: task awaited|dropped
// CHECK: {{^}}given::returned:
// CHECK-NEXT: {{^}}  Work: task returned
// CHECK: {{^}}given::unknown:
// CHECK-NEXT: {{^}}  Work: task unknown
// CHECK: {{^}}keep: unknown (no body seen)
