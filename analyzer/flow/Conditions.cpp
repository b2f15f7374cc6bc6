//===- Conditions.cpp - what the branches of a function hang on -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Conditions.h"

#include "flow/FunctionIndex.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

static bool isFalseLiteral(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return I->getValue() == 0;
  return false;
}

static bool isTrueLiteral(const Expr *E) {
  const auto *B = dyn_cast<CXXBoolLiteralExpr>(E->IgnoreParenImpCasts());
  return B && B->getValue();
}

bool Conditions::keyOf(const Expr *E, Key &K, unsigned Depth) {
  if (Depth > 12)
    return false;
  ++Depth;
  E = E->IgnoreParenImpCasts();
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = X->getDecl();
    K.Text += "d" + std::to_string(
                        reinterpret_cast<uintptr_t>(D->getCanonicalDecl()));
    if (const auto *B = dyn_cast<BindingDecl>(D)) {
      if (const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl()))
        K.Reads.push_back(Whole);
      return true;
    }
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      K.Reads.push_back(V);
      if (!Resolver.isOwn(V) || V->getType()->isReferenceType() ||
          Shared.contains(V))
        K.Volatile |= !V->getType().isConstQualified();
      return true;
    }
    return isa<EnumConstantDecl, FunctionDecl, NonTypeTemplateParmDecl>(D);
  }
  if (isa<CXXThisExpr>(E)) {
    K.Text += "this";
    return true;
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    K.Text += "." + std::to_string(reinterpret_cast<uintptr_t>(
                        X->getMemberDecl()->getCanonicalDecl()));
    const Expr *Base = X->getBase()->IgnoreParenImpCasts();
    // A field of a local is the local's; everything else may change behind us.
    const auto *Local = dyn_cast<DeclRefExpr>(Base);
    const auto *V = Local ? dyn_cast<VarDecl>(Local->getDecl()) : nullptr;
    if (isa<FieldDecl>(X->getMemberDecl()) &&
        (X->isArrow() || !V || !Resolver.isOwn(V)))
      K.Volatile = true;
    return keyOf(X->getBase(), K, Depth);
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->isIncrementDecrementOp())
      return false;
    K.Text += UnaryOperator::getOpcodeStr(X->getOpcode());
    if (X->getOpcode() == UO_Deref)
      K.Volatile = true;
    return keyOf(X->getSubExpr(), K, Depth);
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isAssignmentOp() || X->getOpcode() == BO_Comma)
      return false;
    K.Text += "(";
    if (!keyOf(X->getLHS(), K, Depth))
      return false;
    K.Text += X->getOpcodeStr();
    if (!keyOf(X->getRHS(), K, Depth))
      return false;
    K.Text += ")";
    return true;
  }
  if (const auto *X = dyn_cast<IntegerLiteral>(E)) {
    K.Text += "#" + std::to_string(X->getValue().getLimitedValue());
    return true;
  }
  if (const auto *X = dyn_cast<CharacterLiteral>(E)) {
    K.Text += "'" + std::to_string(X->getValue());
    return true;
  }
  if (isFalseLiteral(E) || isTrueLiteral(E)) {
    K.Text += isTrueLiteral(E) ? "true" : "false";
    return true;
  }
  if (const auto *X = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = X->getMethodDecl();
    if (!M || !M->isConst() || X->getNumArgs() != 0)
      return false;
    K.Text += "call" + std::to_string(
                           reinterpret_cast<uintptr_t>(M->getCanonicalDecl()));
    return keyOf(X->getImplicitObjectArgument(), K, Depth);
  }
  if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E)) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(X->getCalleeDecl());
    OverloadedOperatorKind Op = X->getOperator();
    bool Compares = Op == OO_EqualEqual || Op == OO_ExclaimEqual ||
                    Op == OO_Less || Op == OO_Greater || Op == OO_LessEqual ||
                    Op == OO_GreaterEqual || Op == OO_Exclaim;
    if (!Compares && !(M && M->isConst()))
      return false;
    K.Text += std::string("op") + getOperatorSpelling(Op) + "(";
    for (const Expr *A : X->arguments()) {
      if (!keyOf(A, K, Depth))
        return false;
      K.Text += ",";
    }
    K.Text += ")";
    return true;
  }
  return false;
}

/// A member function that does nothing but compare a handle or pointer of its
/// object with null.
static bool testsHandle(const CXXMethodDecl &M) {
  const FunctionDecl *Def = nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(M.getBody(Def));
  if (!Body || Body->size() != 1)
    return false;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  if (!R || !R->getRetValue())
    return false;
  bool Handle = false;
  std::vector<const Stmt *> Work{R->getRetValue()};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (const auto *Field = dyn_cast<MemberExpr>(S);
        Field && isa<FieldDecl>(Field->getMemberDecl())) {
      const auto *RD = Field->getType()->getAsCXXRecordDecl();
      bool IsHandle = RD && RD->getIdentifier() && isOfStd(*RD) &&
                      RD->getName() != "atomic";
      if (!IsHandle && !Field->getType()->isPointerType())
        return false;
      Handle = true;
    }
    if (const auto *C = dyn_cast<CallExpr>(S)) {
      const auto *F = dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl());
      bool Compares =
          F && isOfStd(*F) &&
          (isa<CXXConversionDecl>(F) || F->getOverloadedOperator() != OO_None);
      if (!Compares)
        return false;
    }
    for (const Stmt *Child : S->children())
      Work.push_back(Child);
  }
  return Handle;
}

/// If `E` asks whether an object that can hold a task holds one, its place.
PlaceId Conditions::holderTested(const Expr *E, bool &Negated) {
  static const llvm::StringSet<> Holds = {"has_value", "valid", "joinable",
                                          "operator bool"};
  static const llvm::StringSet<> HoldsNot = {"empty"};
  E = E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E);
      D && D->getType()->isPointerType()) {
    // A pointer to what may be there: std::get_if.
    Places P = Resolver.resolve(D);
    bool Follows = P.size() == 1 && G.Places[P[0]].Decl != D->getDecl() &&
                   !G.Places[P[0]].Borrowed;
    return Follows ? P[0] : NoId;
  }
  const auto *X = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *M = X ? X->getMethodDecl() : nullptr;
  if (!M || !E->getType()->isBooleanType())
    return NoId;
  bool Bool = isa<CXXConversionDecl>(M);
  std::string Name = M->getNameAsString();
  bool Empty = HoldsNot.contains(Name);
  if (!Bool && !Empty &&
      !(isOfStd(*M) ? Holds.contains(Name) : testsHandle(*M)))
    return NoId;
  QualType Object = X->getImplicitObjectArgument()->getType();
  if (Object->isPointerType() || !Unit.Types.carriesTasks(Object))
    return NoId;
  Places P = Resolver.resolve(X->getImplicitObjectArgument());
  if (P.size() != 1 || G.Places[P[0]].Borrowed ||
      G.Places[P[0]].What == Place::Parameter)
    return NoId;
  if (Empty)
    Negated = !Negated;
  return P[0];
}

/// The initialiser of the local that `E` names, else `E`.
static const Expr *throughLocal(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V) || !V->getInit())
    return E;
  return V->getInit()->IgnoreParenImpCasts();
}

/// If `E` compares a future's status with "ready" or "timeout", the future's
/// place. The status may have gone through a variable.
PlaceId Conditions::futureTested(const Expr *E, bool &Negated) {
  const auto *X = dyn_cast<BinaryOperator>(throughLocal(E));
  if (!X || !X->isEqualityOp())
    return NoId;
  const Expr *Status = X->getLHS(), *Value = X->getRHS();
  auto Enumerator = [](const Expr *E) -> const EnumConstantDecl * {
    const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return D ? dyn_cast<EnumConstantDecl>(D->getDecl()) : nullptr;
  };
  if (Enumerator(Status))
    std::swap(Status, Value);
  const EnumConstantDecl *D = Enumerator(Value);
  if (!D || qualifiedName(*D).rfind("std::future_status::", 0) != 0)
    return NoId;
  bool Ready = D->getName() == "ready";
  const auto *Call = dyn_cast<CXXMemberCallExpr>(throughLocal(Status));
  if ((!Ready && D->getName() != "timeout") || !Call)
    return NoId;
  Places P = Resolver.resolve(Call->getImplicitObjectArgument());
  if (P.size() != 1)
    return NoId;
  Negated ^= (X->getOpcode() == BO_NE) == Ready;
  return P[0];
}

unsigned Conditions::intern(const Key &K, const Expr *E, PlaceId Holder) {
  auto [It, New] = Numbers.try_emplace(K.Text, G.Conditions.size());
  if (!New)
    return It->second;
  Condition C;
  llvm::raw_string_ostream OS(C.Text);
  E->printPretty(OS, nullptr, Unit.Ctx.getPrintingPolicy());
  C.Volatile = K.Volatile;
  C.HoldsValue = Holder;
  G.Conditions.push_back(std::move(C));
  for (const VarDecl *V : K.Reads)
    Readers[V].push_back(It->second);
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
      Truth[V] = It->second;
  noteComparison(It->second, E);
  return It->second;
}

void Conditions::noteComparison(unsigned C, const Expr *E) {
  const auto *Named = dyn_cast<DeclRefExpr>(E);
  if (const auto *V = Named ? dyn_cast<VarDecl>(Named->getDecl()) : nullptr;
      V && V->getType()->isIntegerType() && !V->getType()->isBooleanType())
    Comparisons[C] = {V, BO_NE, llvm::APSInt::get(0)};
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || !B->isComparisonOp() || B->getOpcode() == BO_Cmp ||
      B->isValueDependent())
    return;
  const Expr *L = B->getLHS(), *R = B->getRHS();
  BinaryOperatorKind How = B->getOpcode();
  Expr::EvalResult With;
  if (L->EvaluateAsInt(With, Unit.Ctx)) {
    std::swap(L, R);
    How = BinaryOperator::reverseComparisonOp(How);
  } else if (!R->EvaluateAsInt(With, Unit.Ctx)) {
    return;
  }
  const auto *D = dyn_cast<DeclRefExpr>(L->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  // `a != b` is known as the opposite of `a == b`.
  if (V && V->getType()->isIntegralOrEnumerationType())
    Comparisons[C] = {V, How == BO_NE ? BO_EQ : How, With.Val.getInt()};
}

std::optional<bool> Conditions::holdsFor(unsigned C, const VarDecl *V,
                                         const llvm::APSInt &Value) const {
  auto It = Comparisons.find(C);
  if (It == Comparisons.end() || It->second.Variable != V)
    return std::nullopt;
  int Order = llvm::APSInt::compareValues(Value, It->second.With);
  switch (It->second.How) {
  case BO_EQ:
    return Order == 0;
  case BO_NE:
    return Order != 0;
  case BO_LT:
    return Order < 0;
  case BO_LE:
    return Order <= 0;
  case BO_GT:
    return Order > 0;
  case BO_GE:
    return Order >= 0;
  default:
    return std::nullopt;
  }
}

std::optional<bool> Conditions::holdsFrom(unsigned C, const VarDecl *V,
                                          const llvm::APSInt &Value) const {
  auto It = Comparisons.find(C);
  if (It == Comparisons.end() || It->second.Variable != V)
    return std::nullopt;
  std::optional<bool> First = holdsFor(C, V, Value);
  int Order = llvm::APSInt::compareValues(Value, It->second.With);
  switch (It->second.How) {
  case BO_EQ:
  case BO_NE:
    return Order > 0 ? First : std::nullopt;
  case BO_LT:
    return Order >= 0 ? First : std::nullopt;
  case BO_LE:
    return Order > 0 ? First : std::nullopt;
  case BO_GT:
    return Order > 0 ? First : std::nullopt;
  case BO_GE:
    return Order >= 0 ? First : std::nullopt;
  default:
    return std::nullopt;
  }
}

/// The condition `N-- > 0`, `--N` and so on: what is known of `N` before its
/// step tells whether it holds, once.
unsigned Conditions::stepped(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E);
  const Expr *Side = E;
  llvm::APSInt With = llvm::APSInt::get(0);
  BinaryOperatorKind How = BO_NE;
  if (B) {
    if (!B->isComparisonOp() || B->getOpcode() == BO_Cmp ||
        B->isValueDependent())
      return NoId;
    Expr::EvalResult Constant;
    Side = B->getLHS();
    How = B->getOpcode();
    const Expr *Other = B->getRHS();
    if (Side->EvaluateAsInt(Constant, Unit.Ctx)) {
      std::swap(Side, Other);
      How = BinaryOperator::reverseComparisonOp(How);
    } else if (!Other->EvaluateAsInt(Constant, Unit.Ctx)) {
      return NoId;
    }
    With = llvm::APSInt::get(Constant.Val.getInt().getExtValue());
  }
  const auto *Step = dyn_cast<UnaryOperator>(Side->IgnoreParenImpCasts());
  if (!Step || !Step->isIncrementDecrementOp())
    return NoId;
  const auto *D =
      dyn_cast<DeclRefExpr>(Step->getSubExpr()->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || !Resolver.isOwn(V) || Shared.contains(V) ||
      !V->getType()->isIntegralOrEnumerationType())
    return NoId;
  if (Step->isPrefix()) {
    int64_t By = Step->isIncrementOp() ? 1 : -1;
    With = llvm::APSInt::get(With.getExtValue() - By);
  }
  Key K;
  K.Text = "step" + std::to_string(reinterpret_cast<uintptr_t>(Step));
  K.Reads.push_back(V);
  unsigned N = intern(K, E, NoId);
  G.Conditions[N].Steps = true;
  Comparisons[N] = {V, How == BO_NE ? BO_EQ : How, With};
  Steps[Step] = N;
  return N;
}

unsigned Conditions::number(const Expr *E, bool &Negated) {
  Negated = false;
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (PlaceId Future = futureTested(E, Negated); Future != NoId) {
      Key K;
      K.Text = "ready" + std::to_string(Future);
      K.Volatile = true;
      unsigned N = intern(K, E, NoId);
      G.Conditions[N].SaysReady = Future;
      return N;
    }
    if (const auto *X = dyn_cast<UnaryOperator>(E);
        X && X->getOpcode() == UO_LNot) {
      Negated = !Negated;
      E = X->getSubExpr();
      continue;
    }
    if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
        X && X->getOperator() == OO_Exclaim) {
      Negated = !Negated;
      E = X->getArg(0);
      continue;
    }
    if (const auto *X = dyn_cast<BinaryOperator>(E); X && X->isEqualityOp()) {
      bool Equal = X->getOpcode() == BO_EQ;
      const Expr *L = X->getLHS(), *R = X->getRHS();
      if (isFalseLiteral(L) || isTrueLiteral(L))
        std::swap(L, R);
      if (isFalseLiteral(R)) {
        Negated ^= Equal;
        E = L;
        continue;
      }
      if (isTrueLiteral(R) &&
          L->IgnoreParenImpCasts()->getType()->isBooleanType()) {
        Negated ^= !Equal;
        E = L;
        continue;
      }
      if (!Equal && stepped(X) == NoId) {
        // a != b is the opposite of a == b.
        Key K;
        K.Text = "(";
        if (keyOf(X->getLHS(), K, 0)) {
          K.Text += "==";
          if (keyOf(X->getRHS(), K, 0)) {
            Negated = !Negated;
            K.Text += ")";
            return intern(K, X, NoId);
          }
        }
        return NoId;
      }
    }
    break;
  }
  // An `N` that is not zero is one that is not equal to it.
  if (unsigned N = stepped(E); N != NoId) {
    const auto *B = dyn_cast<BinaryOperator>(E);
    Negated ^= !B || B->getOpcode() == BO_NE;
    return N;
  }
  PlaceId Holder = holderTested(E, Negated);
  Key K;
  if (!keyOf(E, K, 0)) {
    if (Holder == NoId)
      return NoId;
    K.Text = "holds" + std::to_string(Holder);
  }
  if (Holder != NoId)
    K.Text += "?";
  return intern(K, E, Holder);
}

llvm::ArrayRef<unsigned> Conditions::reading(const VarDecl *V) const {
  auto It = Readers.find(V);
  return It == Readers.end() ? llvm::ArrayRef<unsigned>() : It->second;
}

unsigned Conditions::truthOf(const VarDecl *V) const {
  auto It = Truth.find(V);
  return It == Truth.end() ? NoId : It->second;
}

} // namespace corolint
