//===- Main.cpp - the corolint command ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Commands.h"

int main(int Count, char **Args) {
  return corolint::runProgram(llvm::ArrayRef<const char *>(
      Args + (Count > 0), static_cast<size_t>(Count > 0 ? Count - 1 : 0)));
}
