// RUN: %check %s
// renamed: keep-models
//
// Lambdas in loops: made there or called there.

#include "mini/mini.h"

#include <functional>
#include <unistd.h>
#include <vector>

template <typename Fn> void run(Fn Callable) { Callable(); }

void every(const std::vector<int> &Fds, const std::function<void(int)> &Each) {
  for (int Fd : Fds)
    Each(Fd);
}

using Hooks = std::vector<std::function<void()>>;

mini::task<> madeOnly(std::vector<int> Fds, Hooks &AtExit) {
  for (int Fd : Fds) {
    AtExit.push_back([Fd] { ::fsync(Fd); });
    auto Unused = [] { ::sleep(1); };
    (void)Unused;
    co_await mini::yield();
  }
}

mini::task<> calledInLoop(std::vector<int> Fds) {
  auto Flush = [](int Fd) {
    ::fsync(Fd);
  };
  for (int Fd : Fds) {
    Flush(Fd); // expect: coro-blocking-call-in-loop
    [](int Us) { ::usleep(Us); }(Fd); // expect: coro-blocking-call-in-loop
    run([Fd] { ::fsync(Fd); }); // expect: coro-blocking-call-in-loop
    run([] {});
    co_await mini::yield();
  }
}

// The lambda's own loop is not the coroutine's.
mini::task<> loopInLambda(std::vector<int> Fds) {
  auto FlushAll = [&Fds] {
    for (int Fd : Fds)
      ::fsync(Fd);
  };
  co_await mini::yield();
  FlushAll(); // expect: coro-blocking-call
  every(Fds, [](int Fd) { ::fsync(Fd); }); // expect: coro-blocking-call
}

mini::task<> afterLoop(std::vector<int> Fds) {
  auto Flush = [Fd = Fds.back()] { ::fsync(Fd); };
  auto Count = [](int Fd) { return Fd + 1; };
  for (int &Fd : Fds) {
    co_await mini::yield();
    Fd = Count(Fd);
  }
  Flush(); // expect: coro-blocking-call
}

mini::task<> coroutineLambda(int N) {
  auto Work = [](int Count) -> mini::task<> {
    while (Count-- > 0)
      ::usleep(10); // expect: coro-blocking-call-in-loop
    co_return;
  };
  co_await Work(N);
}
