//===- Lifetimes.h - findings about tasks that outlive what they use ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_LIFETIMES_H
#define COROLINT_CHECKS_LIFETIMES_H

#include "flow/UnitAnalysis.h"
#include "report/Finding.h"

namespace clang {
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace corolint {

/// What is dead while the task still uses it.
enum class LifetimeFault {
  Closure,  ///< the closure whose coroutine it is
  Argument, ///< a temporary, or a variable of an inner scope
  Local,    ///< a variable, while the task runs without anybody who waits
  Return,   ///< a variable of the function that returns the task
  Scope,    ///< the scope in which the task runs
};

LifetimeFault faultOf(const DeadUse &D);

/// Findings about faults of one kind.
void findDeadUses(const FunctionAnalysis &A, LifetimeFault Fault,
                  llvm::StringRef Check, std::vector<Finding> &Out);

/// The member of this object whose function `Start`, or what it leads to,
/// starts work; null if there is none.
const clang::FieldDecl *memberThatStarts(const clang::Stmt *Start);

/// Work can be started in an object of the class, and be waited for.
bool isScope(const clang::CXXRecordDecl &Class);

} // namespace corolint

#endif // COROLINT_CHECKS_LIFETIMES_H
