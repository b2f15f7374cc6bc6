// RUN: %check %s
//
// Coroutines that nobody can wait for: their callers go on at the first suspension,
// and what they gave away by an rvalue reference is gone then.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <string>
#include <utility>

struct detached {
  struct promise_type {
    detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

std::size_t Sum = 0;

detached after(std::string &&text) { // expect: coro-dangling-parameter {{'text'}}
  co_await mini::yield();
  Sum += text.size();
}
detached inTurns(std::string &&text) { // expect: coro-dangling-parameter
  for (int I = 0; I != 3; ++I) {
    Sum += text.size();
    co_await mini::yield();
  }
}
struct server {
  detached handle(std::string &&text) { // expect: coro-dangling-parameter
    co_await mini::yield();
    Sum += text.size();
  }
};
auto closure = [](std::string &&text) -> detached { // expect: coro-dangling-parameter
  co_await mini::yield();
  Sum += text.size();
};

// Near misses: it is taken before the first suspension, or is a copy.
detached before(std::string &&text) {
  Sum += text.size();
  co_await mini::yield();
}
detached taken(std::string &&text) {
  std::string Own = std::move(text);
  co_await mini::yield();
  Sum += Own.size();
}
detached byValue(std::string text) {
  co_await mini::yield();
  Sum += text.size();
}
// An lvalue may outlive it.
detached byReference(std::string &text) {
  co_await mini::yield();
  Sum += text.size();
}
// Awaited in the full-expression, the argument outlives the task.
mini::task<> task(std::string &&text) { // expect-low: coro-dangling-parameter
  co_await mini::yield();
  Sum += text.size();
}
mini::task<> awaitedAtOnce(std::string &&text) {
  co_await mini::yield();
  Sum += text.size();
}
mini::task<> awaits() { co_await awaitedAtOnce(std::string("text")); }
// It may be an lvalue.
template <class T> detached forwarded(T &&text) {
  co_await mini::yield();
  Sum += text.size();
}
void gives(std::string &text) { forwarded(text); }
