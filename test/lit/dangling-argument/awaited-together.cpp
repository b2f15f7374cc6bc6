// RUN: %check %s
//
// Several tasks are awaited together, in the full-expression that makes them; what does
// it waits for all before it goes on.

#include "mini/mini.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<int> size(const std::string &Key) {
  co_await mini::yield();
  co_return int(Key.size());
}

mini::task<> ofTemporaries() {
  co_await mini::when_all(use(text(1)), use(text(2)));
  auto [A, B] = co_await mini::when_all(size(text(3)), size("four"));
  Sum += A + B;
}
mini::task<> ofClosures(int N) {
  co_await mini::when_all(
      [&]() -> mini::task<> {
        co_await mini::yield();
        Sum += N;
      }(),
      use(text(1)));
}
mini::task<> ofVariables() {
  std::string Key = text(1), Other = text(2);
  co_await mini::when_all(use(Key), use(Other));
}
mini::task<> operator&&(mini::task<> A, mini::task<> B) {
  co_await mini::when_all(std::move(A), std::move(B));
}
mini::task<> byOperator() { co_await (use(text(1)) && use(text(2))); }
mini::task<> nested() {
  co_await mini::when_all(use(text(1)), use(text(2)) && use(text(3)));
}
// Starts all, then waits for each.
template <typename... Ts> mini::task<> each(mini::task<Ts>... Works) {
  std::tuple Running{mini::start(std::move(Works))...};
  co_await std::apply(
      [](auto &...Handle) -> mini::task<> { ((co_await Handle), ...); },
      Running);
}
mini::task<> byHandles() { co_await each(use(text(1)), use(text(2))); }
mini::task<> inScope() {
  mini::scope Scope;
  std::string Key = text(1);
  Scope.spawn(use(Key));
  Scope.spawn(use(Key));
  co_await Scope.join();
}
void driven() { mini::sync_wait(mini::when_all(use(text(1)), use(text(2)))); }

mini::task<> stored() {
  auto Both = mini::when_all(use(text(1)), use(text(2))); // expect: coro-dangling-argument, coro-dangling-argument
  co_await std::move(Both);
}
