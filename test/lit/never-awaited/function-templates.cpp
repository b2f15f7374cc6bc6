// RUN: %check %s
//
// Function templates, instantiated and not: one finding a line.

#include "mini/mini.h"

#include <type_traits>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
int nextId();

template <typename... Args> auto relay(Args &&...Values) {
  return flush(std::forward<Args>(Values)...);
}

template <typename T> mini::task<T> constant(T Value) { co_return Value; }

template <typename T> mini::task<> instantiated(T Value) {
  constant(Value);             // expect: coro-never-awaited
  auto Lost = constant(Value); // expect: coro-never-awaited
  relay(1);                    // expect: coro-never-awaited
  auto Work = constant(Value);
  co_await std::move(Work);
  co_await relay(2);
}

template <typename T> mini::task<> neverInstantiated(T Value) {
  flush(1);             // expect: coro-never-awaited
  auto Lost = flush(2); // expect: coro-never-awaited
  co_await flush(3);
  auto Work = flush(4);
  co_await std::move(Work);
  Value.start(flush(5));
  auto Unknown = Value.make();
  auto Given = flush(6);
  co_await Value.run(std::move(Given));
}

template <typename Function> auto call(Function Call) {
  Call(); // expect: coro-never-awaited
}

template <typename Function> mini::task<> awaitAny(Function Call) {
  if constexpr (std::is_void_v<decltype(Call())>)
    Call();
  else
    co_await Call();
}

template <typename Function> mini::task<> awaitEither(Function Call) {
  if constexpr (sizeof(Call()) > 1000)
    co_await Call();
  else
    Call(); // expect: coro-never-awaited
}

template <int Times> mini::task<> repeat() {
  if constexpr (Times > 0) {
    co_await flush(Times);
    co_await repeat<Times - 1>();
  }
}

template <typename... Ids> mini::task<> each(Ids... Values) {
  (flush(Values), ...); // expect: coro-never-awaited
  ((co_await flush(Values)), ...);
  std::vector<mini::task<>> Works;
  (Works.push_back(flush(Values)), ...);
  co_await mini::when_all(std::move(Works));
}

mini::task<> uses() {
  co_await instantiated(1);
  co_await instantiated('a');
  relay(3);                    // expect: coro-never-awaited
  auto Lost = relay(nextId()); // expect: coro-never-awaited
  constant(1.5);               // expect: coro-never-awaited
  int Sum = co_await constant(2) + co_await count();
  call(nextId);
  call(count);
  co_await awaitAny(count);
  co_await awaitAny([] { mini::spawn(flush(4)); });
  co_await awaitEither(count);
  co_await repeat<2>();
  repeat<3>(); // expect: coro-never-awaited
  co_await each(1, 2);
  static_cast<void>(Sum);
}
