// RUN: %check %s
//
// Closures that are gone when their coroutine runs, which needs nothing of them.

#include "mini/mini.h"

#include <string>
#include <utility>

int Sum = 0;
constexpr int Step = 3;

struct server {
  static int Count;
  int Port = 0;
  mini::task<> statics() {
    auto Work = []() -> mini::task<> {
      co_await mini::yield();
      ++Count;
    }();
    co_await std::move(Work);
  }
  mini::task<> ofThis(mini::loop &Loop) {
    mini::spawn(Loop, [](server *Self) -> mini::task<> {
      co_await mini::yield();
      Sum += Self->Port;
    }(this));
    co_await mini::yield();
  }
};

mini::task<> defaults(mini::loop &Loop, int N) {
  const int Four = 4;
  static int Kept = 0;
  mini::spawn(Loop, [&]() -> mini::task<> {
    co_await mini::yield();
    Sum += Step + Four;
    Kept += int(sizeof(N));
  }());
  auto Work = [=]() -> mini::task<> {
    co_await mini::yield();
    Sum += Step + Four + Kept;
  }();
  co_await std::move(Work);
}
mini::task<> byParameters(int N, std::string Key) {
  auto A = [](int N, std::string Key) -> mini::task<> {
    co_await mini::yield();
    Sum += N + int(Key.size());
  }(N, Key);
  auto B = [](auto &&...Given) -> mini::task<> {
    co_await mini::yield();
    ((Sum += int(sizeof(Given))), ...);
  }(N, Key);
  co_await std::move(A);
  co_await std::move(B);
}
// Captured for the plain lambda around it, which gives it on.
mini::task<> twoLayers(int N) {
  auto Work = [N] {
    return [](int N) -> mini::task<> {
      co_await mini::yield();
      Sum += N;
    }(N);
  }();
  co_await std::move(Work);
}
mini::task<> toPointer() {
  mini::task<> (*Body)(int) = [](int N) -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto Work = Body(3);
  co_await std::move(Work);
}
// Captured, and not used by the coroutine.
mini::task<> notUsed(int N) {
  auto Work = [N, Text = std::string("x")]() -> mini::task<> {
    co_await mini::yield();
    Sum += int(sizeof(N) + sizeof(Text));
  }();
  co_await std::move(Work);
}
