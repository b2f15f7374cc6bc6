// RUN: %check %s
//
// Types that are awaitable through an operator co_await of their own, a free
// one, or their own awaiter functions.

#include "mini/mini.h"

#include <chrono>
#include <utility>

struct Ticket {
  int Id = 0;
  mini::yield_awaiter operator co_await() const { return mini::yield(); }
};
Ticket takeTicket();

struct Turn {
  int Place = 0;
};
Turn takeTurn(int Place);
auto operator co_await(Turn) { return mini::yield(); }

template <typename T> struct Reply {
  T Value;
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) const {}
  T await_resume() { return std::move(Value); }
};
Reply<int> ask(int Question);

// Awaitable too, but mostly used for something else.
inline mini::sleep_awaiter operator co_await(std::chrono::milliseconds Delay) {
  return mini::sleep_for(Delay);
}
std::chrono::milliseconds elapsed();
void setTimeout(std::chrono::milliseconds Delay);

struct Plain {
  int Id = 0;
  bool await_ready() const { return true; }
};
Plain makePlain();

mini::task<int> member() {
  takeTicket(); // expect: coro-never-awaited
  co_await takeTicket();
  auto Lost = takeTicket(); // expect: coro-never-awaited
  auto Mine = takeTicket();
  co_await Mine;
  co_return Mine.Id;
}

mini::task<> freeFunction(bool Wait) {
  takeTurn(1); // expect: coro-never-awaited
  co_await takeTurn(2);
  auto Lost = takeTurn(3);  // expect: coro-never-awaited
  auto Maybe = takeTurn(4); // expect: coro-never-awaited
  if (Wait)
    co_await Maybe;
}

mini::task<int> ownFunctions() {
  ask(1);             // expect: coro-never-awaited
  auto Lost = ask(2); // expect: coro-never-awaited
  auto Kept = ask(3);
  co_return co_await ask(4) + co_await std::move(Kept);
}

mini::task<> durations() {
  auto Start = elapsed();
  co_await std::chrono::milliseconds(10);
  auto End = elapsed();
  if (End - Start > std::chrono::milliseconds(20))
    setTimeout(End);
  co_await (End - Start);
}

mini::task<> notAwaitable() {
  makePlain();
  auto Value = makePlain();
  static_cast<void>(Value.Id);
  co_await takeTicket();
}
