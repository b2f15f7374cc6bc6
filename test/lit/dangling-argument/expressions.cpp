// RUN: %check %s
//
// The full-expression that makes the task also awaits it, in every place where an
// expression can stand.

#include "mini/mini.h"

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<int> size(const std::string &Key) {
  co_await mini::yield();
  co_return int(Key.size());
}
mini::task<std::vector<int>> rows(std::string_view Table) {
  co_await mini::yield();
  co_return std::vector<int>(Table.size());
}
mini::task<> note(const std::string &Key, int N) {
  co_await mini::yield();
  Sum += int(Key.size()) + N;
}

mini::task<int> everywhere() {
  if (co_await size(text(1)) > 3)
    ++Sum;
  if (int N = co_await size(text(2)); N > 3)
    Sum += N;
  while (co_await size(text(3)) < Sum)
    --Sum;
  switch (co_await size(text(4))) {
  case 1:
    ++Sum;
    break;
  default:
    break;
  }
  for (int V : co_await rows(text(5)))
    Sum += V;
  for (int I = co_await size(text(6)); I > 0; I -= co_await size(text(7)))
    ++Sum;
  int Either = flip() ? co_await size(text(8)) : co_await size("other");
  Sum += (++Sum, co_await size(text(9))) + Either;
  auto [A, B] = std::pair{co_await size(text(1)), co_await size(text(2))};
  bool Both = co_await size(text(3)) > A && co_await size(text(4)) > B;
  std::vector<int> List{co_await size(text(5)), co_await size(text(6)), Both};
  co_await note(text(7), co_await size(text(8)));
  co_await note(text(7) + text(8), Sum);
  co_await (flip() ? note(text(1), 1) : note(text(2), 2));
  (void)co_await size(flip() ? text(1) : text(2));
  auto Lambda = [N = co_await size(text(9))] { return N; };
  co_return co_await size(text(Lambda()));
}
