//===- serialize.h - values as bytes ---------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How a value gets to another process and back. Types that can be copied bit by
// bit, strings, vectors, pairs, tuples and optionals need nothing; for others
// specialise `Serializer`.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SERIALIZE_H
#define AIO_SERIALIZE_H

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

/// To be specialised, with the two functions that `Serializable` asks for.
template <class T> struct Serializer {};

template <class T>
concept Serializable =
    requires(const T &Value, std::string &Out, std::string_view &In) {
      /// Appends the value's bytes.
      Serializer<T>::write(Out, Value);
      /// Takes them away from the front of `In`. Throws std::out_of_range if
      /// they are not there.
      { Serializer<T>::read(In) } -> std::same_as<T>;
    };

namespace detail {
/// Means nothing in another process.
template <class T>
inline constexpr bool IsView =
    std::is_pointer_v<T> || std::is_null_pointer_v<T>;
template <class C, class Traits>
inline constexpr bool IsView<std::basic_string_view<C, Traits>> = true;
template <class T, std::size_t N>
inline constexpr bool IsView<std::span<T, N>> = true;
/// These are told apart by their address, which is the same in a fork.
template <class R, class... A>
inline constexpr bool IsView<R (*)(A...)> = false;

inline std::string_view takeBytes(std::string_view &In, std::size_t N) {
  if (In.size() < N)
    throw std::out_of_range("the bytes of a value end too early");
  std::string_view Taken = In.substr(0, N);
  In.remove_prefix(N);
  return Taken;
}
} // namespace detail

template <class T>
  requires(std::is_trivially_copyable_v<T> && !detail::IsView<T>)
struct Serializer<T> {
  static void write(std::string &Out, const T &Value) {
    if constexpr (std::is_empty_v<T>)
      Out.append(sizeof(T), '\0'); // Its byte has no value.
    else
      Out.append(reinterpret_cast<const char *>(std::addressof(Value)),
                 sizeof(T));
  }
  static T read(std::string_view &In) {
    std::array<char, sizeof(T)> Bytes;
    std::memcpy(Bytes.data(), detail::takeBytes(In, sizeof(T)).data(),
                sizeof(T));
    return std::bit_cast<T>(Bytes);
  }
};

template <> struct Serializer<std::string> {
  static void write(std::string &Out, const std::string &Value) {
    Serializer<std::size_t>::write(Out, Value.size());
    Out.append(Value);
  }
  static std::string read(std::string_view &In) {
    std::size_t N = Serializer<std::size_t>::read(In);
    return std::string(detail::takeBytes(In, N));
  }
};

template <Serializable T> struct Serializer<std::vector<T>> {
  static void write(std::string &Out, const std::vector<T> &Value) {
    Serializer<std::size_t>::write(Out, Value.size());
    for (const T &Each : Value)
      Serializer<T>::write(Out, Each);
  }
  static std::vector<T> read(std::string_view &In) {
    std::vector<T> Value;
    for (std::size_t N = Serializer<std::size_t>::read(In); N; --N)
      Value.push_back(Serializer<T>::read(In));
    return Value;
  }
};

template <Serializable T>
  requires(!std::is_trivially_copyable_v<T>)
struct Serializer<std::optional<T>> {
  static void write(std::string &Out, const std::optional<T> &Value) {
    Serializer<bool>::write(Out, Value.has_value());
    if (Value)
      Serializer<T>::write(Out, *Value);
  }
  static std::optional<T> read(std::string_view &In) {
    if (!Serializer<bool>::read(In))
      return std::nullopt;
    return Serializer<T>::read(In);
  }
};

template <Serializable... T>
  requires(!std::is_trivially_copyable_v<std::tuple<T...>>)
struct Serializer<std::tuple<T...>> {
  static void write(std::string &Out, const std::tuple<T...> &Value) {
    std::apply(
        [&](const T &...Each) { (Serializer<T>::write(Out, Each), ...); },
        Value);
  }
  static std::tuple<T...> read(std::string_view &In) {
    // Braces: from left to right.
    return std::tuple<T...>{Serializer<T>::read(In)...};
  }
};

template <Serializable A, Serializable B>
  requires(!std::is_trivially_copyable_v<std::pair<A, B>>)
struct Serializer<std::pair<A, B>> {
  static void write(std::string &Out, const std::pair<A, B> &Value) {
    Serializer<A>::write(Out, Value.first);
    Serializer<B>::write(Out, Value.second);
  }
  static std::pair<A, B> read(std::string_view &In) {
    return std::pair<A, B>{Serializer<A>::read(In), Serializer<B>::read(In)};
  }
};

} // namespace aio

#endif // AIO_SERIALIZE_H
