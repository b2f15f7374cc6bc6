// RUN: %check %s
// renamed: keep-models
//
// A coroutine that has moved to a pool's thread may block there, until it has
// moved back.

#include "mini/mini.h"

#include <unistd.h>

mini::task<int> onPool(mini::thread_pool &Pool, int Fd) {
  co_await Pool.schedule();
  co_return ::fsync(Fd);
}

mini::task<int> tooEarly(mini::thread_pool &Pool, int Fd) {
  int N = ::fsync(Fd); // expect: coro-blocking-call
  co_await Pool.schedule();
  co_return N;
}

mini::task<int> andBack(mini::thread_pool &Pool, mini::loop &Home, int Fd) {
  co_await Pool.schedule();
  int N = ::fsync(Fd);
  co_await Home.schedule();
  co_return N + ::fsync(Fd); // expect: coro-blocking-call
}

mini::task<int> onePath(mini::thread_pool &Pool, int Fd, bool Big) {
  if (Big)
    co_await Pool.schedule();
  co_return ::fsync(Fd); // expect: coro-blocking-call
}

mini::task<int> eitherPool(mini::thread_pool &A, mini::thread_pool &B, int Fd) {
  if (Fd % 2 == 0)
    co_await A.schedule();
  else
    co_await B.schedule();
  co_return ::fsync(Fd);
}

// A loop is no pool.
mini::task<int> onLoop(mini::loop &Home, int Fd) {
  co_await Home.schedule();
  co_return ::fsync(Fd); // expect: coro-blocking-call
}

mini::task<> posted(mini::thread_pool &Pool, int Fd) {
  Pool.post([Fd] { ::fsync(Fd); });
  co_await mini::yield();
}

// The pool's destructor joins its threads.
mini::task<> ownPool() {
  { mini::thread_pool Pool(1); } // expect: coro-blocking-call
  co_await mini::yield();
}
