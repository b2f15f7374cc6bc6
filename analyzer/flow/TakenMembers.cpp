//===- TakenMembers.cpp - functions that use up their object's tasks ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/TakenMembers.h"

#include "flow/SingleUse.h"
#include "flow/TaskParts.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// How often a body names each member or variable. What a co_await stands for
/// has its operand more than once in it, as the same expression.
class Names : public RecursiveASTVisitor<Names> {
public:
  llvm::DenseMap<const ValueDecl *, llvm::SmallPtrSet<const Expr *, 2>> Of;

  bool VisitMemberExpr(MemberExpr *E) {
    Of[E->getMemberDecl()].insert(E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Of[E->getDecl()].insert(E);
    return true;
  }
};

/// The member of this object, or the closure's own variable, that `E` is or
/// that holds it (`*Work`); null if none.
const ValueDecl *ownName(const FunctionDecl &F, const Expr *E) {
  E = withoutMove(E);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
      C && C->getOperator() == OO_Star && C->getNumArgs() == 1)
    E = withoutMove(C->getArg(0));
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(M->getMemberDecl()) &&
                   isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts())
               ? M->getMemberDecl()
               : nullptr;
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && captureOf(F, *V) == LCK_ByCopy ? V : nullptr;
}

bool mayHoldSingleUse(const FunctionDecl &F, TypeKinds &Types) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M || M->isStatic())
    return false;
  auto Holds = [&](QualType T) {
    return !T->isReferenceType() && Types.carriesTasks(T);
  };
  return llvm::any_of(M->getParent()->fields(), [&](const FieldDecl *Field) {
    return Holds(Field->getType());
  });
}

/// It calls a function of its object that may put another task there, or hands
/// the object on.
bool mayFill(const FactGraph &G) {
  auto IsObject = [](const Expr *E) {
    E = E ? E->IgnoreParenImpCasts() : nullptr;
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(E);
        U && U->getOpcode() == UO_Deref)
      E = U->getSubExpr()->IgnoreParenImpCasts();
    return isa_and_nonnull<CXXThisExpr>(E);
  };
  return llvm::any_of(G.Calls, [&](const Call &C) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    bool Changes = !M || !M->isConst();
    return !C.Machinery && !C.Destructor &&
           ((Changes && C.Object && IsObject(C.Object->E)) ||
            llvm::any_of(C.Arguments,
                         [&](const Argument &A) { return IsObject(A.E); }));
  });
}

/// Nothing that can throw comes before.
bool comesFirst(const FactGraph &G,
                llvm::function_ref<bool(const Fact &)> Takes) {
  for (unsigned B : G.reachedBefore(Takes).set_bits())
    if (llvm::none_of(G.Blocks[B].Facts, Takes) &&
        llvm::any_of(G.Blocks[B].Edges,
                     [](const Edge &E) { return E.What == Edge::Exceptional; }))
      return false;
  return true;
}

} // namespace

std::vector<TakenMember> findTakenMembers(const FactGraph &G,
                                          const UnitContext &Unit,
                                          SummaryLookup Summaries) {
  const FunctionDecl &F = *G.Function;
  if (G.Straight || !mayHoldSingleUse(F, Unit.Types) || mayFill(G))
    return {};
  Names Named;
  Named.TraverseStmt(F.getBody());
  std::vector<TakenMember> Out;
  auto Add = [&](const Fact &Taking, const Expr *Task, const Stmt &Where,
                 bool Awaited) {
    const ValueDecl *D = ownName(F, Task);
    auto Takes = [&](const Fact &Each) { return &Each == &Taking; };
    if (D && Named.Of[D].size() == 1 &&
        isSingleUse(withoutMove(Task)->getType(), Unit.Types) &&
        !G.leadsAround(Takes))
      Out.push_back({D->getNameAsString(), rangeOf(Unit.Ctx, Where), Awaited,
                     comesFirst(G, Takes)});
  };
  for (const Block &B : G.Blocks)
    for (const Fact &Taking : B.Facts) {
      if (Taking.What == Fact::Awaited) {
        const Await &A = G.Awaits[Taking.Index];
        if (usesUp(A))
          Add(Taking, A.Operand, *A.E, /*Awaited=*/true);
      }
      if (Taking.What != Fact::Called || G.Calls[Taking.Index].Machinery)
        continue;
      const Call &C = G.Calls[Taking.Index];
      for (const Argument &A : C.Arguments)
        if (A.E && (A.How == Argument::Value || A.How == Argument::RValueRef) &&
            !isLeft(C, A, Summaries))
          Add(Taking, A.E, *C.E, /*Awaited=*/false);
    }
  return Out;
}

bool runsForSure(const FactGraph &G, const Call &C) {
  if (C.Makes == NoId || C.ResultAwaited ||
      G.Sites[C.Makes].Start == Start::Eager)
    return true;
  auto Has = [&](const auto &Each) {
    return llvm::is_contained(Each.Places, C.Result);
  };
  return llvm::any_of(G.Awaits, Has) ||
         llvm::any_of(G.Calls, [&](const Call &Given) {
           return llvm::any_of(Given.Arguments, Has);
         });
}

} // namespace corolint
