//===- Certainty.cpp - the names of certainties ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Certainty.h"

#include "compat/StringSwitch.h"

#include "llvm/Support/ErrorHandling.h"

using llvm::StringRef;

namespace corolint {

StringRef certaintyName(Certainty C) {
  switch (C) {
  case Certainty::Unknown:
    return "unknown";
  case Certainty::Possible:
    return "possible";
  case Certainty::Likely:
    return "likely";
  case Certainty::Certain:
    return "certain";
  }
  llvm_unreachable("no other certainty");
}

std::optional<Certainty> parseCertainty(StringRef Name) {
  return StringSwitch<std::optional<Certainty>>(Name)
      .Case("certain", Certainty::Certain)
      .Case("likely", Certainty::Likely)
      .Case("possible", Certainty::Possible)
      .Case("unknown", Certainty::Unknown)
      .Default(std::nullopt);
}

} // namespace corolint
