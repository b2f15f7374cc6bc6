// RUN: %check %s
//
// Iterators, pointers and ranges that lead into a container: by value they are good for
// as long as that, and of a temporary they are not.

#include "mini/mini.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }
std::vector<int> numbers() { return std::vector<int>(50, 1); }

template <typename It> mini::task<> sum(It First, It Last) {
  co_await mini::yield();
  for (; First != Last; ++First)
    Sum += *First;
}
mini::task<> total(std::span<const int> Values) {
  co_await mini::yield();
  for (int V : Values)
    Sum += V;
}
mini::task<> read(const char *Text) {
  co_await mini::yield();
  Sum += Text[0];
}
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> fine(std::vector<int> Values, std::map<int, std::string> Names) {
  auto A = sum(Values.begin(), Values.end());
  auto B = sum(Values.data(), Values.data() + Values.size());
  auto C = total({Values.data(), 2});
  auto D = total(std::span(Values).subspan(1));
  auto E = view(Names.begin()->second);
  auto F = read(Names[1].c_str());
  auto G = view(std::string_view(Names[2]).substr(1));
  auto H = sum(std::ranges::find(Values, 1), Values.end());
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
  co_await std::move(H);
  co_await read(text(1).c_str());
  co_await total(numbers());
}

mini::task<> dangling() {
  auto A = read(text(1).c_str()); // expect: coro-dangling-argument
  auto B = total(numbers());      // expect: coro-dangling-argument
  auto C = view(std::string_view(text(1))); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
}
mini::task<> returned(std::vector<int> Values) {
  return sum(Values.begin(), Values.end()); // expect: coro-return-without-await
}
