//===- ReadOnlyScalar.h - scalars of YAML that is only read ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_READONLYSCALAR_H
#define COROLINT_MODEL_READONLYSCALAR_H

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/YAMLTraits.h"

namespace corolint {

/// Base of llvm::yaml::ScalarTraits<T> where nothing is ever written.
template <typename T> struct ReadOnlyScalar {
  static void output(const T &, void *, llvm::raw_ostream &) {
    llvm_unreachable("only read");
  }
  static llvm::yaml::QuotingType mustQuote(llvm::StringRef) {
    return llvm::yaml::QuotingType::None;
  }
};

} // namespace corolint

#endif // COROLINT_MODEL_READONLYSCALAR_H
