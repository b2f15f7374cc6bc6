// RUN: %check %s
// renamed: keep-models
//
// Every kind of coroutine, eager, lazy or detached. The finding is in the
// coroutine whose body blocks, never at the one that awaits it.

#include "mini/mini.h"

#include <optional>
#include <unistd.h>

mini::task<int> lazy(int Fd) {
  co_return ::fsync(Fd); // expect: coro-blocking-call
}

mini::future<int> eager(int Fd) {
  ::fsync(Fd); // expect: coro-blocking-call
  co_await mini::yield();
  co_return Fd;
}

mini::detached alone(int Fd) {
  co_await mini::yield();
  ::fsync(Fd); // expect: coro-blocking-call
}

mini::async_generator<int> numbers(int Fd) {
  co_yield 1;
  ::fsync(Fd); // expect: coro-blocking-call
  co_yield 2;
}

template <typename T> mini::task<T> generic(T Value) {
  ::usleep(static_cast<useconds_t>(Value)); // expect: coro-blocking-call
  co_return Value;
}

class Session {
public:
  explicit Session(int Fd) : Fd(Fd) {}
  mini::task<> close() {
    co_await mini::yield();
    flush(); // expect: coro-blocking-call
  }
  static mini::task<> idle() {
    ::usleep(5); // expect: coro-blocking-call
    co_return;
  }

private:
  void flush() { ::fsync(Fd); }
  int Fd;
};

// A plain function that hands a coroutine over runs none of it.
mini::task<int> forwarded(int Fd) { return lazy(Fd); }

mini::task<int> awaits(int Fd) {
  int N = co_await lazy(Fd);
  N += co_await eager(Fd);
  alone(Fd);
  auto Each = numbers(Fd);
  if (std::optional<int> First = co_await Each.next())
    N += *First;
  N += co_await generic(3);
  Session S(Fd);
  co_await S.close();
  co_await Session::idle();
  auto Inner = [](int Other) -> mini::task<int> {
    co_await mini::yield();
    co_return ::fsync(Other); // expect: coro-blocking-call
  };
  N += co_await Inner(Fd);
  co_return N + co_await forwarded(Fd);
}
