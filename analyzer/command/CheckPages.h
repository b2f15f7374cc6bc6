//===- CheckPages.h - the page of each check --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_CHECKPAGES_H
#define COROLINT_COMMAND_CHECKPAGES_H

#include "llvm/ADT/StringRef.h"

namespace corolint {

/// The text of docs/checks/NAME.md; "" if there is none.
llvm::StringRef pageOf(llvm::StringRef Check);

} // namespace corolint

#endif // COROLINT_COMMAND_CHECKPAGES_H
