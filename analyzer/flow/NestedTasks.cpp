//===- NestedTasks.cpp - tasks that give tasks ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/NestedTasks.h"

#include "flow/Discarded.h"
#include "model/Wrappers.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {
namespace {

class NestedTasks {
public:
  NestedTasks(const FactGraph &G, TypeKinds &Types) : G(G), Types(Types) {}

  void run(const Stmt *Body);

  std::vector<NestedTask> Found;

private:
  bool isLazyTask(QualType T) {
    const AsyncType &A = Types.of(T);
    return A.What == AsyncType::Task && !A.isEager();
  }
  bool givesLazyTask(QualType T);
  void lost(const Expr *E, bool MayBeMeant);
  void scan(const Stmt *S, bool Own);
  void started(const Call &C);

  const FactGraph &G;
  TypeKinds &Types;
  llvm::SmallPtrSet<const Stmt *, 16> Discarded;
  llvm::SmallPtrSet<const ValueDecl *, 16> Named;
  /// Variables that are made from an await, with it.
  std::vector<std::pair<const VarDecl *, const CoawaitExpr *>> Kept;
};

/// A task of a task, as its type says: `task<task<int>>`.
bool NestedTasks::givesLazyTask(QualType T) {
  if (T->isDependentType() || Types.of(T).What != AsyncType::Task)
    return false;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!S || S->getTemplateArgs().size() == 0)
    return false;
  const TemplateArgument &Value = S->getTemplateArgs()[0];
  return Value.getKind() == TemplateArgument::Type &&
         isLazyTask(Value.getAsType());
}

/// Nobody takes the value of the await `E`. `MayBeMeant`: it is thrown away by
/// a cast, or kept for its destructor's sake perhaps.
void NestedTasks::lost(const Expr *E, bool MayBeMeant) {
  QualType T = E->getType();
  if (!E->isPRValue() || T->isDependentType() || !T->getAsCXXRecordDecl())
    return;
  const AsyncType &A = Types.of(T);
  if (A.What == AsyncType::Task) {
    // Lazy ones are followed for themselves.
    if (A.isEager() && !A.DestructorHandles && !MayBeMeant)
      Found.push_back({NestedTask::AwaitGivesStarted, E});
    return;
  }
  if (A.What != AsyncType::None || !Types.carriesTasks(T))
    return;
  const AsyncType &Carried = Types.carried(T);
  if (Carried.What == AsyncType::Task && !Carried.isEager())
    Found.push_back({NestedTask::AwaitGivesTasks, E});
}

/// `Own`: not in a lambda, which is a function of its own.
void NestedTasks::scan(const Stmt *S, bool Own) {
  if (!S)
    return;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    Named.insert(D->getDecl());
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        Named.insert(C.getCapturedVar());
  Own &= !isa<LambdaExpr>(S);
  if (const auto *D = dyn_cast<DeclStmt>(S); D && Own)
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit() &&
                                                   !isa<DecompositionDecl>(V) &&
                                                   !V->hasAttr<UnusedAttr>())
        if (const auto *A = dyn_cast<CoawaitExpr>(stripImplicit(V->getInit())))
          Kept.push_back({V, A});
  if (const auto *R = dyn_cast<CoreturnStmt>(S);
      R && Own && R->getOperand() && !isa<InitListExpr>(R->getOperand()) &&
      !G.Function->isTemplateInstantiation()) {
    QualType T = R->getOperand()->getType();
    if (!T->isDependentType() && isLazyTask(T) &&
        givesLazyTask(G.Function->getReturnType()))
      Found.push_back({NestedTask::Returned, R});
  }
  for (const Stmt *Child : S->children())
    scan(Child, Own);
}

/// Starting work of which nobody takes the value.
void NestedTasks::started(const Call &C) {
  const auto *E = dyn_cast<Expr>(C.E);
  if (!C.Model || !E || !Discarded.contains(E))
    return;
  for (const ArgumentModel &A : C.Model->Arguments) {
    if (A.Task != TaskUse::Starts || A.Argument < 0 ||
        A.Argument >= int(C.Arguments.size()))
      continue;
    const Argument &Given = C.Arguments[A.Argument];
    QualType T =
        Given.Callable ? Given.Callable->getReturnType() : Given.E->getType();
    if (givesLazyTask(T))
      Found.push_back({NestedTask::Started, Given.E});
  }
}

void NestedTasks::run(const Stmt *Body) {
  forEachDiscarded(Body, [&](const Expr *E, bool Said) {
    Discarded.insert(E);
    if (isa<CoawaitExpr>(E))
      lost(E, Said);
  });
  scan(Body, /*Own=*/true);
  for (auto [V, A] : Kept)
    if (!Named.contains(V))
      lost(A, /*MayBeMeant=*/true);
  for (const Call &C : G.Calls)
    started(C);
}

} // namespace

std::vector<NestedTask> findNestedTasks(const FactGraph &G, TypeKinds &Types) {
  NestedTasks N(G, Types);
  const Stmt *Body = G.Function->getBody();
  // What the promise does is not the user's.
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  N.run(Body);
  return std::move(N.Found);
}

} // namespace corolint
