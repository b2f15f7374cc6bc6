//===- HandlerEffects.cpp - what a handler leaves behind ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HandlerEffects.h"

#include "flow/FunctionIndex.h"
#include "model/CancellationKinds.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {
namespace {

/// Functions that a handler calls, and those that these call.
constexpr unsigned MaxDepth = 3;

/// The body of a function that runs to its end when it is called.
const Stmt *bodyRun(const FunctionDecl *F) {
  const Stmt *Body = F ? F->getBody() : nullptr;
  return isa_and_nonnull<CoroutineBodyStmt>(Body) ? nullptr : Body;
}

/// The variable or member that an expression reads, also an atomic one.
const ValueDecl *readBy(const Expr *E, unsigned Depth = 0) {
  E = stripImplicit(E);
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return D->getDecl();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  const auto *C = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  if (!M || Depth > MaxDepth)
    return nullptr;
  if (isOfStd(*M) &&
      (isa<CXXConversionDecl>(M) || M->getNameAsString() == "load"))
    return readBy(C->getImplicitObjectArgument(), Depth + 1);
  // A question to the object: { return Running; }
  const auto *Body = dyn_cast_or_null<CompoundStmt>(
      M->isConst() ? bodyRun(calleeOf(C)) : nullptr);
  const auto *R = Body && Body->size() == 1
                      ? dyn_cast<ReturnStmt>(Body->body_front())
                      : nullptr;
  return R && R->getRetValue() ? readBy(R->getRetValue(), Depth + 1) : nullptr;
}

/// The statements that always run when a handler does, from its block down into
/// the functions that it calls.
class UnconditionalSets {
public:
  UnconditionalSets(const ASTContext &Ctx, HandlerEffects &Out)
      : Ctx(Ctx), Out(Out) {}

  void visit(const Stmt *S, unsigned Depth) {
    if (!S || isa<IfStmt, SwitchStmt, WhileStmt, ForStmt, CXXForRangeStmt,
                  LambdaExpr, ConditionalOperator, CXXCatchStmt>(S))
      return;
    if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isLogicalOp())
        return visit(B->getLHS(), Depth);
      if (B->getOpcode() == BO_Assign)
        set(B->getLHS(), B->getRHS());
    }
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
        Op && Op->getOperator() == OO_Equal)
      set(Op->getArg(0), Op->getArg(1));
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
        C && C->getMethodDecl() && C->getNumArgs() &&
        isOfStd(*C->getMethodDecl())) {
      std::string Name = C->getMethodDecl()->getNameAsString();
      if (Name == "store" || Name == "exchange")
        set(C->getImplicitObjectArgument(), C->getArg(0));
    }
    if (const auto *C = dyn_cast<CallExpr>(S); C && Depth != MaxDepth)
      if (const FunctionDecl *F = calleeOf(C); F && !isOfStd(*F))
        visit(bodyRun(F), Depth + 1);
    for (const Stmt *Child : S->children())
      visit(Child, Depth);
  }

private:
  void set(const Expr *Target, const Expr *Value) {
    const ValueDecl *D = readBy(Target);
    Expr::EvalResult Constant;
    if (!D || Value->isValueDependent() || Value->isTypeDependent() ||
        !Value->getType()->isIntegralOrEnumerationType() ||
        !Value->EvaluateAsInt(Constant, Ctx))
      return;
    auto [It, New] = Out.Sets.try_emplace(D, Constant.Val.getInt());
    if (!New && !(It->second && llvm::APSInt::isSameValue(
                                    *It->second, Constant.Val.getInt())))
      It->second = std::nullopt;
  }
  const ASTContext &Ctx;
  HandlerEffects &Out;
};

class SaysCancelled : public RecursiveASTVisitor<SaysCancelled> {
public:
  SaysCancelled(const ASTContext &Ctx, bool InText, unsigned Depth)
      : Ctx(Ctx), InText(InText), Depth(Depth) {}
  bool Found = false;

  bool VisitDeclRefExpr(DeclRefExpr *E) { return name(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return name(E->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return name(E->getConstructor()->getParent());
  }
  bool VisitInitListExpr(InitListExpr *E) {
    const auto *RD = E->getType()->getAsCXXRecordDecl();
    return !RD || name(RD);
  }
  bool VisitStringLiteral(StringLiteral *E) {
    if (InText && (E->isOrdinary() || E->isUTF8()))
      Found |= namedAfterCancellation(E->getString());
    return !Found;
  }
  bool VisitIntegerLiteral(IntegerLiteral *E) {
    if (E->getBeginLoc().isMacroID()) {
      StringRef Name = Lexer::getImmediateMacroName(
          E->getBeginLoc(), Ctx.getSourceManager(), Ctx.getLangOpts());
      Found |= namedAfterCancellation(Name) || Name == "EINTR";
    }
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const Stmt *Body = Depth ? bodyRun(calleeOf(E)) : nullptr;
    if (Body)
      returns(Body);
    return !Found;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  bool name(const NamedDecl *D) {
    if (D->getIdentifier())
      Found |= namedAfterCancellation(D->getName());
    return !Found;
  }
  void returns(const Stmt *S) {
    if (!S || Found)
      return;
    if (const auto *R = dyn_cast<ReturnStmt>(S))
      Found |= R->getRetValue() && [&] {
        SaysCancelled Inner(Ctx, InText, Depth - 1);
        Inner.TraverseStmt(const_cast<Expr *>(R->getRetValue()));
        return Inner.Found;
      }();
    for (const Stmt *Child : S->children())
      returns(Child);
  }
  const ASTContext &Ctx;
  bool InText;
  unsigned Depth;
};

/// The variable that an assignment's target is, or is a member of.
const ValueDecl *wholeOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *M = dyn_cast<MemberExpr>(E)) {
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Base))
      return M->getMemberDecl();
    E = Base;
  }
  const auto *D = dyn_cast<DeclRefExpr>(E);
  return D ? D->getDecl() : nullptr;
}

class Tellings : public RecursiveASTVisitor<Tellings> {
public:
  Tellings(const ASTContext &Ctx, HandlerEffects &Out) : Ctx(Ctx), Out(Out) {}
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      tell(E->getLHS(), E);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal)
      tell(E->getArg(0), E);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  void tell(const Expr *Target, const Expr *Whole) {
    if (const ValueDecl *D = wholeOf(Target); D && saysCancelled(Ctx, Whole))
      Out.Told.insert(D);
  }
  const ASTContext &Ctx;
  HandlerEffects &Out;
};

class ParameterUses : public RecursiveASTVisitor<ParameterUses> {
public:
  explicit ParameterUses(const ParmVarDecl *P) : P(P) {}
  bool Keeps = false;

  bool TraverseCXXTryStmt(CXXTryStmt *S) {
    bool Outer = Caught;
    unsigned N = S->getNumHandlers();
    // Without one for all, or with one that throws, it may come out.
    Caught |= N && !S->getHandler(N - 1)->getExceptionDecl();
    for (unsigned I = 0; I != N; ++I)
      Caught &= !throws(S->getHandler(I)->getHandlerBlock());
    TraverseStmt(S->getTryBlock());
    Caught = Outer;
    for (unsigned I = 0; I != N; ++I)
      TraverseStmt(S->getHandler(I));
    return true;
  }
  bool TraverseCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    if (Caught && F && isOfStd(*F) && F->getIdentifier() &&
        F->getName() == "rethrow_exception")
      return true;
    return RecursiveASTVisitor::TraverseCallExpr(E);
  }
  bool TraverseStmt(Stmt *S) {
    if (auto *E = dyn_cast_or_null<Expr>(S)) {
      bool Value = true;
      if (E->getType()->isBooleanType() && truthOf(E, Value) == P)
        return true;
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Keeps |= E->getDecl() == P;
    return !Keeps;
  }

private:
  static bool throws(const Stmt *S) {
    return S && (isa<CXXThrowExpr>(S) || llvm::any_of(S->children(), throws));
  }
  const ParmVarDecl *P;
  bool Caught = false;
};

} // namespace

bool dropsException(const FunctionDecl &F, unsigned N) {
  const FunctionDecl *Def = F.getDefinition();
  if (!Def || !Def->getBody() || N >= Def->getNumParams())
    return false;
  ParameterUses Uses(Def->getParamDecl(N));
  Uses.TraverseStmt(Def->getBody());
  return !Uses.Keeps;
}

HandlerEffects effectsOf(const ASTContext &Ctx, const CXXCatchStmt &Handler) {
  HandlerEffects Effects;
  UnconditionalSets(Ctx, Effects).visit(Handler.getHandlerBlock(), 0);
  Tellings(Ctx, Effects).TraverseStmt(Handler.getHandlerBlock());
  return Effects;
}

bool saysCancelled(const ASTContext &Ctx, const Stmt *S, bool InText) {
  SaysCancelled Says(Ctx, InText, 2);
  Says.TraverseStmt(const_cast<Stmt *>(S));
  return Says.Found;
}

std::optional<bool> HandlerEffects::valueOf(const ASTContext &Ctx,
                                            const Expr *Condition) const {
  if (Sets.empty())
    return std::nullopt;
  auto SetTo = [&](const Expr *E) -> std::optional<llvm::APSInt> {
    const ValueDecl *D = readBy(E);
    auto It = D ? Sets.find(D) : Sets.end();
    return It == Sets.end() ? std::nullopt : It->second;
  };
  bool Negated = false;
  const Expr *E = Condition->IgnoreParenImpCasts();
  while (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() != UO_LNot)
      break;
    Negated = !Negated;
    E = U->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->isComparisonOp() && B->getOpcode() != BO_Cmp) {
    auto Side = [&](const Expr *X) -> std::optional<llvm::APSInt> {
      Expr::EvalResult Constant;
      if (!X->isValueDependent() &&
          X->getType()->isIntegralOrEnumerationType() &&
          X->EvaluateAsInt(Constant, Ctx))
        return Constant.Val.getInt();
      return SetTo(X);
    };
    std::optional<llvm::APSInt> L = Side(B->getLHS()), R = Side(B->getRHS());
    if (!L || !R)
      return std::nullopt;
    int Order = llvm::APSInt::compareValues(*L, *R);
    switch (B->getOpcode()) {
    case BO_EQ:
      return (Order == 0) != Negated;
    case BO_NE:
      return (Order != 0) != Negated;
    case BO_LT:
      return (Order < 0) != Negated;
    case BO_LE:
      return (Order <= 0) != Negated;
    case BO_GT:
      return (Order > 0) != Negated;
    default:
      return (Order >= 0) != Negated;
    }
  }
  if (std::optional<llvm::APSInt> V = SetTo(E))
    return !V->isZero() != Negated;
  return std::nullopt;
}

bool HandlerEffects::isReadBy(const Stmt *S) const {
  struct Reads : RecursiveASTVisitor<Reads> {
    const HandlerEffects &Of;
    unsigned Depth;
    bool Found = false;
    Reads(const HandlerEffects &Of, unsigned Depth) : Of(Of), Depth(Depth) {}
    bool VisitDeclRefExpr(DeclRefExpr *E) {
      Found |= Of.Sets.contains(E->getDecl());
      return !Found;
    }
    bool VisitMemberExpr(MemberExpr *E) {
      Found |= Of.Sets.contains(E->getMemberDecl());
      return !Found;
    }
    bool VisitCallExpr(CallExpr *E) {
      const FunctionDecl *F = Depth ? calleeOf(E) : nullptr;
      if (const Stmt *Body = F && !isOfStd(*F) ? bodyRun(F) : nullptr) {
        Reads Inner(Of, Depth - 1);
        Inner.TraverseStmt(const_cast<Stmt *>(Body));
        Found |= Inner.Found;
      }
      return !Found;
    }
  };
  if (Sets.empty() || !S)
    return false;
  Reads Scan(*this, MaxDepth);
  Scan.TraverseStmt(const_cast<Stmt *>(S));
  return Scan.Found;
}

const ValueDecl *truthOf(const Expr *E, bool &Value) {
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    E = stripImplicit(E);
    if (const auto *X = dyn_cast<CXXMemberCallExpr>(E);
        X && isa_and_nonnull<CXXConversionDecl>(X->getMethodDecl()))
      E = X->getImplicitObjectArgument();
    else if (const auto *X = dyn_cast<UnaryOperator>(E);
             X && X->getOpcode() == UO_LNot) {
      Value = !Value;
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      auto Parts = X->getDecomposedForm();
      if (!isa<CXXNullPtrLiteralExpr>(Parts.RHS->IgnoreImplicit()))
        return nullptr;
      Value ^= Parts.Opcode == BO_EQ;
      E = Parts.LHS;
    } else if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
               X && X->getNumArgs() == 2 &&
               (X->getOperator() == OO_EqualEqual ||
                X->getOperator() == OO_ExclaimEqual) &&
               isa<CXXNullPtrLiteralExpr>(
                   X->getArg(1)->IgnoreParenImpCasts()->IgnoreImplicit())) {
      Value ^= X->getOperator() == OO_EqualEqual;
      E = X->getArg(0);
    } else if (const auto *X = dyn_cast<MemberExpr>(E); X && !X->isArrow())
      E = X->getBase();
    else if (const auto *X = dyn_cast<DeclRefExpr>(E))
      return X->getDecl();
    else
      return nullptr;
  }
  return nullptr;
}

} // namespace corolint
