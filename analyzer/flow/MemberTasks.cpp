//===- MemberTasks.cpp - tasks that a constructor makes -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/MemberTasks.h"

#include "model/Names.h"
#include "model/TypeKinds.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

const CallExpr *memberTask(const Expr *Init, TypeKinds &Types) {
  if (!Init || Init->isValueDependent() || Init->isTypeDependent())
    return nullptr;
  const auto *C = dyn_cast<CallExpr>(stripCasts(Init));
  return C && C->isPRValue() && Types.of(C->getType()).isTracked() ? C
                                                                   : nullptr;
}

/// The body of a constructor that the user wrote is empty, and is seen.
static bool onlyInitializes(const CXXConstructorDecl &Ctor) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Ctor.getBody());
  return Body && Body->body_empty();
}

llvm::SmallVector<MemberTask, 1> memberTasks(const CXXConstructorDecl &Ctor,
                                             TypeKinds &Types) {
  llvm::SmallVector<MemberTask, 1> Out;
  const CXXRecordDecl &RD = *Ctor.getParent();
  if (isOfStd(RD) || RD.isLambda() || RD.isUnion() || RD.getNumBases() != 0 ||
      RD.hasUserDeclaredDestructor() || Ctor.isCopyOrMoveConstructor())
    return Out;
  auto Add = [&](const FieldDecl *Member, const Expr *Init) {
    if (const CallExpr *C = memberTask(Init, Types))
      Out.push_back({Member, C});
  };
  if (!Ctor.isUserProvided()) {
    // Clang defines it where it is used; its initializers may not be there yet.
    for (const FieldDecl *F : RD.fields())
      if (F->hasInClassInitializer())
        Add(F, F->getInClassInitializer());
    return Out;
  }
  const FunctionDecl *Definition = nullptr;
  if (!Ctor.isDefined(Definition))
    return Out;
  const auto &Seen = cast<CXXConstructorDecl>(*Definition);
  if (!onlyInitializes(Seen))
    return Out;
  for (const CXXCtorInitializer *I : Seen.inits()) {
    if (!I->isMemberInitializer())
      return {};
    const Expr *Init = I->getInit();
    if (const auto *D = dyn_cast<CXXDefaultInitExpr>(Init))
      Init = D->getExpr();
    Add(I->getMember(), Init);
  }
  return Out;
}

} // namespace corolint
