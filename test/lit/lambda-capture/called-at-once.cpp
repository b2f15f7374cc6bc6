// RUN: %check %s
//
// A lambda that is called where it stands: its closure dies at the end of the
// full-expression, and the task may not.

#include "mini/mini.h"

#include <utility>

int Sum = 0;

mini::task<> kept(int N) {
  auto A = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
  auto B = [&]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
  auto C = [N]() -> mini::future<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
}

void spawned(mini::loop &Loop, int N) {
  mini::spawn(Loop, [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }());
}

mini::task<> returned(int N) {
  return [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
}

struct Server {
  int Port = 0;
  mini::loop &Loop;
  void start() {
    mini::spawn(Loop, [this]() -> mini::task<> { // expect: coro-lambda-capture
      co_await mini::yield();
      Sum += Port;
    }());
  }
};

mini::task<> awaited(int N) {
  co_await [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  }();
  co_await [&]() -> mini::future<> {
    co_await mini::yield();
    Sum += N;
  }();
  co_await mini::start([&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  }());
}

// What it needs is in its parameters, of which the frame has copies.
void byParameter(mini::loop &Loop, int N) {
  mini::spawn(Loop, [](int N) -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  }(N));
}

// An eager one that has read it before it is suspended.
mini::task<> readBefore(int N) {
  auto A = [N]() -> mini::future<> {
    Sum += N;
    co_await mini::yield();
  }();
  co_await std::move(A);
}

// A plain lambda has run when the call is over.
mini::task<> plain(int N) {
  auto A = [N] {
    Sum += N;
    return mini::sleep_for(std::chrono::milliseconds(N));
  }();
  co_await A;
}
