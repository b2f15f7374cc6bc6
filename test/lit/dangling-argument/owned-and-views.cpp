// RUN: %check %s
//
// What a task refers to is behind an owning pointer, an iterator, a view that is set
// once, or in a group's work; and the near misses.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;
std::string text();

struct Session {
  std::string Name = text();
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> total(std::vector<int> &&Values) {
  co_await mini::yield();
  for (int V : Values)
    Sum += V;
}
std::unique_ptr<Session> Kept;

mini::task<> ofOwnedTemporary() {
  auto Work = std::make_unique<Session>()->run(); // expect: coro-dangling-argument
  co_await std::move(Work);
}
mini::task<> ofOwnedVariable() {
  auto Own = std::make_unique<Session>();
  return Own->run(); // expect: coro-return-without-await
}
mini::task<> ofDereferenced() {
  auto Own = std::make_unique<Session>();
  return (*Own).run(); // expect: coro-return-without-await
}
mini::task<> inGroup() {
  mini::scope Scope;
  Scope.spawn(total(std::vector<int>(50, 1))); // expect: coro-dangling-argument
  co_await Scope.join();
}
mini::task<> ofView() {
  std::string Key = text();
  std::string_view Short = Key;
  return view(Short); // expect: coro-return-without-await
}
mini::task<> ofElement() {
  std::vector<std::string> Keys(3, text());
  auto First = Keys.begin();
  return use(*First); // expect: coro-return-without-await
}

// Near misses.
mini::task<> movedToAnother() {
  auto Own = std::make_unique<Session>();
  auto Work = Own->run();
  Kept = std::move(Own);
  return Work;
}
mini::task<> shared(std::shared_ptr<Session> Own) { return Own->run(); }
mini::task<> sharedByStar(std::shared_ptr<Session> Own) { return (*Own).run(); }
mini::task<> setAgain(std::string_view Given) {
  std::string Key = text();
  std::string_view Short = Key;
  Short = Given;
  return view(Short);
}
struct Wrapper {
  const std::string &Key;
};
mini::task<> ofReferenceMember(Wrapper W) { return use(W.Key); }
mini::task<> copiedByClosure(const std::string &Key) {
  auto Body = [Key]() -> mini::task<> {
    co_await mini::yield();
    Sum += int(Key.size());
  };
  co_await Body();
}
// Begun at once, and used before the first suspension only.
mini::task<> notes(const std::string &Key) {
  Sum += int(Key.size());
  co_await mini::yield();
}
mini::detached drives(mini::task<> Work) { co_await std::move(Work); }
void begunAtOnce() { drives(notes(text())); }
void begunAtOnceAndUsedLater() {
  drives(use(text())); // expect: coro-dangling-argument
}
