// RUN: %check %s
//
// Closures that a reference keeps alive, that are static, or members of an object.

#include "mini/mini.h"

#include <functional>
#include <string>
#include <utility>

int Sum = 0;

mini::task<> byReference(int N) {
  auto &&Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  const auto &Other = [&N](int M) -> mini::task<> {
    co_await mini::yield();
    Sum += N * M;
  };
  auto A = Step();
  auto B = Other(3);
  co_await std::move(A);
  co_await std::move(B);
}
mini::task<> ofStatic() {
  static int Calls = 0;
  static const auto Step = [N = ++Calls]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  return Step();
}
inline auto Global = [N = 3]() -> mini::task<> {
  co_await mini::yield();
  Sum += N;
};
void spawnsGlobal(mini::loop &Loop) { mini::spawn(Loop, Global()); }

struct server {
  int Port = 0;
  std::function<mini::task<>(int)> Handler = [this](int N) -> mini::task<> {
    co_await mini::yield();
    Sum += Port * N;
  };
  mini::task<> handle(int N) { return Handler(N); }
  mini::task<> handleAll() {
    auto One = Handler(1);
    auto Two = handle(2);
    co_await std::move(One);
    co_await std::move(Two);
  }
};
mini::task<> returnedByReference(int N) {
  auto &&Step = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  return Step();
}
mini::task<> storedByReference(int N) {
  const auto &Work = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
  co_await const_cast<mini::task<> &>(Work);
}
