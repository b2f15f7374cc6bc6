//===- Trace.cpp - what the server does, for who looks for faults ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Trace.h"
#include "compat/StringSwitch.h"

namespace corolint::lsp {

void Trace::set(llvm::StringRef Value) {
  Level = StringSwitch<int>(Value)
              .Case("off", Off)
              .Case("messages", Messages)
              .Case("verbose", Verbose)
              .Default(Level);
}

void Trace::log(const std::string &Message, const std::string &More) {
  int Now = Level;
  if (Now == Off)
    return;
  Json Params = {{"message", Message}};
  if (Now == Verbose && !More.empty())
    Params["verbose"] = More;
  Wire.notify("$/logTrace", std::move(Params));
}

} // namespace corolint::lsp
