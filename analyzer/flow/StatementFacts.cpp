//===- StatementFacts.cpp - from one statement to facts -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/StatementFacts.h"

#include "flow/ErrorCodes.h"
#include "flow/FunctionIndex.h"
#include "flow/MemberTasks.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

void StatementFacts::switched(const SwitchStmt &S) {
  for (const SwitchCase *C = S.getSwitchCaseList(); C;
       C = C->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      if (const auto *D = dyn_cast<DeclRefExpr>(
              Case->getLHS()->IgnoreParenImpCasts()->IgnoreImplicit());
          D && Calls.saysCancelled(*D->getDecl()))
        Writer.add(Fact::Asked, D);
  Writer.add(Fact::Switched, S.getCond());
}

void StatementFacts::destructor(QualType T, const Stmt *Where, PlaceId P) {
  T = Unit.Ctx.getBaseElementType(T.getNonReferenceType());
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition() || RD->isLambda())
    return;
  const CXXDestructorDecl *D = RD->getDestructor();
  if (!D || D->isTrivial())
    return;
  Writer.add(Fact::Called, Where).Index = Calls.addDestructor(*D, T, Where, P);
}

void StatementFacts::temporaryEnds(const CXXBindTemporaryExpr *E) {
  if (!Done.insert(E).second)
    return;
  Places Ps = Resolver.resolve(E->getSubExpr());
  destructor(E->getType(), E, Ps.size() == 1 ? Ps[0] : NoId);
}

void StatementFacts::statement(const Stmt *S) {
  Awaits.part(S);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        Variables.declared(V, S);
    return;
  }
  if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S)) {
    if (E->getReadyExpr())
      Awaits.resumed(E);
    else
      Awaits.withoutParts(E);
    return;
  }
  if (const auto *E = dyn_cast<DependentCoawaitExpr>(S)) {
    Awaits.dependent(E);
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    returns(R->getRetValue(), R, false);
    return;
  }
  if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
    returns(R->getOperand(), R, true);
    return;
  }
  if (const auto *E = dyn_cast<CXXThrowExpr>(S)) {
    throws(E);
    return;
  }
  if (const auto *E = dyn_cast<LambdaExpr>(S)) {
    Closures.closure(E);
    return;
  }
  if (const auto *E = dyn_cast<InitListExpr>(S)) {
    list(E, const_cast<InitListExpr *>(E)->inits());
    return;
  }
  if (const auto *E = dyn_cast<CXXParenListInitExpr>(S)) {
    list(E, const_cast<CXXParenListInitExpr *>(E)->getInitExprs());
    return;
  }
  if (const auto *E = dyn_cast<CXXNewExpr>(S)) {
    if (const Expr *Init = E->getInitializer())
      Writer.addAll(Fact::Escaped, E, Resolver.resolve(Init));
    return;
  }
  if (isa<CallExpr, CXXConstructExpr>(S)) {
    call(cast<Expr>(S));
    chosen(cast<Expr>(S));
    return;
  }
  if (const auto *E = dyn_cast<BinaryOperator>(S)) {
    if (E->isAssignmentOp()) {
      Variables.modifiedMemory(E->getLHS());
      Variables.modified(E->getLHS(),
                         E->getOpcode() == BO_Assign ? E->getRHS() : nullptr);
      if (E->getOpcode() == BO_Assign)
        Variables.assigned(E->getLHS(), E->getRHS(), E);
    }
    return;
  }
  if (const auto *E = dyn_cast<UnaryOperator>(S)) {
    if (E->isIncrementDecrementOp()) {
      Variables.modifiedMemory(E->getSubExpr());
      Variables.stepped(*E);
    }
    return;
  }
  if (const auto *E = dyn_cast<DeclRefExpr>(S)) {
    Variables.referred(E);
    return;
  }
  if (const auto *E = dyn_cast<MemberExpr>(S)) {
    member(E);
    return;
  }
  if (isa<CXXThisExpr>(S)) {
    Writer.add(Fact::Used, S, Resolver.object());
    return;
  }
}

/// A task's own field is read: it is driven by hand.
void StatementFacts::member(const MemberExpr *E) {
  if (!isa<FieldDecl>(E->getMemberDecl()))
    return;
  QualType Base = E->getBase()->getType();
  if (Base->isPointerType())
    Base = Base->getPointeeType();
  if (Unit.Types.of(Base).isTracked())
    Writer.addAll(Fact::Escaped, E, Resolver.resolve(E->getBase()));
}

/// `E` is an arm of a conditional operator: its value is the operator's.
void StatementFacts::chosen(const Expr *E) {
  auto It = Writer.Scan.ArmOf.find(E);
  if (It == Writer.Scan.ArmOf.end() || !Resolver.isNewValue(*It->second))
    return;
  PlaceId Whole = Resolver.temporary(It->second);
  Writer.Temporaries.add(It->second, Whole);
  Writer.move(Resolver.resolve(E), Whole, E);
}

void StatementFacts::list(const Expr *E, llvm::ArrayRef<Expr *> Inits) {
  if (const auto *L = dyn_cast<InitListExpr>(E))
    if (L->isTransparent() || !L->isSemanticForm())
      return;
  bool Carries = Unit.Types.carriesTasks(E->getType());
  PlaceId Whole = NoId;
  Places Bindings = Resolver.bindingsOf(E, Inits.size());
  bool IsArray = Unit.Ctx.getAsConstantArrayType(E->getType()) != nullptr;
  for (unsigned N = 0; N != Inits.size(); ++N) {
    const Expr *I = Inits[N];
    PlaceId Binding = Bindings.empty() ? NoId : Bindings[N];
    const auto *Default = dyn_cast<CXXDefaultInitExpr>(I);
    if (Default)
      Writer.addElsewhere(Default->getExpr(), E);
    const CallExpr *Made =
        Default ? memberTask(Default->getExpr(), Unit.Types) : nullptr;
    Places Ps = Made ? Places{madeElsewhere(*Made, E)} : Resolver.resolve(I);
    llvm::erase_if(Ps, [&](PlaceId P) {
      QualType T = I->getType();
      return !(Carries || Unit.Types.carriesTasks(T) ||
               T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl());
    });
    if (Ps.empty())
      continue;
    if (Whole == NoId) {
      Whole = Resolver.temporary(E);
      Writer.Temporaries.add(E, Whole);
    }
    Writer.move(Ps,
                Binding != NoId ? Binding
                : IsArray       ? Resolver.element(Whole, N)
                                : Whole,
                E);
  }
}

/// `Made`, the initial value of a member, is evaluated as `E` is. Where it is.
PlaceId StatementFacts::madeElsewhere(const CallExpr &Made, const Expr *E) {
  unsigned N = Calls.add(Made, /*Machinery=*/false);
  G.Calls[N].RunBy = E;
  if (SiteId S = G.Calls[N].Makes; S != NoId)
    G.Sites[S].RunBy = E;
  Writer.add(Fact::Called, E).Index = N;
  return G.Calls[N].Result;
}

void StatementFacts::call(const Expr *E) {
  if (Writer.Scan.NotRun.contains(E) || !Done.insert(E).second)
    return;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getConstructor()->isCopyOrMoveConstructor())
      return;
    if (SiteId S = Calls.voidSlotSite(*C); S != NoId)
      Writer.addLost(S, E);
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    if (Resolver.passesOn(C) &&
        !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(C) &&
        isOfStd(*C->getCalleeDecl()))
      return; // std::move and the like do nothing.
  for (const Stmt *A : E->children())
    if (const auto *X = dyn_cast_or_null<CXXDefaultArgExpr>(A))
      Writer.addElsewhere(X->getExpr(), E);
  unsigned N = Calls.add(*E, Awaits.isMachinery(E));
  Call &C = G.Calls[N];
  if (C.Result != NoId)
    Writer.Temporaries.add(E, C.Result);
  if (C.Makes != NoId) {
    Consumer Who = Resolver.consumerOf(E);
    G.Sites[C.Makes].ExplicitDiscard = Who == Consumer::Voided;
  }
  for (const Argument &A : C.Arguments)
    if (A.How == Argument::LValueRef || A.How == Argument::Pointer)
      Variables.modified(A.E, nullptr);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
      M && M->getMethodDecl() && !M->getMethodDecl()->isConst())
    Variables.modified(M->getImplicitObjectArgument(), nullptr);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op &&
      (Op->isAssignmentOp() || Op->getOperator() == OO_PlusPlus ||
       Op->getOperator() == OO_MinusMinus || Op->getOperator() == OO_Call))
    Variables.modified(Op->getArg(0), nullptr);
  Writer.add(Fact::Called, E).Index = N;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && Op->getOperator() == OO_Equal)
    Variables.assigned(Op->getArg(0), Op->getArg(1), E);
  for (SiteId S : Calls.lostResults(C))
    Writer.addLost(S, E);
  if (Calls.savesException(C))
    saved(E);
  PlaceId Result = C.Result;
  // This makes calls, so that C is gone.
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    for (const MemberTask &T : memberTasks(*X->getConstructor(), Unit.Types))
      Writer.move({madeElsewhere(*T.Made, E)},
                  Resolver.field(Resolver.temporary(E), T.Member), E);
  // A new value that nobody known takes is not followed any further.
  if (Result != NoId) {
    Consumer Who = Resolver.consumerOf(E);
    if (Who == Consumer::Unknown || Who == Consumer::New ||
        Who == Consumer::Member)
      Writer.add(Fact::Escaped, E, Result);
  }
}

/// Where the current exception is put: in a local of this function, or anywhere
/// else.
void StatementFacts::saved(const Expr *E) {
  const Expr *Into = nullptr;
  const VarDecl *V = nullptr;
  for (const Stmt *S = E, *P = Writer.Parents.getParent(E); P;
       S = P, P = Writer.Parents.getParent(P)) {
    if (isWrapper(*P) || isa<CXXConstructExpr>(P))
      continue;
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(P);
        Op && Op->getOperator() == OO_Equal && Op->getArg(0) != S)
      Into = Op->getArg(0);
    else if (const auto *B = dyn_cast<BinaryOperator>(P);
             B && B->getOpcode() == BO_Assign && B->getLHS() != S)
      Into = B->getLHS();
    else if (const auto *D = dyn_cast<DeclStmt>(P); D && D->isSingleDecl())
      V = dyn_cast<VarDecl>(D->getSingleDecl());
    break;
  }
  while (Into) {
    Into = Into->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(Into)) {
      Into = M->isArrow() ? nullptr : M->getBase();
      continue;
    }
    if (const auto *D = dyn_cast<DeclRefExpr>(Into))
      V = dyn_cast<VarDecl>(D->getDecl());
    break;
  }
  bool Own = V && Resolver.isOwn(V) && !V->getType()->isReferenceType();
  Writer.add(Fact::Saved, E, Own ? Resolver.placeOf(V) : NoId).Flag = !Own;
}

void StatementFacts::returns(const Expr *E, const Stmt *Where, bool CoReturn) {
  if (!E)
    return;
  Places Ps = Resolver.resolve(E);
  bool Carries = Unit.Types.carriesTasks(E->getType()) ||
                 (CoReturn && !Ps.empty()) ||
                 E->getType()->getAsCXXRecordDecl();
  if (Carries)
    Writer.addAll(Fact::Returned, Where, Ps);
  if (!E->getType()->isVoidType())
    Writer.add(Fact::ReturnsValue, Where);
}

void StatementFacts::throws(const CXXThrowExpr *E) {
  if (!E->getSubExpr()) {
    Writer.add(Fact::Rethrown, E);
    return;
  }
  Writer.addAll(Fact::Escaped, E, Resolver.resolve(E->getSubExpr()));
  Writer.add(Fact::Thrown, E);
}

} // namespace corolint
