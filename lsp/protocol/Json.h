//===- Json.h - JSON that nobody vouches for ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads and writes JSON without ever throwing: what a client sends may be
// anything. All functions may be called from any thread.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_JSON_H
#define COROLINT_LSP_PROTOCOL_JSON_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace corolint::lsp {

using Json = nlohmann::json;

/// How deep arrays and objects may be nested. Copies of a value recurse.
inline constexpr unsigned MaxJsonDepth = 512;

/// Parses one JSON value in UTF-8. An error for anything else: bad syntax, bad
/// UTF-8, numbers that fit no double, nesting deeper than MaxJsonDepth.
///
/// An escaped half of a surrogate pair without its other half ("\ud83d") is
/// read as U+FFFD: an editor that splits a pair sends them, and an edit that is
/// dropped for it would lose the whole document. Both take one UTF-16 unit.
llvm::Expected<Json> parseJson(llvm::StringRef Text);

/// The value on one line, in UTF-8. Bytes that are no UTF-8 become U+FFFD.
std::string toText(const Json &Value);

/// The member `Key`; null if there is none, or if `Value` is no object. A
/// member that is the JSON null counts as one that is not there: clients write
/// the two alike.
const Json *valueAt(const Json &Value, llvm::StringRef Key);

/// As valueAt, but null also if the member is of another kind.
const Json *objectAt(const Json &Value, llvm::StringRef Key);
const Json *arrayAt(const Json &Value, llvm::StringRef Key);
std::optional<std::string> stringAt(const Json &Value, llvm::StringRef Key);
std::optional<bool> boolAt(const Json &Value, llvm::StringRef Key);

/// A whole number from `Min` to `Max`; by default what LSP calls an integer.
std::optional<std::int64_t>
intAt(const Json &Value, llvm::StringRef Key,
      std::int64_t Min = std::numeric_limits<std::int32_t>::min(),
      std::int64_t Max = std::numeric_limits<std::int32_t>::max());

/// `Value` itself as a whole number. 1.0 is one, as some clients know no other
/// numbers than floating ones; 1.5 and what does not fit 64 bits are none.
std::optional<std::int64_t> wholeNumber(const Json &Value);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_JSON_H
