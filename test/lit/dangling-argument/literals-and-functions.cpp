// RUN: %check %s
//
// Arguments that live as long as the program although they look like temporaries.

#include "mini/mini.h"

#include <string>
#include <string_view>
#include <utility>

int Sum = 0;

template <typename T> mini::task<> show(const T &Value) {
  co_await mini::yield();
  Sum += int(sizeof(Value)) + int(Value[0]);
}
template <typename... Ts> mini::task<> showAll(Ts &&...Values) {
  co_await mini::yield();
  ((Sum += int(Values[0])), ...);
}
template <typename F> mini::task<> later(F &&Do) {
  co_await mini::yield();
  Do(3);
}
mini::task<> number(const int &N) {
  co_await mini::yield();
  Sum += N;
}
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
void count(int N) { Sum += N; }
constexpr std::string_view Prefix = "prefix";
constexpr int Limit = 10;
struct limits {
  static constexpr int Most = 100;
  static inline const std::string Name = "most";
};
using namespace std::string_view_literals;

mini::task<> fine() {
  auto A = show("literal");
  auto B = showAll("one", "three", Prefix);
  auto C = later(count);
  auto D = later(*&count);
  auto E = number(Limit);
  auto F = number(limits::Most);
  auto G = view(Prefix.substr(1));
  auto H = view("literal"sv);
  auto I = show(limits::Name);
  auto J = show(__func__);
  auto K = later([](int N) { Sum += N; });
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
  co_await std::move(H);
  co_await std::move(I);
  co_await std::move(J);
  co_await std::move(K);
}
mini::task<> dangling(int N) {
  auto A = number(3);                // expect: coro-dangling-argument
  auto B = number(Limit + N);        // expect: coro-dangling-argument
  auto C = show("literal"sv);        // expect: coro-dangling-argument
  auto D = show(std::string("own")); // expect: coro-dangling-argument
  auto E = number(int(limits::Most)); // expect: coro-dangling-argument
  auto F = later([N](int M) { Sum += N + M; }); // expect: coro-lambda-capture
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
}
