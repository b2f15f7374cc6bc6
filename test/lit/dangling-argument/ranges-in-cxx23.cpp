// RUN: %check %s -- -std=c++23
//
// Since C++23, all temporaries within the range of a for loop live until it ends.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;
std::vector<int> numbers() { return std::vector<int>(50, 1); }

mini::generator<int> doubled(const std::vector<int> &Values) {
  for (int V : Values)
    co_yield 2 * V;
}
mini::generator<int> upTo(int N) {
  for (int I = 0; I != N; ++I)
    co_yield I;
}
struct table {
  std::vector<int> Rows;
  mini::generator<int> rows() {
    for (int Row : Rows)
      co_yield Row;
  }
};
mini::task<std::vector<int>> fetch(const std::string &Key) {
  co_await mini::yield();
  co_return std::vector<int>(Key.size());
}

mini::task<> fine() {
  for (int V : doubled(numbers()))
    Sum += V;
  for (int V : table{numbers()}.rows())
    Sum += V;
  for (int V : co_await fetch(std::string("key")))
    Sum += V;
  for (int V : doubled(co_await fetch("key")))
    Sum += V;
}
void dangling() {
  auto All = doubled(numbers()); // expect: coro-dangling-argument
  for (int V : All)
    Sum += V;
  auto &&Rows = table{numbers()}.rows(); // expect: coro-dangling-argument
  for (int V : Rows)
    Sum += V;
}
