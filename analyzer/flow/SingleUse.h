//===- SingleUse.h - which tasks run only once ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SINGLEUSE_H
#define COROLINT_FLOW_SINGLEUSE_H

#include "flow/Facts.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// Many may have the same task.
bool isCopyable(clang::QualType T);

/// A task that cannot be run twice, and that nobody else can have.
bool isSingleUse(clang::QualType T, TypeKinds &Types);

/// The callee leaves what argument `A` of it offers where it is, on some path.
bool isLeft(const Call &C, const Argument &A, SummaryLookup Summaries);

/// Awaiting this leaves nothing behind that could be awaited again.
bool usesUp(const Await &A);

} // namespace corolint

#endif // COROLINT_FLOW_SINGLEUSE_H
