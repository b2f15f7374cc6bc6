// RUN: %check %s
// renamed: no (aio)
//
// A task's handle can be copied: who has the copy waits for its end.

#include <aio/aio.h>

#include <map>
#include <utility>
#include <vector>

aio::Coro<> work();

aio::Coro<> copiedToAList() {
  auto W = aio::create_task(work());
  W.cancel();
  std::vector<aio::AnyTask> Left = {W};
  co_await aio::wait(Left);
}

aio::Coro<> copiedBefore() {
  auto W = aio::create_task(work());
  std::vector<aio::AnyTask> Left;
  Left.push_back(W);
  W.cancel();
  co_await aio::wait(Left);
}

aio::Coro<> copiedAsItIs() {
  auto W = aio::create_task(work());
  std::vector<aio::Task<>> Left = {W};
  W.cancel();
  co_await aio::wait(Left);
}

aio::Coro<> copiedToAVariable() {
  auto W = aio::create_task(work());
  auto Same = W;
  W.cancel();
  std::vector<aio::AnyTask> Left;
  Left.push_back(Same);
  co_await aio::wait(Left);
}

aio::Coro<> notCopied() {
  auto W = aio::create_task(work());
  auto Other = aio::create_task(work());
  W.cancel(); // expect: coro-unhandled-cancellation
  std::vector<aio::AnyTask> Left = {Other};
  co_await aio::wait(Left);
}

void keep(std::vector<aio::AnyTask> &In, aio::AnyTask T) { In.push_back(T); }

aio::Coro<> copiedByAHelper() {
  auto W = aio::create_task(work());
  std::vector<aio::AnyTask> Left;
  keep(Left, W);
  W.cancel();
  co_await aio::wait(Left);
}

aio::Coro<> copiedByALambda() {
  auto W = aio::create_task(work());
  auto Wait = [W]() -> aio::Coro<> { co_await W; };
  W.cancel();
  co_await Wait();
}

aio::Coro<> copiedToAMap(bool Wanted) {
  auto W = aio::create_task(work());
  std::map<int, aio::Task<>> Left;
  if (Wanted)
    Left.emplace(1, W);
  W.cancel();
  for (auto &[Id, T] : Left)
    co_await aio::wait(std::vector<aio::AnyTask>(1, T));
}

// What was moved away is another task than the one that is cancelled.
aio::Coro<> moved() {
  auto W = aio::create_task(work());
  auto Kept = std::move(W);
  W = aio::create_task(work());
  W.cancel(); // expect: coro-unhandled-cancellation
  co_await Kept;
}
