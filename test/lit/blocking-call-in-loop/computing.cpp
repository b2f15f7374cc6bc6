// RUN: %check %s
// renamed: keep-models
//
// Loops without a suspension point that end by their own work.

#include "mini/mini.h"

#include <atomic>
#include <deque>
#include <string_view>
#include <vector>

struct Node {
  int Value;
  Node *Next;
};

mini::task<int> bounded(std::vector<int> Values, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += I * I;
  for (int Value : Values)
    Sum += Value;
  while (N > 1)
    N = N % 2 == 0 ? N / 2 : 3 * N + 1;
  auto At = Values.begin();
  while (At != Values.end() && *At != N)
    ++At;
  co_return Sum + N;
}

mini::task<int> structures(Node *List, std::deque<int> Queue) {
  int Sum = 0;
  while (List) {
    Sum += List->Value;
    List = List->Next;
  }
  while (!Queue.empty()) {
    Sum += Queue.front();
    Queue.pop_front();
  }
  co_return Sum;
}

mini::task<std::size_t> scanned(std::string_view Text) {
  std::size_t Place = 0;
  while (Place < Text.size() && Text[Place] == ' ')
    ++Place;
  std::size_t Words = 0;
  for (;;) {
    Place = Text.find(' ', Place);
    if (Place == std::string_view::npos)
      break;
    ++Words, ++Place;
  }
  do {
    Text.remove_prefix(Text.empty() ? 0 : 1);
  } while (!Text.empty());
  co_return Words;
}

// A flag that is asked between pieces of work, once each.
mini::task<int> stoppable(std::vector<int> Values, const std::atomic<bool> &Stop) {
  int Sum = 0;
  for (int Value : Values) {
    if (Stop.load())
      break;
    Sum += Value;
  }
  for (std::size_t I = 0; I < Values.size() && !Stop.load(); ++I)
    Sum -= Values[I];
  co_return Sum;
}
