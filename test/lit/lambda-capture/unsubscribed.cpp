// RUN: %check %s
//
// Handlers that refer to a local variable and are taken back before it ends: by a token
// or by a guard.

#include "mini/mini.h"

#include <functional>
#include <map>
#include <utility>

int Sum = 0;

class source {
public:
  using token = int;
  token on(std::function<void(int)> Handler) {
    Handlers.emplace(++Last, std::move(Handler));
    return Last;
  }
  void off(token Which) { Handlers.erase(Which); }
  void only(std::function<void(int)> Handler) {
    Handlers.clear();
    Handlers.emplace(++Last, std::move(Handler));
  }
  void fire(int N) {
    for (auto &[Which, Handler] : Handlers)
      Handler(N);
  }

private:
  int Last = 0;
  std::map<token, std::function<void(int)>> Handlers;
};

class listening {
public:
  listening(source &To, std::function<void(int)> Handler)
      : To(To), Which(To.on(std::move(Handler))) {}
  ~listening() { To.off(Which); }

private:
  source &To;
  source::token Which;
};

void byToken(source &From) {
  int Count = 0;
  auto Which = From.on([&](int N) { Count += N; });
  From.fire(1);
  From.off(Which);
  Sum += Count;
}
mini::task<> byGuard(source &From) {
  int Count = 0;
  listening Guard(From, [&](int N) { Count += N; });
  co_await mini::yield();
  Sum += Count;
}
void ownSource() {
  source Own;
  int Count = 0;
  Own.on([&](int N) { Count += N; });
  Own.only([&](int N) { Count -= N; });
  Own.fire(1);
}

void left(source &From) {
  int Count = 0;
  From.only([&](int N) { Count += N; }); // expect: coro-lambda-capture
  Sum += Count;
}
