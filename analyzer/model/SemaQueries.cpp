//===- SemaQueries.cpp - questions that only Sema can answer --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/SemaQueries.h"

#include "compat/TemplateIds.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Sema/EnterExpressionEvaluationContext.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/TemplateDeduction.h"

using namespace clang;

namespace corolint {

bool SemaQueries::complete(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  return S.isCompleteType(SourceLocation(), T.getNonReferenceType());
}

bool SemaQueries::hasMember(CXXRecordDecl *Record, StringRef Name) {
  if (!Record || !Record->hasDefinition())
    return false;
  LookupResult R(S, &S.Context.Idents.get(Name), SourceLocation(),
                 Sema::LookupMemberName);
  R.suppressDiagnostics();
  return S.LookupQualifiedName(R, Record);
}

CXXMethodDecl *SemaQueries::memberFunction(CXXRecordDecl *Record,
                                           StringRef Name) {
  if (!Record || !Record->hasDefinition())
    return nullptr;
  LookupResult R(S, &S.Context.Idents.get(Name), SourceLocation(),
                 Sema::LookupMemberName);
  R.suppressDiagnostics();
  if (!S.LookupQualifiedName(R, Record))
    return nullptr;
  for (NamedDecl *D : R)
    if (auto *M = dyn_cast<CXXMethodDecl>(D->getUnderlyingDecl());
        M && M->getMinRequiredArguments() == 0)
      return M;
  return nullptr;
}

QualType SemaQueries::promiseOf(QualType R, const FunctionDecl *F) {
  ASTContext &C = S.Context;
  NamespaceDecl *Std = S.getStdNamespace();
  if (!Std || R.isNull() || R->isDependentType())
    return {};
  auto Found = Std->lookup(&C.Idents.get("coroutine_traits"));
  auto *Traits =
      Found.empty() ? nullptr : dyn_cast<ClassTemplateDecl>(Found.front());
  if (!Traits)
    return {};
  SourceLocation L = F ? F->getLocation() : SourceLocation();
  TemplateArgumentListInfo Args(L, L);
  auto Add = [&](QualType T) {
    Args.addArgument({TemplateArgument(T), C.getTrivialTypeSourceInfo(T, L)});
  };
  Add(R);
  if (F) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && M->isImplicitObjectMemberFunction()) {
      QualType Object = M->getFunctionObjectParameterType();
      Add(M->getRefQualifier() == RQ_RValue ? C.getRValueReferenceType(Object)
                                            : C.getLValueReferenceType(Object));
    }
    for (const ParmVarDecl *P : F->parameters()) {
      if (P->getType()->isDependentType())
        return {};
      Add(P->getType());
    }
  }
  QualType T = templateId(S, TemplateName(Traits), L, Args);
  if (T.isNull() || !S.isCompleteType(L, T))
    return {};
  auto *RD = T->getAsCXXRecordDecl();
  if (!RD)
    return {};
  LookupResult Promise(S, &C.Idents.get("promise_type"), L,
                       Sema::LookupOrdinaryName);
  Promise.suppressDiagnostics();
  S.LookupQualifiedName(Promise, RD);
  auto *TD = Promise.getAsSingle<TypeDecl>();
  if (!TD)
    return {};
  QualType P = C.getTypeDeclType(TD);
  return complete(P) ? P : QualType();
}

QualType SemaQueries::awaiterOf(QualType T) {
  if (!complete(T))
    return {};
  ASTContext &C = S.Context;
  T = T.getNonReferenceType().getUnqualifiedType();
  if (!T->getAsCXXRecordDecl())
    return {};
  EnterExpressionEvaluationContext E(
      S, Sema::ExpressionEvaluationContext::Unevaluated);
  SourceLocation L;
  auto *Operand = new (C) OpaqueValueExpr(L, T, VK_PRValue);
  ExprResult Lookup = S.BuildOperatorCoawaitLookupExpr(S.TUScope, L);
  if (Lookup.isInvalid())
    return {};
  ExprResult R = S.BuildOperatorCoawaitCall(
      L, Operand, cast<UnresolvedLookupExpr>(Lookup.get()));
  if (R.isInvalid() || !R.get())
    return {};
  QualType Awaiter = R.get()->getType().getNonReferenceType();
  if (!complete(Awaiter))
    return {};
  auto *RD = Awaiter->getAsCXXRecordDecl();
  // The three members are what makes an awaiter; asking for all three keeps out
  // classes that happen to have one.
  if (!hasMember(RD, "await_ready") || !hasMember(RD, "await_suspend") ||
      !hasMember(RD, "await_resume"))
    return {};
  return Awaiter;
}

QualType SemaQueries::resultOfMember(CXXRecordDecl *Record, StringRef Name) {
  CXXMethodDecl *M = memberFunction(Record, Name);
  if (!M)
    return {};
  if (M->getReturnType()->isUndeducedType())
    S.DeduceReturnType(M, SourceLocation(), /*Diagnose=*/false);
  QualType R = M->getReturnType();
  return R->isUndeducedType() ? QualType() : R;
}

std::optional<bool> SemaQueries::alwaysReady(QualType Awaiter) {
  if (!complete(Awaiter))
    return std::nullopt;
  CXXMethodDecl *M =
      memberFunction(Awaiter->getAsCXXRecordDecl(), "await_ready");
  if (!M)
    return std::nullopt;
  if (M->isImplicitlyInstantiable() && !M->isDefined())
    S.InstantiateFunctionDefinition(SourceLocation(), M);
  const FunctionDecl *Def = nullptr;
  const Stmt *Body = M->getBody(Def);
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block || Block->size() != 1)
    return std::nullopt;
  const auto *Ret = dyn_cast<ReturnStmt>(Block->body_front());
  if (!Ret || !Ret->getRetValue() || Ret->getRetValue()->isValueDependent())
    return std::nullopt;
  bool Value = false;
  if (!Ret->getRetValue()->EvaluateAsBooleanCondition(Value, S.Context))
    return std::nullopt;
  return Value;
}

} // namespace corolint
