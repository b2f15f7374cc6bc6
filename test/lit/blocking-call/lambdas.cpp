// RUN: %check %s
// renamed: keep-models
//
// A lambda is a function of its own: what counts is whether it is called while
// the coroutine runs.

#include "mini/mini.h"

#include <functional>
#include <unistd.h>
#include <utility>
#include <vector>

template <typename Fn> auto timed(Fn Callable) { return Callable(); }

template <typename Fn> void twice(Fn &&Callable) {
  std::forward<Fn>(Callable)();
  Callable();
}

void erased(const std::function<void()> &Callable) { Callable(); }

class Shutdown {
public:
  void onStop(std::function<void()> Hook) { Hooks.push_back(std::move(Hook)); }

private:
  std::vector<std::function<void()>> Hooks;
};

mini::task<int> calledAtOnce(int N) {
  int Got = [](int M) { return ::usleep(M); }(N); // expect: coro-blocking-call
  co_await mini::yield();
  co_return Got + [] { return 1; }();
}

mini::task<> storedAndCalled(int Fd) {
  auto Flush = [Fd] {
    ::fsync(Fd);
  };
  auto Generic = [](auto Pause) { ::usleep(Pause); };
  co_await mini::yield();
  Flush(); // expect: coro-blocking-call
  Generic(10u); // expect: coro-blocking-call
}

mini::task<> onlyDefined(int Fd, Shutdown &Stop) {
  auto Flush = [Fd] { ::fsync(Fd); };
  Stop.onStop(Flush);
  Stop.onStop([] { ::sleep(1); });
  co_await mini::yield();
}

mini::task<std::function<void()>> returned(int Fd) {
  co_await mini::yield();
  co_return [Fd] { ::fsync(Fd); };
}

mini::task<> localFunction(int Fd) {
  std::function<void()> Flush = [Fd] { ::fsync(Fd); };
  co_await mini::yield();
  Flush(); // expect: coro-blocking-call
}

mini::task<> localPointer() {
  int (*const Pause)(useconds_t) = &::usleep;
  auto &Also = ::fsync;
  co_await mini::yield();
  Pause(10); // expect: coro-blocking-call
  Also(1);   // expect: coro-blocking-call
}

mini::task<int> handedOver(int Fd) {
  int N = timed([Fd] { return ::fsync(Fd); }); // expect: coro-blocking-call
  co_await mini::yield();
  auto Flush = [Fd] { ::fsync(Fd); };
  twice(Flush); // expect: coro-blocking-call
  erased(Flush); // expect: coro-blocking-call
  co_return N + timed([Fd] { return Fd + 1; });
}

// Nested: the outer lambda only makes the inner one.
mini::task<> nested(int Fd) {
  auto Make = [Fd] { return [Fd] { ::fsync(Fd); }; };
  auto Inner = Make();
  co_await mini::yield();
  Inner(); // expect: coro-blocking-call
}
