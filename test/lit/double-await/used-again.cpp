// RUN: %check %s
//
// A task that runs once is awaited, or handed over, a second time on some path.

#include "mini/mini.h"

#include <stdexcept>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();

mini::task<> twice() {
  auto Work = make();
  co_await std::move(Work);
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> inLoop() {
  auto Work = make();
  do
    co_await std::move(Work); // expect: coro-double-await
  while (flip());
}
mini::task<> retried() {
  auto Work = make();
  do {
    try {
      co_await std::move(Work); // expect: coro-double-await
      co_return;
    } catch (const std::runtime_error &) {
    }
  } while (flip());
}
mini::task<> movedAndAwaited() {
  auto Work = make();
  auto Other = std::move(Work);
  co_await std::move(Other);
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> spawnedAndAwaited() {
  auto Work = make();
  mini::spawn(std::move(Work));
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> onSomePath() {
  auto Work = make();
  if (flip())
    co_await std::move(Work);
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> handedOverTwice(mini::task<> Work) {
  co_await takes(std::move(Work));
  co_await takes(std::move(Work)); // expect: coro-double-await
}
mini::task<> handedOverInTurns(mini::task<> Work) {
  while (flip())
    co_await takes(std::move(Work)); // expect: coro-double-await
}
mini::task<> storedAndAwaited() {
  auto Work = make();
  std::vector<mini::task<>> All;
  All.push_back(std::move(Work));
  co_await std::move(Work); // expect: coro-double-await
  for (auto &Each : All)
    co_await std::move(Each);
}
