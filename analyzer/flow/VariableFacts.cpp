//===- VariableFacts.cpp - facts about variables and their values ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/VariableFacts.h"

#include "flow/ErrorCodes.h"
#include "flow/FunctionIndex.h"
#include "flow/Referents.h"
#include "model/Classes.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <optional>

using namespace clang;

namespace corolint {

VariableFacts::VariableFacts(FactWriter &Writer)
    : Writer(Writer), Unit(Writer.Unit), G(Writer.G), Resolver(Writer.Resolver),
      Conds(Writer.Conds), Calls(Writer.Calls) {
  // Before the first condition that asks one of them.
  for (const VarDecl *V : Writer.Scan.Variables)
    nameAlias(V);
}

/// References, iterators and pointers are other names for what they are made
/// from.
void VariableFacts::nameAlias(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init || !Resolver.isOwn(V) || V->isInitCapture())
    return;
  QualType T = V->getType();
  if (T->isArithmeticType() || T->isEnumeralType())
    return;
  Places From = Resolver.resolve(Init);
  if (From.empty())
    return;
  const Expr *Made = stripCasts(Init);
  const auto *Full = dyn_cast<FullExpr>(Init);
  bool Extends = T->isReferenceType() && isa<MaterializeTemporaryExpr>(
                                             Full ? Full->getSubExpr() : Init);
  bool IsNew = llvm::any_of(From, [&](PlaceId P) {
    return G.Places[P].Temp && G.Places[P].Temp == Made;
  });
  bool Iterator =
      (!Unit.Types.carriesTasks(T) || isClassOfStd(T, "reference_wrapper")) &&
      T->getAsCXXRecordDecl() && isa<CallExpr>(Made) && !IsNew;
  if ((T->isReferenceType() && !Extends) || T->isPointerType() || Iterator) {
    Resolver.alias(V, Init);
    Aliases.insert(V);
  }
}

void VariableFacts::borrows(const VarDecl &V, const Expr *NewValue,
                            const Stmt *Where) {
  if (!G.IsCoroutine || !mayBorrow(V) || !Resolver.isOwn(&V))
    return;
  Fact &F = Writer.add(Fact::Borrowed, Where, Resolver.placeOf(&V));
  if (std::optional<Borrow> B = borrowOf(NewValue, V, Resolver.function())) {
    F.Index = G.Borrows.size();
    G.Borrows.push_back(*B);
  }
}

void VariableFacts::assigned(const Expr *E, const Expr *NewValue,
                             const Stmt *Where) {
  const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  // A reference's object is set, not the reference.
  if (!V || V->getType()->isReferenceType())
    return;
  borrows(*V, NewValue, Where);
  // A closure that refers to it may take the new task as it could the old one.
  if (Resolver.isOwn(V) && Writer.Scan.Shared.contains(V) &&
      Unit.Types.carriesTasks(V->getType()))
    Writer.add(Fact::Escaped, Where, Resolver.placeOf(V));
}

/// The compiler's own variable behind a structured binding of a tuple: what it
/// refers to stays a part of the whole.
static bool standsForBinding(const VarDecl &V) {
  return V.isImplicit() && V.getType()->isReferenceType() &&
         V.getIdentifier() && !V.getName().starts_with("__");
}

void VariableFacts::declared(const VarDecl *V, const Stmt *Where) {
  const Expr *Init = V->getInit();
  if (G.IsCoroutine && Resolver.isOwn(V) && V->getType()->isRecordType())
    Writer.add(Fact::Declared, Where, Resolver.placeOf(V));
  borrows(*V, Init, Where);
  if (!Init)
    return;
  if (!Init->isValueDependent() && !Init->isTypeDependent()) {
    newValue(*V, Init, Where);
    setTruth(V, V->getType()->isScalarType() ? Init : nullptr, Where);
    turnBegins(*V, Where);
  }
  if (standsForBinding(*V))
    return;
  Places From = Resolver.resolve(Init);
  if (!Resolver.isOwn(V)) {
    // A static local or a member of another function: it outlives this one.
    Writer.addAll(Fact::Escaped, Where, From);
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(stripCasts(Init));
      L && Writer.Scan.References.lookup(V) == 0 && !V->isInitCapture()) {
    if (SiteId S = Calls.closureSite(*L); S != NoId)
      Writer.add(Fact::Created, L, Resolver.placeOf(V)).Site = S;
  }
  if (From.empty())
    return;
  if (Aliases.contains(V))
    return;
  PlaceId To = Resolver.placeOf(V);
  if (const auto *T = Unit.Ctx.getAsConstantArrayType(V->getType());
      T && From.size() == 1 && isa<InitListExpr>(stripCasts(Init)))
    for (unsigned I = 0,
                  N = cast<InitListExpr>(stripCasts(Init))->getNumInits();
         I != N; ++I)
      Writer.move({Resolver.element(From[0], I)}, Resolver.element(To, I),
                  Where);
  Writer.move(From, To, Where);
}

void VariableFacts::modifiedMemory(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *M = dyn_cast<MemberExpr>(E);
  if (isa<DeclRefExpr>(E) || (M && !M->isArrow()))
    return;
  for (unsigned C = 0; C != G.Conditions.size(); ++C)
    if (G.Conditions[C].Volatile)
      Writer.add(Fact::Forgotten, E).Index = C;
}

/// What is known of conditions that read `V` when it is set; null: not to what.
void VariableFacts::newValue(const VarDecl &V, const Expr *NewValue,
                             const Stmt *Where) {
  llvm::ArrayRef<unsigned> Readers = Conds.reading(&V);
  if (Readers.empty())
    return;
  Expr::EvalResult Constant;
  bool Known = NewValue && !NewValue->getType().isNull() &&
               NewValue->getType()->isIntegralOrEnumerationType() &&
               NewValue->EvaluateAsInt(Constant, Unit.Ctx);
  for (unsigned C : Readers) {
    std::optional<bool> Holds;
    if (Known)
      Holds = Conds.holdsFor(C, &V, Constant.Val.getInt());
    if (Holds)
      setCondition(C, *Holds, Where);
    else
      Writer.add(Fact::Forgotten, Where).Index = C;
  }
}

/// `++V` and its kin.
void VariableFacts::stepped(const UnaryOperator &Step) {
  const auto *D =
      dyn_cast<DeclRefExpr>(Step.getSubExpr()->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V)
    return modified(Step.getSubExpr(), nullptr);
  // From a constant on, a variable that only ever grows passes each value once.
  Expr::EvalResult First;
  bool Grows =
      Resolver.isOwn(V) && !isa<ParmVarDecl>(V) && V->getInit() &&
      V->getType()->isIntegerType() && !Writer.Scan.Assigned.contains(V) &&
      !Writer.Scan.Shared.contains(V) && !V->getInit()->isValueDependent() &&
      V->getInit()->EvaluateAsInt(First, Unit.Ctx);
  for (unsigned C : Conds.reading(V)) {
    if (Conds.isStepOf(&Step, C))
      continue;
    std::optional<bool> Holds;
    if (Grows)
      Holds = Conds.holdsFrom(
          C, V, llvm::APSInt::get(First.Val.getInt().getExtValue() + 1));
    if (Holds)
      setCondition(C, *Holds, &Step);
    else
      Writer.add(Fact::Forgotten, &Step).Index = C;
  }
}

/// Of a loop over a range that is written out, the first turn comes, and all
/// values of its variable are known.
void VariableFacts::turnBegins(const VarDecl &V, const Stmt *Where) {
  const CXXForRangeStmt *Loop = Writer.Scan.LoopOf.lookup(&V);
  const Expr *Range = Loop ? Loop->getRangeInit() : nullptr;
  if (!Range || Range->isTypeDependent())
    return;
  const Expr *Written = stripCasts(Range);
  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(Written))
    Written = stripCasts(L->getSubExpr());
  const auto *List = dyn_cast<InitListExpr>(Written);
  if (Loop->getLoopVariable() != &V) {
    const auto *Array =
        Unit.Ctx.getAsConstantArrayType(Range->getType().getNonReferenceType());
    bool IsEmpty = !(List && List->getNumInits() != 0 &&
                     isClassOfStd(Range->getType(), "initializer_list")) &&
                   !(Array && Array->getZExtSize() != 0);
    bool Negated = false;
    unsigned C = IsEmpty ? NoId : Conds.number(Loop->getCond(), Negated);
    if (C != NoId)
      setCondition(C, !Negated, Where);
    return;
  }
  if (!List || !V.getType().getNonReferenceType()->isIntegerType())
    return;
  for (unsigned C : Conds.reading(&V)) {
    std::optional<bool> All;
    bool Same = List->getNumInits() != 0;
    for (const Expr *Each : List->inits()) {
      Expr::EvalResult Value;
      std::optional<bool> Holds;
      if (!Each->isValueDependent() && Each->EvaluateAsInt(Value, Unit.Ctx))
        Holds = Conds.holdsFor(C, &V, Value.Val.getInt());
      Same &= Holds && (!All || *All == *Holds);
      All = Holds;
    }
    if (Same)
      setCondition(C, *All, Where);
  }
}

void VariableFacts::modified(const Expr *E, const Expr *NewValue) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    E = M->getBase()->IgnoreParenImpCasts();
    NewValue = nullptr;
  }
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V)
    return;
  if (NewValue && (NewValue->isValueDependent() || NewValue->isTypeDependent()))
    NewValue = nullptr;
  newValue(*V, NewValue, E);
  setTruth(V, NewValue, E);
}

void VariableFacts::setCondition(unsigned Condition, bool Value,
                                 const Stmt *Where) {
  Fact &S = Writer.add(Fact::SetCondition, Where);
  S.Index = Condition;
  S.Flag = Value;
}

/// The condition that is `V` itself, if its new value is a constant.
void VariableFacts::setTruth(const VarDecl *V, const Expr *NewValue,
                             const Stmt *Where) {
  unsigned Truth = Conds.truthOf(V);
  bool Value = false;
  if (NewValue && Truth != NoId &&
      NewValue->EvaluateAsBooleanCondition(Value, Unit.Ctx))
    setCondition(Truth, Value, Where);
}

/// `E` is what an assignment sets: its old value is not read.
bool VariableFacts::isSetBy(const DeclRefExpr *E) const {
  const Stmt *P =
      Writer.Parents.getParentIgnoreParens(const_cast<DeclRefExpr *>(E));
  if (E->getDecl()->getType()->isReferenceType() || !P)
    return false;
  if (const auto *B = dyn_cast<BinaryOperator>(P))
    return B->getOpcode() == BO_Assign && B->getLHS()->IgnoreParens() == E;
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(P);
  return Op && Op->getOperator() == OO_Equal &&
         Op->getArg(0)->IgnoreParens() == E;
}

void VariableFacts::referred(const DeclRefExpr *E) {
  if (Unit.Models.cancellations().size() && isa<EnumConstantDecl>(E->getDecl()))
    if (Calls.saysCancelled(*E->getDecl()))
      Writer.add(Fact::Asked, E);
  if (const VarDecl *Holder = holderRead(E);
      Holder && Resolver.isOwn(Holder) && usesErrorCode(E, Writer.Parents))
    Writer.add(Fact::ErrorUsed, E, Resolver.placeOf(Holder));
  // A count that came with the code is zero, or short, where the code says that
  // the operation was cancelled.
  if (const auto *B = dyn_cast<BindingDecl>(E->getDecl());
      B && E->getType()->isArithmeticType() &&
      Resolver.consumerOf(E) == Consumer::Tested)
    if (const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
        Whole && Resolver.isOwn(Whole))
      Writer.add(Fact::ErrorUsed, E, Resolver.placeOf(Whole));
  const auto *B = dyn_cast<BindingDecl>(E->getDecl());
  const auto *V = dyn_cast_or_null<VarDecl>(
      B ? static_cast<const ValueDecl *>(B->getDecomposedDecl())
        : E->getDecl());
  if (V && G.IsCoroutine && !isa<ParmVarDecl>(V) && Resolver.isOwn(V) &&
      mayBorrow(*V) && !isSetBy(E) &&
      // Of a pair of an iterator and more, only the iterator.
      (!B || V->getType()->isReferenceType() || isView(B->getType())))
    Writer.add(Fact::Used, E, Resolver.placeOf(V));
  if (!V || B)
    return;
  if (!Resolver.isOwn(V)) {
    // It is in the closure.
    if (E->refersToEnclosingVariableOrCapture() || V->isInitCapture())
      Writer.add(Fact::Used, E, Resolver.object());
    if (Calls.saysCancelled(*V))
      Writer.add(Fact::Asked, E);
    return;
  }
  // `(void)Name` reads nothing.
  if (isa<ParmVarDecl>(V) && Resolver.consumerOf(E) != Consumer::Voided)
    Writer.add(Fact::Used, E, Resolver.placeOf(V));
  if (!Unit.Types.carriesTasks(V->getType()))
    return;
  Consumer Who = Resolver.consumerOf(E);
  if (Who == Consumer::Unknown || Who == Consumer::New)
    Writer.addAll(Fact::Escaped, E, Resolver.resolve(E));
}

} // namespace corolint
