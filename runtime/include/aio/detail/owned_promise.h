//===- owned_promise.h - what a coroutine must not outlive -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine lambda uses its closure, and a member coroutine its object, to
// its end. Only such coroutines have this promise; it tells the debug mode.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_OWNED_PROMISE_H
#define AIO_DETAIL_OWNED_PROMISE_H

#include <aio/coro.h>
#include <aio/debug.h>
#include <aio/detail/debug_hooks.h>

#include <bit>
#include <concepts>
#include <coroutine>
#include <memory>
#include <source_location>
#include <string_view>
#include <type_traits>

namespace aio::detail {

template <class T> consteval bool isNamedAsClosure() {
  std::string_view Name = std::source_location::current().function_name();
  std::size_t At = Name.rfind("T = ");
  if (At == Name.npos)
    return false;
  // "(lambda at FILE:1:2)" by Clang, "f()::<lambda(int)>" by GCC.
  return Name.find("(lambda at ", At) != Name.npos ||
         Name.find("<lambda(", At) != Name.npos;
}
/// The class may be incomplete.
template <class T>
concept ClosureClass = std::is_class_v<std::remove_cvref_t<T>> &&
                       isNamedAsClosure<std::remove_cvref_t<T>>();
/// Not one that is only declared.
template <class T>
concept TrackedClass =
    !ClosureClass<T> && std::is_class_v<std::remove_cvref_t<T>> && requires {
      sizeof(std::remove_cvref_t<T>);
    } && std::derived_from<std::remove_cvref_t<T>, aio::debug::Tracked>;

template <class T, class... A> inline constexpr bool StartsWith = false;
/// GCC deduces a reference.
template <class T, class First, class... Rest>
inline constexpr bool StartsWith<T, First, Rest...> =
    std::same_as<std::remove_cvref_t<First>, T>;

template <class T, class Owner> struct OwnedPromise final : CoroPromise<T> {
  /// The arguments, after the object: but Clang leaves out closures.
  template <class... A>
  explicit OwnedPromise(A &...X) noexcept
      : CoroPromise<T>(std::source_location()) {
    if (!watch::on()) [[likely]]
      return;
    if constexpr (TrackedClass<Owner>)
      watch::objectKnown(*this, tracked(X...));
    else if constexpr (std::is_empty_v<Owner>)
      ; // One that holds nothing may die.
    else if constexpr (StartsWith<Owner, A...>)
      watch::closureKnown(*this, first(X...), sizeof(Owner), {});
    else
      watch::closureKnown(*this, nullptr, sizeof(Owner),
                          {watch::Argument{std::addressof(X), sizeof(X)}...});
  }

  std::suspend_always
  initial_suspend(decltype(__builtin_source_location()) Here =
                      __builtin_source_location()) noexcept {
    this->Where = std::bit_cast<std::source_location>(Here);
    if (watch::on()) [[unlikely]]
      watch::functionKnown(*this);
    return {};
  }

private:
  template <class First, class... Rest>
  static const void *first(First &Closure, Rest &...) noexcept {
    return std::addressof(Closure);
  }
  template <class First, class... Rest>
  static const void *tracked(First &Object, Rest &...) noexcept {
    return static_cast<const aio::debug::Tracked *>(std::addressof(Object));
  }
};

} // namespace aio::detail

template <class T, class Owner, class... A>
  requires(aio::detail::ClosureClass<Owner> || aio::detail::TrackedClass<Owner>)
struct std::coroutine_traits<aio::Coro<T>, Owner, A...> {
  using promise_type = aio::detail::OwnedPromise<T, std::remove_cvref_t<Owner>>;
};

#endif // AIO_DETAIL_OWNED_PROMISE_H
