//===- CheckOptions.h - options of single checks --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_CHECKOPTIONS_H
#define COROLINT_COMMAND_CHECKOPTIONS_H

#include "model/LibraryModel.h"

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace corolint {

/// What a project may set under `options:`. Unset where the configuration does
/// not name it.
struct CheckOptions {
  /// coro-blocking-call.tier
  std::optional<BlockingTier> LastTier;
  /// coro-hostile-raii-across-await.types
  std::optional<std::vector<std::string>> HostileTypes;

  /// Sets an option as it is written. Returns what is wrong, or "".
  std::string set(llvm::StringRef Name, llvm::StringRef Value);

  /// Takes over what `Outer` sets and this does not.
  void inherit(const CheckOptions &Outer);
};

} // namespace corolint

#endif // COROLINT_COMMAND_CHECKOPTIONS_H
