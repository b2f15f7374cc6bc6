//===- Comments.h - the comments of a C++ file ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_COMMENTS_H
#define COROLINT_REPORT_COMMENTS_H

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint {

/// The comments of a C++ source text, delimiters included, in order, as parts
/// of `Text`. What looks like a comment within a string, character or raw
/// string literal is none. No preprocessor runs: a comment in a block that
/// `#if` leaves out is a comment too.
std::vector<llvm::StringRef> findComments(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_REPORT_COMMENTS_H
