// RUN: %check %s
//
// Function templates: whose the argument is, is told by what they are instantiated with.

#include "mini/mini.h"

#include <string>
#include <utility>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> both(const std::string &Key, int N) {
  co_await mini::yield();
  Sum += int(Key.size()) + N;
}

template <typename T> mini::task<> byValue(T Key) {
  return use(Key); // expect: coro-return-without-await
}
template <typename T> mini::task<> byDeduced(T Key) { return use(Key); }
template <typename T> mini::task<> forwarded(T &&Key) {
  return use(std::forward<T>(Key));
}
template <typename... Ts> mini::task<> packed(Ts &&...Given) {
  return both(std::forward<Ts>(Given)...);
}
template <typename... Ts> mini::task<> packedOwn(Ts... Given) {
  return both(Given...); // expect: coro-return-without-await
}
template <typename... Ts> mini::task<> packedMoved(Ts... Given) {
  return copy(std::move(Given)...);
}

mini::task<> calls(const std::string &Given) {
  auto A = byValue(Given);
  auto B = byDeduced<const std::string &>(Given);
  auto C = forwarded(Given);
  auto D = packed(Given, 1);
  auto E = packedOwn(Given, 1);
  auto F = packedMoved(Given);
  auto G = forwarded(std::string("x")); // expect: coro-dangling-argument
  auto H = packed(std::string("x"), 1); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
  co_await std::move(H);
  co_await forwarded(std::string("x"));
  co_await packed(std::string("x"), 1);
}
