//===- MemberTasks.h - tasks that a constructor makes ------------*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_MEMBERTASKS_H
#define COROLINT_FLOW_MEMBERTASKS_H

#include "llvm/ADT/SmallVector.h"

namespace clang {
class CallExpr;
class CXXConstructorDecl;
class Expr;
class FieldDecl;
} // namespace clang

namespace corolint {

class TypeKinds;

/// The call that makes a task, if a member's initial value `Init` is one.
const clang::CallExpr *memberTask(const clang::Expr *Init, TypeKinds &Types);

struct MemberTask {
  const clang::FieldDecl *Member;
  const clang::CallExpr *Made;
};

/// The members whose initial values are tasks that are made there, if the
/// constructor does nothing else, and the object's end is the tasks' end. Empty
/// if that cannot be told.
llvm::SmallVector<MemberTask, 1>
memberTasks(const clang::CXXConstructorDecl &Ctor, TypeKinds &Types);

} // namespace corolint

#endif // COROLINT_FLOW_MEMBERTASKS_H
