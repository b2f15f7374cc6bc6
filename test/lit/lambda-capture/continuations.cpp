// RUN: %check %s
//
// Closures that somebody keeps for later, when the function has returned.

#include "mini/mini.h"

#include <functional>
#include <utility>
#include <vector>

int Sum = 0;

class Bus {
public:
  void on(std::function<void()> Handler) {
    Handlers.push_back(std::move(Handler));
  }
  void fire() {
    for (auto &Handler : Handlers)
      Handler();
  }

private:
  std::vector<std::function<void()>> Handlers;
};
void each(const std::function<void(int)> &Do) { Do(1); }
template <typename F> void twice(F Do) {
  Do();
  Do();
}

void returnsAtOnce(Bus &B) {
  int Count = 0;
  B.on([&] { ++Count; }); // expect: coro-lambda-capture
}
void byValue(Bus &B) {
  int Count = 0;
  B.on([Count]() mutable { Sum += ++Count; });
}
void calledNow() {
  int Count = 0;
  each([&](int N) { Count += N; });
  twice([&] { ++Count; });
  Sum += Count;
}
void given(Bus &B, int &Count) {
  B.on([&Count] { ++Count; });
}
void global(Bus &B) {
  B.on([] { ++Sum; });
}
