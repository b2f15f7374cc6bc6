// RUN: %check %s
//
// Functions that are declared only and call the closure that they are given, as their
// kind does. Words like "post" and "later" are parts of other words in their names.

#include "mini/mini.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
struct node {
  int Value = 0;
};
class tree {
public:
  void visitPostorder(const std::function<void(const node &)> &Visit) const;
  void compositeParts(const std::function<void(const node &)> &Visit) const;
};
void populateRows(int N, const std::function<void(int)> &Fill);
void translateRows(std::vector<int> &Rows, const std::function<int(int)> &Do);
void calculateRange(int First, int Last, std::function<void(int)> Step);
void postprocess(std::vector<int> &Rows, const std::function<void(int &)> &Do);
void withSignalHandlers(const std::function<void()> &Body);
void prelaunchChecks(const std::function<void(const char *)> &Report);

int total(const tree &Tree) {
  int Total = 0;
  Tree.visitPostorder([&](const node &At) { Total += At.Value; });
  Tree.compositeParts([&](const node &At) { Total += At.Value; });
  return Total;
}
std::vector<int> rows(int N) {
  std::vector<int> Rows;
  populateRows(N, [&](int Row) { Rows.push_back(Row); });
  translateRows(Rows, [&](int Row) { return Row + N; });
  calculateRange(0, N, [&](int Row) { Rows[Row] += N; });
  postprocess(Rows, [&](int &Row) { Row -= N; });
  return Rows;
}
bool guarded() {
  bool Done = false;
  withSignalHandlers([&] { Done = true; });
  prelaunchChecks([&](const char *) { Done = false; });
  return Done;
}
