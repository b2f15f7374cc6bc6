//===- StringSwitch.h - LLVM's, in its newer form -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_STRINGSWITCH_H
#define COROLINT_COMPAT_STRINGSWITCH_H

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR < 22
#include <initializer_list>
#endif

namespace corolint {

#if LLVM_VERSION_MAJOR >= 22
using llvm::StringSwitch;
#else
/// Its Cases() takes a list.
template <typename T> class StringSwitch {
public:
  explicit StringSwitch(llvm::StringRef S) : Switch(S) {}

  StringSwitch &Case(llvm::StringLiteral S, T Value) {
    Switch.Case(S, Value);
    return *this;
  }
  StringSwitch &Cases(std::initializer_list<llvm::StringLiteral> All, T Value) {
    for (llvm::StringLiteral S : All)
      Switch.Case(S, Value);
    return *this;
  }
  StringSwitch &StartsWith(llvm::StringLiteral S, T Value) {
    Switch.StartsWith(S, Value);
    return *this;
  }
  StringSwitch &EndsWith(llvm::StringLiteral S, T Value) {
    Switch.EndsWith(S, Value);
    return *this;
  }
  T Default(T Value) { return Switch.Default(Value); }
  operator T() { return Switch; }

private:
  llvm::StringSwitch<T> Switch;
};
#endif

} // namespace corolint

#endif // COROLINT_COMPAT_STRINGSWITCH_H
