// RUN: %check %s
//
// A conversion makes a temporary, or leads into its argument.

#include "mini/mini.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> number(const long &N) {
  co_await mini::yield();
  Sum += int(N);
}
mini::task<> maybe(const std::optional<int> &N) {
  co_await mini::yield();
  Sum += N.value_or(0);
}
mini::task<> sum(std::span<const int> Values) {
  co_await mini::yield();
  for (int V : Values)
    Sum += V;
}
mini::task<> each(const std::function<void(int)> &Do) {
  co_await mini::yield();
  Do(1);
}
mini::task<> viewRef(const std::string_view &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

struct id {
  int N = 0;
  operator std::string() const { return std::to_string(N); }
};
struct label {
  std::string Text;
  operator const std::string &() const { return Text; }
};
void count(int N) { Sum += N; }

mini::task<> stored(int N, std::vector<int> Values, id Id, std::string Key) {
  auto A = number(N); // expect: coro-dangling-argument
  auto B = maybe(N);  // expect: coro-dangling-argument
  auto C = each(count); // expect: coro-dangling-argument
  auto D = use(Id);   // expect: coro-dangling-argument
  auto E = viewRef(Key); // expect: coro-dangling-argument
  auto F = sum(std::vector<int>(Values)); // expect: coro-dangling-argument
  auto G = use(label{"x"}); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
}

// These lead into the variable.
mini::task<> fine(long N, std::vector<int> Values, label Label,
                  std::string Key) {
  std::function<void(int)> Do = count;
  std::optional<int> Maybe = 1;
  auto A = number(N);
  auto B = maybe(Maybe);
  auto C = each(Do);
  auto D = use(Label);
  auto E = sum(Values);
  auto F = sum(std::span(Values).first(1));
  auto G = use(std::ref(Key));
  auto H = use(std::as_const(Key));
  auto I = use(static_cast<const std::string &>(Key));
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
  co_await std::move(H);
  co_await std::move(I);
  co_await number(3);
  co_await use(Label.Text + "x");
}
