//===- Fields.h - members of JSON objects ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads and writes structs by one list of their members. A struct T has
//
//   template <> struct Fields<T> {
//     template <typename IO, typename U> static void map(IO &Io, U &Value) {
//       Io.required("line", Value.Line);
//       Io.optional("message", Value.Message);
//     }
//   };
//   COROLINT_LSP_FIELDS(T)
//
// A required member must be there when it is read. An optional one may be
// missing, or null; it is not written if it is empty: no value, "", an empty
// list, false or null. A member of a wrong kind makes the whole struct
// unreadable.
//
// For the .cpp files of the messages only.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_FIELDS_H
#define COROLINT_LSP_PROTOCOL_FIELDS_H

#include "lsp/protocol/Json.h"

#include <algorithm>
#include <map>
#include <type_traits>
#include <vector>

namespace corolint::lsp {

template <typename T> struct Fields;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

inline bool readValue(const Json &Value, Json &Out) {
  Out = Value;
  return true;
}

inline bool readValue(const Json &Value, bool &Out) {
  if (!Value.is_boolean())
    return false;
  Out = Value.get<bool>();
  return true;
}

inline bool readValue(const Json &Value, int &Out) {
  std::optional<std::int64_t> Number = wholeNumber(Value);
  if (!Number || *Number < std::numeric_limits<int>::min() ||
      *Number > std::numeric_limits<int>::max())
    return false;
  Out = int(*Number);
  return true;
}

/// What is larger than LSP's greatest number is cut down to that: some clients
/// mean "the end" by it, and send what their language calls the greatest.
inline bool readValue(const Json &Value, unsigned &Out) {
  constexpr double Max = std::numeric_limits<std::int32_t>::max();
  if (std::optional<std::int64_t> Number = wholeNumber(Value)) {
    if (*Number < 0)
      return false;
    Out = unsigned(std::min(*Number, std::int64_t(Max)));
    return true;
  }
  if (!Value.is_number() || Value.get<double>() <= Max)
    return false;
  Out = unsigned(Max);
  return true;
}

inline bool readValue(const Json &Value, std::string &Out) {
  if (!Value.is_string())
    return false;
  Out = Value.get_ref<const std::string &>();
  return true;
}

template <typename T> bool readValue(const Json &Value, std::vector<T> &Out);
template <typename T>
bool readValue(const Json &Value, std::map<std::string, T> &Out);

template <typename T> bool readValue(const Json &Value, T &Out) {
  if constexpr (std::is_enum_v<T>) {
    int Number;
    if (!readValue(Value, Number))
      return false;
    Out = T(Number);
  } else {
    std::optional<T> Read = T::fromJson(Value);
    if (!Read)
      return false;
    Out = std::move(*Read);
  }
  return true;
}

template <typename T> bool readValue(const Json &Value, std::vector<T> &Out) {
  if (!Value.is_array())
    return false;
  for (const Json &Element : Value)
    if (!readValue(Element, Out.emplace_back()))
      return false;
  return true;
}

template <typename T>
bool readValue(const Json &Value, std::map<std::string, T> &Out) {
  if (!Value.is_object())
    return false;
  for (const auto &Member : Value.items())
    if (!readValue(Member.value(), Out[Member.key()]))
      return false;
  return true;
}

class FieldReader {
public:
  explicit FieldReader(const Json &Value)
      : Value(Value), Good(Value.is_object()) {}

  template <typename T> void required(llvm::StringRef Key, T &Out) {
    const Json *Member = valueAt(Value, Key);
    Good = Good && Member && readValue(*Member, Out);
  }

  template <typename T> void optional(llvm::StringRef Key, T &Out) {
    if (const Json *Member = valueAt(Value, Key))
      Good = Good && readValue(*Member, Out);
  }
  template <typename T>
  void optional(llvm::StringRef Key, std::optional<T> &Out) {
    if (const Json *Member = valueAt(Value, Key))
      Good = Good && readValue(*Member, Out.emplace());
  }

  /// A member that says which kind of object this is.
  void constant(llvm::StringRef Key, const char *Text) {
    Good = Good && stringAt(Value, Key) == Text;
  }

  bool good() const { return Good; }

private:
  const Json &Value;
  bool Good;
};

template <typename T> std::optional<T> readFields(const Json &Value) {
  FieldReader Reader(Value);
  T Result;
  Fields<T>::map(Reader, Result);
  if (!Reader.good())
    return std::nullopt;
  return Result;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

inline Json writeValue(const Json &Value) { return Value; }
inline Json writeValue(bool Value) { return Value; }
inline Json writeValue(int Value) { return Value; }
inline Json writeValue(unsigned Value) { return Value; }
inline Json writeValue(const std::string &Value) { return Value; }

template <typename T> Json writeValue(const std::vector<T> &Values);
template <typename T> Json writeValue(const std::map<std::string, T> &Values);

template <typename T> Json writeValue(const T &Value) {
  if constexpr (std::is_enum_v<T>)
    return int(Value);
  else
    return toJson(Value);
}

template <typename T> Json writeValue(const std::vector<T> &Values) {
  Json List = Json::array();
  for (const T &Value : Values)
    List.push_back(writeValue(Value));
  return List;
}

template <typename T> Json writeValue(const std::map<std::string, T> &Values) {
  Json Object = Json::object();
  for (const auto &[Key, Value] : Values)
    Object[Key] = writeValue(Value);
  return Object;
}

class FieldWriter {
public:
  template <typename T> void required(const char *Key, const T &Value) {
    Object[Key] = writeValue(Value);
  }

  template <typename T> void optional(const char *Key, const T &Value) {
    // Also what is false, or an empty text, list or map.
    if (!(Value == T()))
      required(Key, Value);
  }
  template <typename T>
  void optional(const char *Key, const std::optional<T> &Value) {
    if (Value)
      required(Key, *Value);
  }

  void constant(const char *Key, const char *Text) { Object[Key] = Text; }

  Json Object = Json::object();
};

template <typename T> Json writeFields(const T &Value) {
  FieldWriter Writer;
  Fields<T>::map(Writer, Value);
  return std::move(Writer.Object);
}

} // namespace corolint::lsp

/// Defines the reading and the writing of a struct that has its `Fields`.
#define COROLINT_LSP_FIELDS(T)                                                 \
  std::optional<T> T::fromJson(const Json &Value) {                            \
    return readFields<T>(Value);                                               \
  }                                                                            \
  Json toJson(const T &Value) { return writeFields(Value); }

#endif // COROLINT_LSP_PROTOCOL_FIELDS_H
