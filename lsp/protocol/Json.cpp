//===- Json.cpp - JSON that nobody vouches for ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Json.h"

#include "llvm/ADT/StringExtras.h"

#include <cmath>

using llvm::StringRef;

namespace corolint::lsp {

namespace {

/// What must be known of a text before it is parsed.
struct Scan {
  bool TooDeep = false;
  /// Where "\uXXXX" stands for half a surrogate pair without the other half.
  std::vector<size_t> LoneSurrogates;
};

/// The unit of the escape "\uXXXX" at `Pos`, if there is one.
std::optional<unsigned> escapedUnit(StringRef Text, size_t Pos) {
  unsigned Unit;
  if (!Text.substr(Pos).starts_with("\\u") || Text.size() - Pos < 6 ||
      !llvm::all_of(Text.substr(Pos + 2, 4), llvm::isHexDigit) ||
      Text.substr(Pos + 2, 4).getAsInteger(16, Unit))
    return std::nullopt;
  return Unit;
}

bool isHigh(unsigned Unit) { return Unit >= 0xD800 && Unit < 0xDC00; }
bool isLow(unsigned Unit) { return Unit >= 0xDC00 && Unit < 0xE000; }

/// The end of the string whose opening quote is at `Pos`.
size_t scanString(StringRef Text, size_t Pos, Scan &Result) {
  for (++Pos; Pos < Text.size(); ++Pos) {
    if (Text[Pos] == '"')
      return Pos + 1;
    if (Text[Pos] != '\\')
      continue;
    std::optional<unsigned> Unit = escapedUnit(Text, Pos);
    if (!Unit) {
      ++Pos;
      continue;
    }
    if (isHigh(*Unit)) {
      std::optional<unsigned> Next = escapedUnit(Text, Pos + 6);
      if (Next && isLow(*Next))
        Pos += 6;
      else
        Result.LoneSurrogates.push_back(Pos);
    } else if (isLow(*Unit)) {
      Result.LoneSurrogates.push_back(Pos);
    }
    Pos += 5;
  }
  return Text.size();
}

Scan scan(StringRef Text) {
  Scan Result;
  unsigned Depth = 0;
  for (size_t Pos = 0; Pos < Text.size();) {
    char C = Text[Pos];
    if (C == '"') {
      Pos = scanString(Text, Pos, Result);
      continue;
    }
    if (C == '[' || C == '{')
      Result.TooDeep |= ++Depth > MaxJsonDepth;
    else if ((C == ']' || C == '}') && Depth)
      --Depth;
    ++Pos;
  }
  return Result;
}

/// Takes nothing from a text but the place of its first error.
struct ErrorFinder final : nlohmann::json_sax<Json> {
  size_t Where = 0;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t &) override { return true; }
  bool string(string_t &) override { return true; }
  bool binary(binary_t &) override { return true; }
  bool start_object(size_t) override { return true; }
  bool key(string_t &) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(size_t Position, const std::string &,
                   const nlohmann::detail::exception &) override {
    Where = Position;
    return false;
  }
};

} // namespace

llvm::Expected<Json> parseJson(StringRef Text) {
  Scan Found = scan(Text);
  if (Found.TooDeep)
    return llvm::createStringError("JSON that is nested deeper than %u levels",
                                   MaxJsonDepth);

  std::string Mended;
  if (!Found.LoneSurrogates.empty()) {
    Mended = Text.str();
    for (size_t Pos : Found.LoneSurrogates)
      Mended.replace(Pos, 6, "\\uFFFD");
    Text = Mended;
  }

  Json Value = Json::parse(Text.begin(), Text.end(), /*cb=*/nullptr,
                           /*allow_exceptions=*/false);
  if (!Value.is_discarded())
    return Value;
  ErrorFinder Finder;
  Json::sax_parse(Text.begin(), Text.end(), &Finder);
  return llvm::createStringError("no valid JSON in UTF-8, at byte %zu",
                                 Finder.Where);
}

std::string toText(const Json &Value) {
  return Value.dump(/*indent=*/-1, /*indent_char=*/' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace);
}

const Json *valueAt(const Json &Value, StringRef Key) {
  if (!Value.is_object())
    return nullptr;
  auto It = Value.find(Key.str());
  return It == Value.end() || It->is_null() ? nullptr : &*It;
}

const Json *objectAt(const Json &Value, StringRef Key) {
  const Json *Member = valueAt(Value, Key);
  return Member && Member->is_object() ? Member : nullptr;
}

const Json *arrayAt(const Json &Value, StringRef Key) {
  const Json *Member = valueAt(Value, Key);
  return Member && Member->is_array() ? Member : nullptr;
}

std::optional<std::string> stringAt(const Json &Value, StringRef Key) {
  const Json *Member = valueAt(Value, Key);
  if (!Member || !Member->is_string())
    return std::nullopt;
  return Member->get_ref<const std::string &>();
}

std::optional<bool> boolAt(const Json &Value, StringRef Key) {
  const Json *Member = valueAt(Value, Key);
  if (!Member || !Member->is_boolean())
    return std::nullopt;
  return Member->get<bool>();
}

std::optional<std::int64_t> intAt(const Json &Value, StringRef Key,
                                  std::int64_t Min, std::int64_t Max) {
  const Json *Member = valueAt(Value, Key);
  if (!Member)
    return std::nullopt;
  std::optional<std::int64_t> Number = wholeNumber(*Member);
  return Number && *Number >= Min && *Number <= Max ? Number : std::nullopt;
}

std::optional<std::int64_t> wholeNumber(const Json &Value) {
  if (Value.is_number_unsigned()) {
    auto Number = Value.get<std::uint64_t>();
    if (Number > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
      return std::nullopt;
    return std::int64_t(Number);
  }
  if (Value.is_number_integer())
    return Value.get<std::int64_t>();
  if (!Value.is_number_float())
    return std::nullopt;
  // Both bounds are powers of two, hence exact.
  auto Number = Value.get<double>();
  if (std::trunc(Number) != Number || Number < -0x1p63 || Number >= 0x1p63)
    return std::nullopt;
  return std::int64_t(Number);
}

} // namespace corolint::lsp
