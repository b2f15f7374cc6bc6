//===- Bodies.cpp - functions' bodies, and what they mention where --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"

#include "Cancellation.h"

#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint::mutation {
namespace {

/// Whether each `return` of a function gives this constant.
bool alwaysGives(const Expr *CallOf, bool Answer, ASTContext &Context) {
  if (!CallOf)
    return false;
  auto *Call = dyn_cast<CallExpr>(strip(CallOf));
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !F->hasBody(F) || !F->getReturnType()->isBooleanType())
    return false;
  bool Any = false, All = true;
  auto Look = [&](auto &Self, const Stmt *S) -> void {
    if (auto *Return = dyn_cast<ReturnStmt>(S)) {
      auto *Value = Return->getRetValue();
      auto *Literal =
          Value ? dyn_cast<CXXBoolLiteralExpr>(strip(Value)) : nullptr;
      Any = true;
      All &= Literal && Literal->getValue() == Answer;
    }
    for (const Stmt *Child : S->children())
      if (Child)
        Self(Self, Child);
  };
  Look(Look, F->getBody());
  return Any && All;
}

const FieldDecl *ownMember(const Stmt *S) {
  auto *Member = dyn_cast<MemberExpr>(S);
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

const ValueDecl *named(const Stmt *S) {
  if (auto *Ref = dyn_cast<DeclRefExpr>(S))
    return dyn_cast<VarDecl>(Ref->getDecl());
  return ownMember(S);
}

} // namespace

bool maySuspend(const CoawaitExpr *Await) {
  auto *Record = Await->getOperand()->getType()->getAsCXXRecordDecl();
  if (Record && isQuestionToCoroutine(Record))
    return false;
  ASTContext *Context = nullptr;
  if (Record)
    Context = &Record->getASTContext();
  return !Context || (!alwaysGives(Await->getReadyExpr(), true, *Context) &&
                      !alwaysGives(Await->getSuspendExpr(), false, *Context));
}

Body::Body(ASTContext &Context, const FunctionDecl *Function)
    : SourceText(Context), Function(Function) {
  const Stmt *Whole = Function->getBody();
  if (auto *Made = dyn_cast_or_null<CoroutineBodyStmt>(Whole)) {
    Coroutine = true;
    Whole = Made->getBody();
  }
  Block = dyn_cast_or_null<CompoundStmt>(Whole);
  visit(Block, nullptr);
}

void Body::visit(const Stmt *S, const Stmt *Above) {
  if (!S)
    return;
  All.push_back(S);
  Parents[S] = Above;
  if (auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (auto *Variable = dyn_cast<VarDecl>(D))
        Declared[Variable] = Above;
  if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S)) {
    auto *Await = dyn_cast<CoawaitExpr>(S);
    visit(Await ? awaitedBy(Await) : Suspend->getOperand(), S);
  } else if (auto *Return = dyn_cast<CoreturnStmt>(S)) {
    visit(Return->getOperand(), S);
  } else if (auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      visit(Init, S);
  } else if (auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    visit(Range->getInit(), S);
    visit(Range->getRangeInit(), S);
    Declared[Range->getLoopVariable()] = Range->getBody();
    visit(Range->getBody(), S);
  } else {
    for (const Stmt *Child : S->children())
      visit(Child, S);
  }
}

bool Body::isWithin(const Stmt *S, const Stmt *Around) const {
  for (; S; S = parent(S))
    if (S == Around)
      return true;
  return false;
}

const Stmt *Body::statementOf(const Stmt *S) const {
  while (const Stmt *Above = parent(S)) {
    if (isa<DeclStmt, ReturnStmt, CoreturnStmt>(Above))
      return Above;
    if (!isa<Expr>(Above))
      break;
    S = Above;
  }
  return S;
}

bool Body::isAwaitedIn(const Stmt *S) const {
  for (; S && isa<Expr>(S); S = parent(S))
    if (isa<CoroutineSuspendExpr>(S))
      return true;
  return false;
}

bool Body::isOwn(const ValueDecl *D) const {
  auto *Variable = dyn_cast_or_null<VarDecl>(D);
  if (!Variable || !Variable->hasLocalStorage() ||
      Variable->getType()->isReferenceType())
    return false;
  return Declared.contains(Variable) ||
         (isa<ParmVarDecl>(Variable) && Variable->getDeclContext() == Function);
}

const Stmt *Body::scopeOf(const ValueDecl *Own) const {
  const Stmt *Scope = Declared.lookup(Own);
  return Scope ? Scope : Block;
}

const ValueDecl *Body::ownRoot(const Expr *E) const {
  E = strip(E);
  if (auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->isCallToStdMove() && Call->getNumArgs() == 1)
    return ownRoot(Call->getArg(0));
  if (auto *Copy = dyn_cast<CXXConstructExpr>(E);
      Copy && Copy->getNumArgs() == 1 &&
      Copy->getConstructor()->isCopyOrMoveConstructor())
    return ownRoot(Copy->getArg(0));
  if (auto *Member = dyn_cast<MemberExpr>(E);
      Member && !Member->isArrow() && isa<FieldDecl>(Member->getMemberDecl()) &&
      !Member->getMemberDecl()->getType()->isReferenceType())
    return ownRoot(Member->getBase());
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && !Ref->refersToEnclosingVariableOrCapture() &&
                 isOwn(Ref->getDecl())
             ? Ref->getDecl()
             : nullptr;
}

bool Body::isUse(const Stmt *S, const ValueDecl *D) const {
  auto *Ref = dyn_cast<DeclRefExpr>(S);
  if (!D)
    return isa<CXXThisExpr>(S) ||
           (Ref && Ref->refersToEnclosingVariableOrCapture());
  return Ref && Ref->getDecl() == D;
}

bool Body::uses(const ValueDecl *D) const {
  for (const Stmt *S : All)
    if (isUse(S, D))
      return true;
  return false;
}

bool Body::usesAfterSuspension(const ValueDecl *D) const {
  std::vector<const CoroutineSuspendExpr *> Suspensions;
  for (const Stmt *S : All) {
    auto *Await = dyn_cast<CoawaitExpr>(S);
    if (Await ? maySuspend(Await) : isa<CoyieldExpr>(S))
      Suspensions.push_back(cast<CoroutineSuspendExpr>(S));
  }
  for (const Stmt *S : All) {
    if (!isUse(S, D))
      continue;
    for (const CoroutineSuspendExpr *Suspension : Suspensions) {
      if (end(Suspension->getEndLoc()) <= offset(S->getBeginLoc()))
        return true;
      const Stmt *Part = S;
      for (const Stmt *Loop = parent(S); Loop; Part = Loop, Loop = parent(Loop))
        if (isLoop(Loop) && comesBackTo(Loop, Part) &&
            isWithin(Suspension, Loop))
          return true;
    }
  }
  return false;
}

Decls Body::couldWait(const Stmt *S) const {
  Decls Result;
  for (const Stmt *Below : All) {
    const ValueDecl *D = isWithin(Below, S) ? named(Below) : nullptr;
    if (!D)
      continue;
    auto *Record = D->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (!Record || (Record->isInStdNamespace() &&
                    Record->getName().starts_with("basic_string")))
      continue;
    Result.insert(D);
  }
  if (auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (auto *Variable = dyn_cast<VarDecl>(D))
        Result.insert(Variable);
  return Result;
}

bool Body::mentionsLater(const Decls &Names, const Stmt *S,
                         const Stmt *Scope) const {
  unsigned Begin = offset(S->getBeginLoc()), End = offset(Scope->getEndLoc());
  for (const Stmt *Loop = S; Loop && Loop != Scope; Loop = parent(Loop))
    if (isLoop(Loop))
      Begin = offset(Loop->getBeginLoc());
  for (const Stmt *Other : All) {
    const ValueDecl *D = named(Other);
    if (!D || !Names.contains(D) || isWithin(Other, S))
      continue;
    unsigned At = offset(Other->getBeginLoc());
    if (Begin <= At && At <= End)
      return true;
  }
  return false;
}

bool Body::staysLater(const Stmt *S, const Stmt *Scope) const {
  static const llvm::StringSet<> Waits = {
      "run",         "run_one", "run_until", "run_until_complete",
      "run_forever", "poll",    "sync_wait", "join",
      "wait",        "get"};
  for (const Stmt *Other : All) {
    if (offset(Other->getBeginLoc()) <= offset(S->getEndLoc()) ||
        !isWithin(Other, Scope))
      continue;
    const Expr *Condition = nullptr;
    if (auto *For = dyn_cast<ForStmt>(Other)) {
      if (!For->getCond())
        return true;
      Condition = For->getCond();
    } else if (auto *While = dyn_cast<WhileStmt>(Other)) {
      Condition = While->getCond();
    }
    bool Again = false;
    if (Condition && !Condition->isValueDependent() &&
        Condition->EvaluateAsBooleanCondition(Again, Context) && Again)
      return true;
    auto *Call = dyn_cast<CallExpr>(Other);
    auto *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Coroutine && Callee && Callee->getDeclName().isIdentifier() &&
        Waits.contains(Callee->getName()))
      return true;
  }
  return false;
}

const Body *Bodies::of(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->hasBody(Definition) || Definition->isDependentContext())
    return nullptr;
  std::unique_ptr<Body> &Found = Known[Definition];
  if (!Found)
    Found = std::make_unique<Body>(Context, Definition);
  return Found->block() ? Found.get() : nullptr;
}

} // namespace corolint::mutation
