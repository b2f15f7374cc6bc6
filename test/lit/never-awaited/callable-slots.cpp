// RUN: %check %s
//
// A callable that gives a task, in a slot that throws its result away.

#include "mini/mini.h"

#include <functional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
int nextId();

mini::task<> variables() {
  std::function<void()> First = [] { return flush(1); };
  // expect@-1: coro-never-awaited
  std::function<void()> Second = []() -> mini::task<> { co_await flush(2); };
  // expect@-1: coro-never-awaited
  std::function<void(int)> Third = flush; // expect: coro-never-awaited
  std::function<void()> Fourth = [] { mini::spawn(flush(4)); };
  std::function<void()> Fifth = [] { return nextId(); };
  std::function<mini::task<>()> Sixth = [] { return flush(6); };
  std::function<mini::detached()> Seventh = []() -> mini::detached {
    co_await flush(7);
  };
  std::function<void()> Eighth = []() -> mini::detached { co_await flush(8); };
  First();
  Fourth();
  Seventh();
  co_await Sixth();
  Sixth(); // expect: coro-never-awaited
}

void arguments(mini::loop &Loop) {
  Loop.post([] { return flush(1); }); // expect: coro-never-awaited
  Loop.post([]() -> mini::task<> { co_await flush(2); });
  // expect@-1: coro-never-awaited
  Loop.post([] { flush(3); }); // expect: coro-never-awaited
  Loop.post([] { mini::spawn(flush(4)); });
  Loop.post([] { nextId(); });
}

class Button {
public:
  explicit Button(std::function<void()> Click) : OnClick(std::move(Click)) {}
  void onClick(std::function<void()> Click) { OnClick = std::move(Click); }
  void onDraw(std::function<mini::task<>()> Draw) { OnDraw = std::move(Draw); }

private:
  std::function<void()> OnClick;
  std::function<mini::task<>()> OnDraw;
};

void members(Button &Shared) {
  Button Own([] { return flush(1); }); // expect: coro-never-awaited
  Shared.onClick([]() -> mini::task<> { co_await flush(2); });
  // expect@-1: coro-never-awaited
  Shared.onDraw([]() -> mini::task<> { co_await flush(3); });
  Shared.onDraw([] { return flush(4); });
}

void containers() {
  std::vector<std::function<void(int)>> Handlers;
  Handlers.push_back([](int Id) { return flush(Id); });
  // expect@-1: coro-never-awaited
  Handlers.push_back([](int Id) { mini::spawn(flush(Id)); });
  for (auto &Handler : Handlers)
    Handler(1);
}

template <typename Callable> void visit(int N, Callable Call) {
  for (int I = 0; I < N; ++I)
    Call(I); // expect: coro-never-awaited
}

template <typename Callable> mini::task<> visitEach(int N, Callable Call) {
  for (int I = 0; I < N; ++I)
    co_await Call(I);
}

mini::task<> templates() {
  visit(3, [](int Id) { return flush(Id); });
  visit(3, [](int Id) { mini::spawn(flush(Id)); });
  co_await visitEach(3, [](int Id) { return flush(Id); });
}

mini::task<> assignedSlots(std::function<void()> &Ignores,
                           std::function<mini::task<>()> &Keeps) {
  Ignores = [] { return flush(1); }; // expect: coro-never-awaited
  Ignores = [] { mini::spawn(flush(2)); };
  Keeps = [] { return flush(3); };
  Keeps = []() -> mini::task<> { co_await flush(4); };
  co_await Keeps();
}
