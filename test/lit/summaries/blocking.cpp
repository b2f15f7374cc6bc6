// RUN: %corolint --debug-dump=summaries %s -- -std=c++20 | FileCheck %s
//
// What a function does to its callers, through every kind of call that leads
// there. The dump is sorted by name.

#include <coroutine>
#include <unistd.h>

int declaredOnly(int N);
void declaredBlocking() [[clang::blocking]];

// A chain of five.
int e(int Fd) { return ::fsync(Fd); }
int d(int Fd) { return e(Fd); }
int c(int Fd) { return d(Fd); }
int b(int Fd) { return c(Fd); }
int a(int Fd) { return b(Fd); }

// A recursion whose end blocks, and one that never does.
int countdown(int N) { return N == 0 ? ::usleep(10) : countdown(N - 1); }
int factorial(int N) { return N < 2 ? 1 : N * factorial(N - 1); }

// Each of the two blocks because one of them does.
int ping(int N);
int pong(int N) { return N == 0 ? ::usleep(1) : ping(N - 1); }
int ping(int N) { return N == 0 ? 0 : pong(N - 1); }

// One instantiation blocks, the other does not.
struct Disk {
  int Fd = 0;
  int save() const { return ::fsync(Fd); }
};
struct Memory {
  int save() const { return 0; }
};
template <typename T> int store(const T &Where) { return Where.save(); }
int both() { return store(Disk()) + store(Memory()); }

// A callable is called now, by the function and by the function's function.
template <typename Fn> int apply(Fn Callable) { return Callable(1); }
int throughLambda() {
  return apply([](int Us) { return ::usleep(Us); });
}

int unknown(int N) { return declaredOnly(N); }
int byAttribute() {
  declaredBlocking();
  return 0;
}

struct Flushed {
  int Fd;
  ~Flushed() { ::fsync(Fd); }
};
int atScopeEnd(int Fd) {
  Flushed Guard{Fd};
  return Fd;
}

// CHECK: {{^}}a:
// CHECK-NEXT: {{^}}  Fd: used
// CHECK-NEXT: {{^}}  blocks: b -> c -> d -> e -> fsync (file)
// CHECK: {{^}}apply:
// CHECK-NEXT: {{^}}  Callable: callable called now, used
// CHECK-NEXT: {{^}}  blocks: lambda in 'throughLambda' -> usleep (sleep)
// CHECK: {{^}}atScopeEnd:
// CHECK: {{^}}  blocks: Flushed::~Flushed -> fsync (file)
// CHECK: {{^}}b:
// CHECK: {{^}}  blocks: c -> d -> e -> fsync (file)
// CHECK: {{^}}both:
// CHECK-NEXT: {{^}}  blocks: store -> Disk::save -> fsync (file)
// CHECK: {{^}}byAttribute:
// CHECK-NEXT: {{^}}  blocks: declaredBlocking (declared)
// CHECK: {{^}}countdown:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  blocks: usleep (sleep)
// CHECK-NEXT: {{^}}d:
// CHECK: {{^}}declaredOnly: unknown (no body seen)
// CHECK: {{^}}e:
// CHECK-NEXT: {{^}}  Fd: used
// CHECK-NEXT: {{^}}  blocks: fsync (file)
// CHECK-NEXT: {{^}}factorial:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}lambda in 'throughLambda':
// CHECK-NEXT: {{^}}  Us: used
// CHECK-NEXT: {{^}}  blocks: usleep (sleep)
// CHECK: {{^}}ping:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  blocks: pong -> usleep (sleep)
// CHECK-NEXT: {{^}}pong:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  blocks: usleep (sleep)
// The two instantiations of store: the one for Memory blocks on nothing.
// CHECK: {{^}}store:
// CHECK-COUNT-1: {{^}}  blocks: Disk::save -> fsync (file)
// CHECK: {{^}}throughLambda:
// CHECK-NEXT: {{^}}  blocks: apply -> lambda in 'throughLambda' -> usleep (sleep)
// CHECK-NEXT: {{^}}unknown:
// CHECK-NEXT: {{^}}  N: used
// CHECK-NEXT: {{^}}  blocks: declaredOnly (unknown)
// CHECK-NOT: blocks
