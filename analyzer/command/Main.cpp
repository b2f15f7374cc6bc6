//===- Main.cpp - the corolint command ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Commands.h"
#include "lsp/Lsp.h"

int main(int Count, char **Args) {
  llvm::ArrayRef<const char *> Given(
      Args + (Count > 0), static_cast<size_t>(Count > 0 ? Count - 1 : 0));
  // The server stands beside the other commands, on top of what they share.
  if (!Given.empty() && llvm::StringRef(Given.front()) == "lsp")
    return corolint::lsp::runLsp(Given.drop_front());
  return corolint::runProgram(Given);
}
