// RUN: %check %s
//
// What wraps the task within the full-expression: time limits, retries, operators, lists.
// It is awaited with its wrapper there, or stored with it.

#include "mini/mini.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> limited(mini::task<> Work, std::chrono::milliseconds) {
  co_await std::move(Work);
}
struct named {
  mini::task<> Work;
  const char *Name;
  auto operator co_await() && { return std::move(Work).operator co_await(); }
};
named operator|(mini::task<> Work, const char *Name) {
  return {std::move(Work), Name};
}
mini::task<> operator&&(mini::task<> A, mini::task<> B) {
  co_await std::move(A);
  co_await std::move(B);
}
template <typename... Ts> std::vector<mini::task<>> listOf(Ts... Works) {
  std::vector<mini::task<>> Result;
  (Result.push_back(std::move(Works)), ...);
  return Result;
}
template <typename T> mini::task<T> timed(mini::task<T> &&Work) {
  co_return co_await std::move(Work);
}

mini::task<> awaited() {
  using namespace std::chrono_literals;
  co_await limited(use(text(1)), 5ms);
  co_await limited(limited(use(text(1)), 5ms), 9ms);
  co_await (use(text(1)) | "first");
  co_await (use(text(1)) && use(text(2)));
  co_await mini::when_all(listOf(use(text(1)), use(text(2))));
  co_await timed(use(text(1)));
  co_await timed(limited(use(text(1)), 5ms));
}
mini::task<> stored() {
  using namespace std::chrono_literals;
  auto A = limited(use(text(1)), 5ms); // expect: coro-dangling-argument
  auto B = use(text(1)) | "first"; // expect: coro-dangling-argument
  auto C = use(text(1)) && use("other"); // expect: coro-dangling-argument, coro-dangling-argument
  auto D = listOf(use(text(1))); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await mini::when_all(std::move(D));
}
mini::task<> wrapperKept() {
  // The wrapper refers to the task, which is a temporary.
  auto Work = timed(limited(use("key"), std::chrono::milliseconds(5))); // expect: coro-dangling-argument
  co_await std::move(Work);
}
