// RUN: %check %s
// renamed: no (aio)
//
// A task's handle can be copied: who has the copy waits for its end.

#include <aio/aio.h>

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
