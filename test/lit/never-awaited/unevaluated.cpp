// RUN: %check %s
//
// Where an operand is not evaluated, no task is made.

#include "mini/mini.h"

#include <concepts>
#include <type_traits>
#include <typeinfo>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count() noexcept;

using Flush = decltype(flush(1));
using Number = decltype(mini::sync_wait(count()));
static_assert(std::is_same_v<decltype(count()), mini::task<int>>);
static_assert(noexcept(count()));
static_assert(!noexcept(flush(1)));

template <typename T>
concept Flushes = requires(T Value) {
  Value.flush();
  { count() } -> std::same_as<mini::task<int>>;
};

template <typename T> auto relay(T Value) -> decltype(flush(Value)) {
  return flush(Value);
}

struct Disk {
  mini::task<> flush();
};
static_assert(Flushes<Disk>);

mini::task<std::size_t> sizes() {
  std::size_t Size = sizeof(flush(1)) + sizeof flush(2);
  flush(3); // expect: coro-never-awaited
  if (noexcept(flush(4)))
    ++Size;
  if constexpr (requires { flush(5); })
    ++Size;
  const std::type_info &Type = typeid(flush(6));
  decltype(flush(7)) Empty;
  decltype(auto) Work = flush(8);
  decltype(auto) Lost = flush(9); // expect: coro-never-awaited
  co_await std::move(Work);
  co_return Size + Type.hash_code();
}

template <typename Callable>
  requires requires(Callable Call) { Call(); }
mini::task<> run(Callable Call) {
  if constexpr (std::is_same_v<decltype(Call()), void>)
    Call();
  else
    co_await Call();
}

template <typename T> constexpr bool IsTask = false;
template <typename T> constexpr bool IsTask<mini::task<T>> = true;

mini::task<> uses() {
  static_assert(IsTask<decltype(relay(1))>);
  co_await run(count);
  relay(2); // expect: coro-never-awaited
  std::conditional_t<IsTask<decltype(count())>, int, long> Kind = 0;
  static_cast<void>(Kind);
}
