// RUN: %check %s
//
// Up to C++20, temporaries within the range of a for loop die before its first turn, but
// for the one that the range is bound to.

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

void dangling() {
  for (int V : doubled(numbers())) // expect: coro-dangling-argument
    Sum += V;
  for (int V : table{numbers()}.rows()) // expect: coro-dangling-argument
    Sum += V;
  auto All = doubled(numbers()); // expect: coro-dangling-argument
  for (int V : All)
    Sum += V;
}
mini::task<> fine() {
  auto Values = numbers();
  for (int V : doubled(Values))
    Sum += V;
  for (int V : upTo(3))
    Sum += V;
  for (auto Own = numbers(); int V : doubled(Own))
    Sum += V;
  table Table{numbers()};
  auto Rows = Table.rows();
  for (int V : Rows)
    Sum += V;
  // Awaited before the loop begins.
  for (int V : co_await fetch(std::string("key")))
    Sum += V;
}
