//===- CheckOptions.h - options of single checks --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_CHECKOPTIONS_H
#define COROLINT_CHECKS_CHECKOPTIONS_H

#include "model/LibraryModel.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace corolint {

/// An option of a check: "coro-blocking-call.tier".
struct CheckOptionInfo {
  llvm::StringLiteral Name;
  /// The value, as it is written, that holds where nothing is set.
  llvm::StringLiteral Default;
};

/// All options.
llvm::ArrayRef<CheckOptionInfo> allCheckOptions();

/// What a project sets. Unset where its configuration does not name it.
struct CheckOptions {
  /// coro-blocking-call.tier
  std::optional<BlockingTier> LastTier;
  /// coro-hostile-raii-across-await.types
  std::optional<std::vector<std::string>> HostileTypes;

  /// Sets an option as it is written. Returns what is wrong, or "".
  std::string set(llvm::StringRef Name, llvm::StringRef Value);

  /// Takes over what `Outer` sets and this does not.
  void inherit(const CheckOptions &Outer);

  /// The defaults, with what this sets.
  CheckOptions withDefaults() const;
};

} // namespace corolint

#endif // COROLINT_CHECKS_CHECKOPTIONS_H
