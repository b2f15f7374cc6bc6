// RUN: %check %s
//
// What a lambda would await is never awaited if nobody calls it.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> neverCalled() {
  auto Later = [] { return flush(1); }; // expect: coro-never-awaited
  auto Sooner = [] { return flush(2); };
  co_await Sooner();
}

mini::task<> captured() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Later = [Work = std::move(First)]() mutable -> mini::task<> {
    co_await std::move(Work);
  };
  auto Second = flush(2);
  auto Sooner = [Work = std::move(Second)]() mutable -> mini::task<> {
    co_await std::move(Work);
  };
  co_await Sooner();
}

mini::task<> madeInTheCapture() {
  auto Later = [Work = flush(1)]() mutable { return std::move(Work); };
  // expect@-1: coro-never-awaited
  auto Sooner = [Work = flush(2)]() mutable { return std::move(Work); };
  co_await Sooner();
}

mini::task<> byReference() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Later = [&First]() -> mini::task<> { co_await std::move(First); };
  auto Second = flush(2);
  auto Sooner = [&]() -> mini::task<> { co_await std::move(Second); };
  co_await Sooner();
}

mini::task<> onSomePath(bool Wanted) {
  auto Maybe = [Work = flush(1)]() mutable { return std::move(Work); };
  // expect@-1: coro-never-awaited
  if (Wanted)
    co_await Maybe();
}

auto returned() {
  return [Work = flush(1)]() mutable { return std::move(Work); };
}

mini::task<> calledElsewhere(std::vector<std::function<mini::task<>()>> &Jobs) {
  Jobs.push_back([] { return flush(1); });
  Jobs.push_back([]() -> mini::task<> { co_await flush(2); });
  co_await returned()();
}

template <typename Callable> mini::task<> run(Callable Call) {
  co_await Call();
}

template <typename Callable> void forget(Callable &&) {}

mini::task<> handedOver() {
  co_await run([Work = flush(1)]() mutable { return std::move(Work); });
  forget([Work = flush(2)]() mutable { return std::move(Work); });
  // expect@-1: coro-never-awaited
}

class Page {
public:
  Page() : OnLoad([this] { return flush(Id); }) {}
  void onClose() {
    OnClose = [Work = std::make_shared<mini::task<>>(flush(1))] {
      mini::spawn(std::move(*Work));
    };
  }

private:
  int Id = 0;
  std::function<mini::task<>()> OnLoad;
  std::function<void()> OnClose;
};
