//===- ErrorCodes.cpp - awaits that leave an error code -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ErrorCodes.h"

#include "model/CancellationKinds.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

bool isErrorCode(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return RD && RD->getIdentifier() && RD->getName() == "error_code";
}

bool holdsErrorCode(QualType T) {
  if (isErrorCode(T))
    return true;
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition())
    return false;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(RD);
      Spec && isOfStd(*Spec)) {
    static const StringRef Holders[] = {"tuple", "pair", "expected"};
    if (!llvm::is_contained(Holders, Spec->getName()))
      return false;
    for (const TemplateArgument &A : Spec->getTemplateArgs().asArray()) {
      if (A.getKind() == TemplateArgument::Type && isErrorCode(A.getAsType()))
        return true;
      if (A.getKind() == TemplateArgument::Pack)
        for (const TemplateArgument &P : A.getPackAsArray())
          if (P.getKind() == TemplateArgument::Type &&
              isErrorCode(P.getAsType()))
            return true;
    }
    return false;
  }
  return llvm::any_of(RD->getDefinition()->fields(), [](const FieldDecl *F) {
    return isErrorCode(F->getType());
  });
}

static void collectRedirected(const Stmt *S, unsigned Depth,
                              llvm::SmallVectorImpl<const VarDecl *> &Out) {
  if (!S || Depth > 30 || isa<LambdaExpr>(S))
    return;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
        V && isErrorCode(V->getType()) && !V->getType().isConstQualified() &&
        !llvm::is_contained(Out, V))
      Out.push_back(V);
  for (const Stmt *C : S->children())
    collectRedirected(C, Depth + 1, Out);
}

llvm::SmallVector<const VarDecl *, 1> redirectedTo(const Expr *Operand) {
  llvm::SmallVector<const VarDecl *, 1> Out;
  collectRedirected(Operand, 0, Out);
  return Out;
}

const VarDecl *holderRead(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E);
  if (!D)
    return nullptr;
  if (const auto *B = dyn_cast<BindingDecl>(D->getDecl()))
    // Of a decomposition, only the code itself is of interest.
    return isErrorCode(B->getType())
               ? dyn_cast_or_null<VarDecl>(B->getDecomposedDecl())
               : nullptr;
  // Nor is what the bindings themselves are made from.
  const auto *V = dyn_cast<VarDecl>(D->getDecl());
  return V && !isa<DecompositionDecl>(V) && holdsErrorCode(V->getType())
             ? V
             : nullptr;
}

static bool isGet(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E);
  const auto *F =
      C ? dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl()) : nullptr;
  return F && isOfStd(*F) && F->getIdentifier() && F->getName() == "get" &&
         C->getNumArgs() == 1;
}

/// An enumerator that stands for one error, and not for a cancellation.
static bool isOtherError(const Expr *E) {
  E = stripCasts(E);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs())
    E = stripCasts(C->getArg(0)); // a code made from it
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *Value = D ? dyn_cast<EnumConstantDecl>(D->getDecl()) : nullptr;
  return Value && !namedAfterCancellation(Value->getName());
}

std::optional<ErrorTest> otherErrorTest(const Expr *E) {
  const Expr *L = nullptr, *R = nullptr;
  bool Equal = true;
  E = stripCasts(E);
  if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    auto Parts = X->getDecomposedForm();
    L = Parts.LHS, R = Parts.RHS;
    Equal = Parts.Opcode == BO_EQ;
  } else if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
             X && (X->getOperator() == OO_EqualEqual ||
                   X->getOperator() == OO_ExclaimEqual)) {
    L = X->getArg(0), R = X->getArg(1);
    Equal = X->getOperator() == OO_EqualEqual;
  } else {
    return std::nullopt;
  }
  if (isOtherError(L))
    std::swap(L, R);
  if (!isOtherError(R) || !isErrorCode(L->getType()))
    return std::nullopt;
  std::optional<ErrorTest> T = errorTest(L);
  if (T)
    T->FailedIf = Equal;
  return T;
}

std::optional<ErrorTest> errorTest(const Expr *E) {
  bool Value = true;
  for (unsigned Depth = 0; Depth != 12; ++Depth) {
    E = stripCasts(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && U->getOpcode() == UO_LNot) {
      Value = !Value;
      E = U->getSubExpr();
      continue;
    }
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
        Op && Op->getOperator() == OO_Exclaim) {
      Value = !Value;
      E = Op->getArg(0);
      continue;
    }
    // An error code is true if something failed, a result if nothing did.
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      const Expr *Object = stripCasts(M->getImplicitObjectArgument());
      if (!isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()) &&
          !M->getType()->isBooleanType())
        return std::nullopt;
      if (!isErrorCode(Object->getType()))
        Value = !Value;
      E = Object;
      continue;
    }
    if (isGet(E)) {
      if (!isErrorCode(E->getType()))
        return std::nullopt;
      E = cast<CallExpr>(E)->getArg(0);
      continue;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (!isErrorCode(M->getType()))
        return std::nullopt;
      E = M->getBase();
      continue;
    }
    // `while (auto R = co_await …)`: the variable of a condition.
    const VarDecl *V = holderRead(E);
    if (!V)
      return std::nullopt;
    return ErrorTest{V, Value};
  }
  return std::nullopt;
}

/// The truth `S` is kept in a variable or returned, for somebody to look at; a
/// branch on it is seen where it branches.
static bool isKeptTruth(const Stmt *S, const ParentMap &Parents) {
  for (;;) {
    const Stmt *P = Parents.getParent(const_cast<Stmt *>(S));
    if (!P)
      return false;
    if (const auto *U = dyn_cast<UnaryOperator>(P)) {
      if (U->getOpcode() != UO_LNot)
        return false;
    } else if (const auto *B = dyn_cast<BinaryOperator>(P)) {
      if (B->isAssignmentOp())
        return B->getRHS() == S;
      if (!B->isLogicalOp())
        return false;
    } else if (isa<DeclStmt, ReturnStmt, CoreturnStmt>(P)) {
      return true;
    } else if (!isa<ParenExpr, CastExpr, FullExpr, CXXMemberCallExpr,
                    CXXOperatorCallExpr, MemberExpr>(P)) {
      return false;
    }
    S = P;
  }
}

/// Whether `F` does no more with its parameter number `I`, an error code, than
/// to print it.
static bool onlyPrints(const FunctionDecl &F, unsigned I) {
  Stmt *Body = F.getBody();
  if (!Body || !F.getReturnType()->isVoidType() || isa<CoroutineBodyStmt>(Body))
    return false;
  const ParmVarDecl *P = F.getDefinition()->getParamDecl(I);
  ParentMap Parents(Body);
  std::vector<const Stmt *> Work{Body};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (isa<CXXThrowExpr, LambdaExpr>(S))
      return false;
    if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
      return false;
    if (const auto *C = dyn_cast<CallExpr>(S)) {
      const auto *Callee = dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl());
      const auto *M = dyn_cast<CXXMemberCallExpr>(C);
      bool Asks = M && isErrorCode(M->getImplicitObjectArgument()->getType());
      if (!Callee || !(Asks || isOfStd(*Callee) || Callee->isExternC()))
        return false;
    }
    if (const auto *D = dyn_cast<DeclRefExpr>(S);
        D && D->getDecl() == P && usesErrorCode(D, Parents))
      return false;
    Work.insert(Work.end(), S->child_begin(), S->child_end());
  }
  return true;
}

bool usesErrorCode(const Expr *E, const ParentMap &Parents) {
  // Up to the error code itself.
  const Stmt *S = E;
  bool Code = isErrorCode(E->getType());
  for (;;) {
    const Stmt *P = Parents.getParent(const_cast<Stmt *>(S));
    if (!P)
      return true;
    if (const auto *M = dyn_cast<MemberExpr>(P)) {
      const auto *Member = dyn_cast<FieldDecl>(M->getMemberDecl());
      if (Member && !Code) {
        // The value beside the code says nothing of it.
        if (!isErrorCode(M->getType()))
          return false;
        Code = true;
        S = P;
        continue;
      }
      // A member function. The code's value can be compared; its text and its
      // truth, and what a result holds beside its code, cannot.
      QualType T = M->getType();
      if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(
              Parents.getParent(const_cast<Stmt *>(P))))
        T = C->getType();
      T = T.getNonReferenceType();
      if (T->isBooleanType())
        return isKeptTruth(P, Parents);
      if (T->isVoidType())
        return false;
      return Code ? T->isIntegerType() : isErrorCode(T);
    }
    if (isa<ParenExpr, ImplicitCastExpr, MaterializeTemporaryExpr,
            CXXBindTemporaryExpr>(P)) {
      S = P;
      continue;
    }
    if (const auto *C = dyn_cast<CallExpr>(P); C && isGet(C) && !Code) {
      if (!isErrorCode(C->getType()))
        return false;
      Code = true;
      S = P;
      continue;
    }
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(P)) {
      switch (Op->getOperator()) {
      case OO_Exclaim:
        return isKeptTruth(Op, Parents);
      case OO_LessLess: // printed
      case OO_Star:
      case OO_Arrow:
        return false;
      case OO_Equal: // overwritten
        return Op->getArg(0) != S;
      default:
        // What an error that is no cancellation is compared with, a branch
        // looks at.
        return !otherErrorTest(Op);
      }
    }
    if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(P))
      return !otherErrorTest(R);
    if (const auto *C = dyn_cast<CallExpr>(P)) {
      // Given as a reference to be written.
      const auto *F = dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl());
      for (unsigned I = 0; F && I < C->getNumArgs() && I < F->getNumParams();
           ++I)
        if (C->getArg(I) == S) {
          QualType T = F->getParamDecl(I)->getType();
          if (T->isLValueReferenceType() &&
              !T->getPointeeType().isConstQualified())
            return false;
          return !(Code && onlyPrints(*F, I));
        }
    }
    return true;
  }
}

} // namespace corolint
