// RUN: %check %s
// renamed: keep-models
//
// What looks like a loop and runs its body at most once, or is a loop
// elsewhere: the plain finding.

#include "mini/mini.h"

#include <unistd.h>
#include <vector>

#define PAUSE(US)                                                              \
  do {                                                                         \
    ::usleep(US);                                                              \
  } while (0)

mini::task<> macro() {
  PAUSE(10); // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<> once(int Fd) {
  do {
    if (Fd < 0)
      break;
    ::fsync(Fd); // expect: coro-blocking-call
  } while (false);
  co_await mini::yield();
}

mini::task<> recursion(int N) {
  if (N == 0)
    co_return;
  ::usleep(10); // expect: coro-blocking-call
  co_await recursion(N - 1);
}

mini::task<> skips(int Fd) {
  if (Fd < 0)
    goto end;
  ::fsync(Fd); // expect: coro-blocking-call
end:
  co_await mini::yield();
}

// The loop is the caller's; the coroutine of each turn blocks once.
mini::task<> one(int Fd) {
  ::fsync(Fd); // expect: coro-blocking-call
  co_return;
}
mini::task<> all(std::vector<int> Fds) {
  for (int Fd : Fds)
    co_await one(Fd);
}

mini::task<> lambdaCoroutine(std::vector<int> Fds) {
  for (int Fd : Fds) {
    co_await [](int Each) -> mini::task<> {
      ::fsync(Each); // expect: coro-blocking-call
      co_return;
    }(Fd);
  }
}

mini::task<> between(std::vector<int> Fds) {
  for (int &Fd : Fds)
    Fd += 1;
  ::usleep(10); // expect: coro-blocking-call
  for (int &Fd : Fds)
    co_await one(Fd);
}

mini::task<int> afterBreak(std::vector<int> Fds) {
  int Found = -1;
  for (int Fd : Fds) {
    co_await mini::yield();
    if (Fd > 2) {
      Found = Fd;
      break;
    }
  }
  co_return ::fsync(Found); // expect: coro-blocking-call
}
