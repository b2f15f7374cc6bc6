// RUN: %check %s
// RUN: %fixes --check coro-never-awaited %s
//
// `co_await` binds tighter than infix operators: the fix puts what it awaits in
// parentheses.

#include "mini/mini.h"

struct queue {
  mini::task<> operator<<(int) { co_await mini::yield(); }
  mini::task<> operator->*(int) { co_await mini::yield(); }
  mini::task<> operator()(int) { co_await mini::yield(); }
  mini::task<> operator!() { co_await mini::yield(); }
  mini::task<> put(int) { co_await mini::yield(); }
};

mini::task<> shifts(queue Q) {
  Q << 1; // expect: coro-never-awaited
  co_return;
}
mini::task<> pointsTo(queue Q) {
  Q->*(1 + 1); // expect: coro-never-awaited
  co_return;
}
mini::task<> tighter(queue Q) {
  Q(1); // expect: coro-never-awaited
  !Q; // expect: coro-never-awaited
  Q.put(1); // expect: coro-never-awaited
  co_return;
}
