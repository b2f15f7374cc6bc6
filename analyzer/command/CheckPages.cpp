//===- CheckPages.cpp - the page of each check ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/CheckPages.h"

using llvm::StringRef;

namespace corolint {
namespace {

struct CheckPage {
  llvm::StringLiteral Name, Text;
};

constexpr CheckPage Pages[] = {
#include "CheckPages.inc"
    // Keeps the array from being empty.
    {"", ""},
};

} // namespace

StringRef pageOf(StringRef Check) {
  for (const CheckPage &P : Pages)
    if (P.Name == Check)
      return P.Text;
  return "";
}

} // namespace corolint
