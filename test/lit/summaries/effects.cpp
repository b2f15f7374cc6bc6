// RUN: %corolint --debug-dump=summaries %s -- -std=c++20 -I%inc | FileCheck %s
// RUN: %check %s
//
// What a function sets, mentions, says and throws, itself or by what it calls,
// as deep as that may be; and what that means to the handlers that call it.

#include "mini/mini.h"

using namespace std::chrono_literals;

namespace a {

bool Wanted = true;
int Turns = 0;
const int Most = 3;

struct worker {
  bool Running = true;
  std::atomic<bool> Open = true;
  std::atomic<int> Left = 5;

  bool answersRunning() const { return Running; }
  bool answersOpen() const { return Open.load(); }
  bool answersDeeper() const { return answersOpen(); }
  bool answersLocal() const {
    bool Yes = Running;
    return Yes;
  }

  void stop4() { Running = false; }
  void stop3() { stop4(); }
  void stop2() { stop3(); }
  void stop1() { stop2(); }
};

void setsFirst(worker &W) { W.Open = false; }
void setsBoth(worker &W) {
  setsFirst(W);
  W.Left.store(-7);
}
void setsPerhaps(worker &W) {
  if (Turns > Most)
    W.Running = false;
}
void setsTwice(worker &W) {
  W.Running = true;
  W.stop1();
}
void setsItsOwn() {
  bool Done = false;
  Done = true;
  static int Count;
  Count = 1;
}
mini::task<> setsLater(worker &W) {
  W.Running = false;
  co_return;
}
// Each of the two is known by the other's summary only.
void odd(int N);
void even(int N) {
  Wanted = false;
  odd(N - 1);
}
void odd(int N) {
  if (N > 0)
    even(N - 1);
  Turns = 0;
}

bool reads4() { return Wanted && Turns < Most; }
bool reads3() { return !reads4(); }
bool reads2() { return reads3(); }
bool reads1(worker &W) { return W.answersRunning() || reads2(); }

enum class code { ok, cancelled, failed };
code says3() { return Wanted ? code::ok : code::cancelled; }
code says2() { return says3(); }
code says1() { return says2(); }
const char *tells3() { return "cancelled by the user"; }
const char *tells2() { return tells3(); }
const char *tells1() { return tells2(); }
code saysNothing() { return code::failed; }

void throwsItself(int N) {
  if (N > 3)
    throw N;
}
void throwsDeeper(int N) { throwsItself(N); }

void throwsFor(const mini::cancelled &) { throwsItself(4); }
void throwsFrom(const mini::cancelled &Why) {
  if (Wanted)
    throw Why;
}

void drops(int, std::exception_ptr Why) {
  if (Why)
    ++Turns;
}
std::exception_ptr Kept;
void keeps(std::exception_ptr Why) { Kept = Why; }
struct box {
  std::exception_ptr Why;
  explicit box(std::exception_ptr Why) : Why(Why) {}
};
std::vector<box> Boxes;

// The text of such an assertion has no type.
template <class... T> struct slots {
  template <unsigned N, class E> bool emplace(E &&Why) {
    static_assert(N < sizeof...(T), "index is too large");
    return Why != nullptr;
  }
};
bool asserts() { return slots<int>().emplace<0>(std::current_exception()); }

} // namespace a

// CHECK: {{^}}a::drops:
// CHECK-NEXT: {{^}}  Why: {{.*}}exception dropped
// CHECK-NEXT: {{^}}  mentions Turns
// CHECK-NEXT: {{^}}a::even:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  sets Turns to 0
// CHECK-NEXT: {{^}}  sets Wanted to 0
// CHECK-NEXT: {{^}}  mentions Wanted, Turns
// CHECK-NEXT: {{^}}a::keeps:
// CHECK-NOT: dropped
// CHECK: {{^}}a::odd:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  sets Turns to 0
// CHECK-NEXT: {{^}}  mentions Turns, Wanted
// CHECK-NEXT: {{^}}a::reads1:
// CHECK: {{^}}  mentions Running, Wanted, Turns
// CHECK-NEXT: {{^}}a::reads2:
// CHECK-NEXT: {{^}}  mentions Wanted, Turns
// CHECK-NEXT: {{^}}a::reads3:
// CHECK-NEXT: {{^}}  mentions Wanted, Turns
// CHECK-NEXT: {{^}}a::reads4:
// CHECK-NEXT: {{^}}  mentions Wanted, Turns
// CHECK-NEXT: {{^}}a::says1:
// CHECK: {{^}}  mentions Wanted
// CHECK-NEXT: {{^}}  says that there was a cancellation{{$}}
// CHECK-NEXT: {{^}}a::says2:
// CHECK: {{^}}a::saysNothing:
// CHECK-NEXT: {{^}}a::setsBoth:
// CHECK-NEXT: {{^}}  W: used
// CHECK-NEXT: {{^}}  sets Left to -7
// CHECK-NEXT: {{^}}  sets Open to 0
// CHECK-NEXT: {{^}}  mentions Left, Open
// CHECK-NEXT: {{^}}a::setsFirst:
// CHECK-NEXT: {{^}}  W: used
// CHECK-NEXT: {{^}}  sets Open to 0
// CHECK-NEXT: {{^}}  mentions Open
// CHECK-NEXT: {{^}}a::setsItsOwn:
// CHECK-NEXT: {{^}}  sets Count to 1
// CHECK-NEXT: {{^}}  mentions Count
// CHECK-NEXT: {{^}}a::setsLater: lazy coroutine
// CHECK-NOT: sets
// CHECK: {{^}}a::setsPerhaps:
// CHECK-NEXT: {{^}}  W: used
// CHECK-NEXT: {{^}}  mentions Turns, Running
// CHECK-NEXT: {{^}}a::setsTwice:
// CHECK-NEXT: {{^}}  W: used
// CHECK-NEXT: {{^}}  sets Running to more than one value
// CHECK-NEXT: {{^}}  mentions Running
// CHECK-NEXT: {{^}}a::slots::emplace:
// CHECK-NEXT: {{^}}  Why: used
// CHECK-NEXT: {{^}}a::tells1:
// CHECK-NEXT: {{^}}  says that there was a cancellation, in a text
// CHECK-NEXT: {{^}}a::tells2:
// CHECK-NEXT: {{^}}  says that there was a cancellation, in a text
// CHECK-NEXT: {{^}}a::tells3:
// CHECK-NEXT: {{^}}  says that there was a cancellation, in a text
// CHECK-NEXT: {{^}}a::throwsDeeper:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  lets an exception out
// CHECK-NEXT: {{^}}a::throwsFor:
// CHECK-NOT: throws{{$}}
// CHECK: {{^}}a::throwsFrom:
// CHECK: {{^}}  throws
// CHECK: {{^}}a::throwsItself:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  throws
// CHECK-NEXT: {{^}}  lets an exception out
// CHECK-NEXT: {{^}}a::worker::answersDeeper:
// CHECK-NEXT: {{^}}  mentions Open
// CHECK-NEXT: {{^}}  answers Open
// CHECK-NEXT: {{^}}a::worker::answersLocal:
// CHECK-NEXT: {{^}}  mentions Running
// CHECK-NEXT: {{^}}a::worker::answersOpen:
// CHECK-NEXT: {{^}}  mentions Open
// CHECK-NEXT: {{^}}  answers Open
// CHECK-NEXT: {{^}}a::worker::answersRunning:
// CHECK-NEXT: {{^}}  mentions Running
// CHECK-NEXT: {{^}}  answers Running
// CHECK-NEXT: {{^}}a::worker::stop1:
// CHECK-NEXT: {{^}}  sets Running to 0
// CHECK-NEXT: {{^}}  mentions Running
// CHECK-NEXT: {{^}}a::worker::stop2:

namespace b {

mini::task<> endsByHelpers(a::worker &W) {
  while (W.Running) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      W.stop1();
    }
  }
}

mini::task<> endsByNobody(a::worker &W) {
  while (W.Running) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      a::throwsDeeper(0);
    }
  }
}

bool asks4(a::worker &W) { return W.Open && W.Left > 2; }
bool asks3(a::worker &W) { return asks4(W); }
bool asks2(a::worker &W) { return asks3(W); }
bool asks1(a::worker &W) { return asks2(W); }

mini::task<> askedByHelpers(a::worker &W) {
  while (asks1(W)) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      W.Left = 0;
    }
  }
}

mini::task<const char *> toldByHelpers() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    co_return a::tells1();
  }
  co_return "done";
}

mini::task<> givenInVain() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    a::drops(1, std::current_exception());
  }
  co_await mini::sleep_for(1ms);
}

mini::task<> given() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    a::keeps(std::current_exception());
  }
  co_await mini::sleep_for(1ms);
}

// Whether the helper throws by itself decides: what deeper ones throw need have
// nothing to do with what it is shown.
mini::task<> shown() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &Why) {
    a::throwsFrom(Why);
  }
  co_await mini::sleep_for(1ms);
}

mini::task<> shownToNobody() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &Why) { // expect: coro-unhandled-cancellation
    a::throwsFor(Why);
  }
  co_await mini::sleep_for(1ms);
}

// A constructor keeps it in a member.
mini::task<> givenToBox() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    a::Boxes.push_back(a::box(std::current_exception()));
  }
  co_await mini::sleep_for(1ms);
}

// A local of this function, that a closure sets.
mini::task<> endsByClosure() {
  bool Done = false;
  auto Stop = [&] { Done = true; };
  while (!Done) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      Stop();
    }
  }
}

} // namespace b
