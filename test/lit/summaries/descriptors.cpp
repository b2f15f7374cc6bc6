// RUN: %corolint --debug-dump=summaries %s -- -std=c++20 | FileCheck %s
//
// A helper that makes its descriptor non-blocking says so only if it does on
// every path, and hands it on to its own caller.

#include <fcntl.h>

void always(int Fd) { ::fcntl(Fd, F_SETFL, O_NONBLOCK); }
void clears(int Fd) { ::fcntl(Fd, F_SETFL, ::fcntl(Fd, F_GETFL) & ~O_NONBLOCK); }
void handsOn(int Listener, int Peer) { always(Peer); }
void onOnePath(int Fd, bool Fast) {
  if (Fast)
    always(Fd);
}

// CHECK: {{^}}always:
// CHECK-NEXT: {{^}}  Fd: used, made non-blocking
// CHECK-NEXT: {{^}}clears:
// CHECK-NEXT: {{^}}  Fd: used{{$}}
// CHECK: {{^}}handsOn:
// CHECK-NEXT: {{^}}  Peer: used, made non-blocking
// CHECK-NEXT: {{^}}onOnePath:
// CHECK-NEXT: {{^}}  Fd: used{{$}}
