// RUN: %check %s
//
// Functions that are no coroutines and hand their tasks on, and those that lose
// one on the way.

#include "mini/mini.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> forwards(int Id) { return flush(Id); }
mini::task<> named(int Id) {
  auto Work = flush(Id);
  return Work;
}
mini::task<> moved(int Id) {
  auto Work = flush(Id);
  auto Other = std::move(Work);
  return Other;
}
auto deduced() { return count(); }
mini::task<mini::task<>> nested(int Id) { co_return flush(Id); }
mini::task<mini::task<>> nestedMove(int Id) {
  auto Work = flush(Id);
  co_return std::move(Work);
}
std::optional<mini::task<>> maybe(int Id) {
  if (Id < 0)
    return std::nullopt;
  return flush(Id);
}

mini::task<> oneLost(bool First) {
  auto Left = flush(1); // expect: coro-never-awaited
  if (First)
    return Left;
  return flush(2);
}

mini::task<> oneOfTwo(bool First) {
  auto Left = flush(1);  // expect: coro-never-awaited
  auto Right = flush(2); // expect: coro-never-awaited
  if (First)
    return Left;
  return Right;
}

bool returnsSomethingElse() {
  auto Work = flush(1); // expect: coro-never-awaited
  return Work.valid();
}

void intoParameter(mini::task<> &Out, std::vector<mini::task<>> *List) {
  Out = flush(1);
  List->push_back(flush(2));
  auto Third = flush(3);
  *List->begin() = std::move(Third);
}

mini::task<> callers(int Id) {
  forwards(Id);          // expect: coro-never-awaited
  auto Lost = moved(Id); // expect: coro-never-awaited
  deduced();             // expect: coro-never-awaited
  maybe(Id);             // expect: coro-never-awaited
  nested(Id);            // expect: coro-never-awaited
  co_await nested(Id);   // expect: coro-never-awaited
  co_await co_await nested(Id);
  auto Inner = co_await nestedMove(Id);
  co_await std::move(Inner);
  auto Unused = co_await nestedMove(Id); // expect: coro-never-awaited
  co_await forwards(Id);
  co_await named(co_await deduced());
  if (auto Work = maybe(Id))
    co_await std::move(*Work);
  mini::task<> Out;
  std::vector<mini::task<>> List;
  intoParameter(Out, &List);
  co_await std::move(Out);
  co_await mini::when_all(std::move(List));
}
