// RUN: %check %s
//
// A task in an optional, a smart pointer or a variant: awaited through it, or
// lost with it.

#include "mini/mini.h"

#include <memory>
#include <optional>
#include <utility>
#include <variant>

mini::task<> flush(int Id);
mini::task<int> count();
void log(bool Present);
void keep(std::function<void()> Callback);

mini::task<int> optionals(bool Wanted) {
  std::optional<mini::task<>> Lost = flush(1); // expect: coro-never-awaited
  std::optional<mini::task<>> Emplaced;
  Emplaced.emplace(flush(2));               // expect: coro-never-awaited
  auto Made = std::make_optional(flush(3)); // expect: coro-never-awaited
  std::optional<mini::task<int>> Number = count();
  std::optional<mini::task<>> Maybe;
  if (Wanted)
    Maybe = flush(4);
  if (Maybe)
    co_await std::move(*Maybe);
  log(Made.has_value());
  co_return co_await std::move(Number).value();
}

mini::task<> optionalReset(bool Stopped) {
  std::optional<mini::task<>> Work(flush(1)); // expect: coro-never-awaited
  if (Stopped)
    Work.reset();
  else
    co_await std::move(Work.value());
  std::optional<mini::task<>> None;
  None.reset();
}

mini::task<> uniquePointers() {
  auto Lost = std::make_unique<mini::task<>>(flush(1));
  // expect@-1: coro-never-awaited
  auto Work = std::make_unique<mini::task<>>(flush(2));
  co_await std::move(*Work);
  std::unique_ptr<mini::task<>> Moved(new mini::task<>(flush(3)));
  auto Owner = std::move(Moved);
  co_await *Owner;
  auto Freed = std::make_unique<mini::task<>>(flush(4));
  // expect@-1: coro-never-awaited
  Freed.reset();
}

std::unique_ptr<mini::task<>> made() {
  auto Work = std::make_unique<mini::task<>>(flush(1));
  return Work;
}

mini::task<> shared() {
  auto Lost = std::make_shared<mini::task<>>(flush(1));
  // expect@-1: coro-never-awaited
  auto Work = std::make_shared<mini::task<>>(flush(2));
  keep([Work] { mini::spawn(std::move(*Work)); });
  auto Copied = std::make_shared<mini::task<>>(flush(3));
  auto Other = Copied;
  co_await std::move(*Other);
  co_await std::move(*made());
}

mini::task<> variants(bool Wanted) {
  std::variant<int, mini::task<>> Lost = flush(1); // expect: coro-never-awaited
  std::variant<int, mini::task<>> Work = 0;
  if (Wanted)
    Work = flush(2);
  if (auto *Held = std::get_if<mini::task<>>(&Work))
    co_await std::move(*Held);
  std::variant<int, mini::task<>> Sure = flush(3);
  co_await std::get<1>(std::move(Sure));
}

void notACoroutine() {
  std::make_unique<mini::task<>>(flush(1)); // expect: coro-never-awaited
  std::optional<mini::task<>> Work = flush(2);
  mini::spawn(std::move(*Work));
}
