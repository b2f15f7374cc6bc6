//===- TaskParts.cpp - tasks that are parts of variables ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/TaskParts.h"

#include "compat/StringSwitch.h"
#include "flow/Statements.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace corolint {
namespace {

class SharedVariables : public RecursiveASTVisitor<SharedVariables> {
public:
  using Set = llvm::DenseSet<const VarDecl *>;
  using LoopMap = llvm::DenseMap<const VarDecl *, const CXXForRangeStmt *>;
  SharedVariables(Set &Shared, LoopMap &Loops) : Shared(Shared), Loops(Loops) {}

  bool TraverseLambdaExpr(LambdaExpr *E) {
    for (const LambdaCapture &C : E->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Shared.insert(V);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *D =
              dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Shared.insert(V);
    return true;
  }
  // Objects and tasks may keep what they are given by reference.
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (const Expr *A : E->arguments())
      kept(A);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    bool Keeps = E->getType()->isRecordType() && E->isPRValue() &&
                 !isa<CXXOperatorCallExpr>(E) && !(F && isOfStd(*F));
    if (Keeps)
      for (const Expr *A : E->arguments())
        kept(A);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    // Another name for it, by which it can be changed.
    if (V->isImplicit() || !V->getType()->isReferenceType() || !V->getInit() ||
        V->getType()->getPointeeType().isConstQualified())
      return true;
    if (const auto *D =
            dyn_cast<DeclRefExpr>(withoutMove(V->getInit())->IgnoreParens()))
      if (const auto *Of = dyn_cast<VarDecl>(D->getDecl()))
        Shared.insert(Of);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    if (const VarDecl *V = S->getLoopVariable())
      Loops[V] = S;
    return true;
  }

private:
  void kept(const Expr *A) {
    const auto *D = dyn_cast<DeclRefExpr>(A->IgnoreParens());
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (V && D->isLValue() && !V->getType().isConstQualified())
      Shared.insert(V);
  }

  Set &Shared;
  LoopMap &Loops;
};

/// Functions of std that give a part of their object and change nothing.
enum class Gives { Nothing, Pointee, First, Last, Indexed };

Gives givenBy(const CXXMethodDecl *M) {
  if (!M || !isOfStd(*M))
    return Gives::Nothing;
  switch (M->getOverloadedOperator()) {
  case OO_Star:
  case OO_Arrow:
    return Gives::Pointee;
  case OO_Subscript:
    return Gives::Indexed;
  case OO_None:
    break;
  default:
    return Gives::Nothing;
  }
  if (!M->getIdentifier())
    return Gives::Nothing;
  return StringSwitch<Gives>(M->getName())
      .Cases({"value", "get"}, Gives::Pointee)
      .Case("front", Gives::First)
      .Case("back", Gives::Last)
      .Case("at", Gives::Indexed)
      .Default(Gives::Nothing);
}

/// One that stands alone owns what it points to: iterators do not.
bool isHolder(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return RD && isOfStd(*RD) && RD->getIdentifier() &&
         StringSwitch<bool>(RD->getName())
             .Cases({"optional", "unique_ptr", "shared_ptr", "expected"}, true)
             .Default(false);
}

/// The object of a call of a member function, and the arguments behind it.
std::pair<const Expr *, llvm::ArrayRef<const Expr *>>
objectOf(const CallExpr &C) {
  llvm::ArrayRef<const Expr *> Arguments(C.getArgs(), C.getNumArgs());
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&C))
    return {M->getImplicitObjectArgument(), Arguments};
  if (isa<CXXOperatorCallExpr>(C) && !Arguments.empty())
    return {Arguments.front(), Arguments.drop_front()};
  return {nullptr, {}};
}

/// `std::get<1>(X)`: its number or type as text; else "".
std::string tupleIndex(const CallExpr &C) {
  const FunctionDecl *F = C.getDirectCallee();
  if (!F || C.getNumArgs() != 1 || !F->getIdentifier() ||
      F->getName() != "get" || !isOfStd(*F))
    return "";
  const TemplateArgumentList *A = F->getTemplateSpecializationArgs();
  if (!A || A->size() == 0 || A->get(0).getKind() != TemplateArgument::Integral)
    return "";
  return std::to_string(A->get(0).getAsIntegral().getExtValue());
}

/// Whether a function names a variable outside of one of its closures.
class NamedOutside : public RecursiveASTVisitor<NamedOutside> {
public:
  NamedOutside(const VarDecl &V, const CXXRecordDecl &Closure)
      : V(V), Closure(Closure) {}
  bool Found = false;

  bool TraverseLambdaExpr(LambdaExpr *E) {
    return E->getLambdaClass() == &Closure ||
           RecursiveASTVisitor::TraverseLambdaExpr(E);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl() == &V;
    return !Found;
  }

private:
  const VarDecl &V;
  const CXXRecordDecl &Closure;
};

/// Only the closure whose call operator `F` is has to do with `V`.
bool isOnlyFor(const FunctionDecl &F, const VarDecl &V) {
  const auto *Around =
      dyn_cast_or_null<FunctionDecl>(V.getParentFunctionOrMethod());
  if (!Around || !Around->hasBody())
    return false;
  NamedOutside Named(V, *cast<CXXMethodDecl>(F).getParent());
  Named.TraverseStmt(Around->getBody());
  return !Named.Found;
}

} // namespace

std::optional<LambdaCaptureKind> captureOf(const FunctionDecl &F,
                                           const VarDecl &V) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (M && M->getParent()->isLambda())
    for (const LambdaCapture &C : M->getParent()->captures())
      if (C.capturesVariable() && C.getCapturedVar() == &V)
        return C.getCaptureKind();
  return std::nullopt;
}

const Expr *withoutMove(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             X && X->getNumArgs() == 1 &&
             X->getConstructor()->isCopyOrMoveConstructor())
      E = X->getArg(0);
    else if (const auto *X = dyn_cast<CallExpr>(E); X && X->isCallToStdMove())
      E = X->getArg(0);
    else if (const auto *X = dyn_cast<InitListExpr>(E);
             X && X->isTransparent() && X->getNumInits() == 1)
      E = X->getInit(0);
    else
      return E;
  }
}

TaskParts::TaskParts(const FunctionDecl &F, const ASTContext &Ctx)
    : F(F), Ctx(Ctx) {
  SharedVariables(Shared, Loops).TraverseStmt(F.getBody());
}

PartId TaskParts::intern(Part P) {
  std::string Key =
      std::to_string(reinterpret_cast<uintptr_t>(P.Root)) + P.Path;
  auto [It, New] = Numbers.try_emplace(Key, Parts.size());
  if (New)
    Parts.push_back(std::move(P));
  return It->second;
}

bool TaskParts::path(const Expr *E, Part &Out, unsigned Depth) {
  if (!E || Depth > 16)
    return false;
  ++Depth;
  E = withoutMove(E);
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    const auto *B = dyn_cast<BindingDecl>(X->getDecl());
    const auto *V = dyn_cast_or_null<VarDecl>(
        B ? static_cast<const ValueDecl *>(B->getDecomposedDecl())
          : X->getDecl());
    if (!V || !V->hasLocalStorage() || Shared.contains(V))
      return false;
    if (auto How = captureOf(F, *V)) {
      if (B || V->getType()->isReferenceType())
        return false;
      Out.Root = V;
      Out.Path += "^";
      Out.OfOthers = *How == LCK_ByRef && !isOnlyFor(F, *V);
      return true;
    }
    if (V->isInitCapture() || X->refersToEnclosingVariableOrCapture())
      return false;
    if (isa<ParmVarDecl>(V) && V->getType()->isReferenceType())
      return false;
    Out.Root = V;
    if (B)
      Out.Path += "." + std::to_string(reinterpret_cast<uintptr_t>(B));
    if (!V->getType()->isReferenceType())
      return true;
    // Of references, those that are bound to the next element in each turn.
    auto Loop = Loops.find(V);
    if (Loop == Loops.end())
      return false;
    if (Out.Path.empty()) {
      Out.Path += "&";
      Part Range;
      if (path(Loop->second->getRangeInit(), Range, Depth)) {
        Range.Path += "[*]";
        Range.Name = "elements";
        Out.All = intern(std::move(Range));
      }
    }
    return true;
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(X->getMemberDecl()) ||
        X->getMemberDecl()->getType()->isReferenceType())
      return false;
    const Expr *Base = X->getBase();
    if (X->isArrow() && !isa<CXXOperatorCallExpr>(Base->IgnoreParenImpCasts()))
      return false;
    if (!path(Base, Out, Depth))
      return false;
    Out.All = NoPart;
    Out.Path += "." + std::to_string(reinterpret_cast<uintptr_t>(
                          X->getMemberDecl()->getCanonicalDecl()));
    return true;
  }
  auto Element = [&](const Expr *Container, const Expr *Index) {
    Expr::EvalResult At;
    if (Index && (Index->isValueDependent() || !Index->EvaluateAsInt(At, Ctx)))
      return false;
    if (!path(Container, Out, Depth))
      return false;
    Part All = Out;
    All.Path += "[*]";
    Out.All = intern(std::move(All));
    Out.Path += Index ? "[" + llvm::toString(At.Val.getInt(), 10) + "]" : "";
    return true;
  };
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E))
    return Element(X->getBase(), X->getIdx());
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    // `*P.get()`
    const auto *C =
        X->getOpcode() == UO_Deref
            ? dyn_cast<CXXMemberCallExpr>(withoutMove(X->getSubExpr()))
            : nullptr;
    return C && path(C, Out, Depth);
  }
  const auto *C = dyn_cast<CallExpr>(E);
  if (!C)
    return false;
  if (std::string Index = tupleIndex(*C); !Index.empty()) {
    if (!path(C->getArg(0), Out, Depth))
      return false;
    Out.All = NoPart;
    Out.Path += "<" + Index + ">";
    return true;
  }
  auto [Object, Arguments] = objectOf(*C);
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
  if (!Object)
    return false;
  switch (givenBy(M)) {
  case Gives::Nothing:
    return false;
  case Gives::Pointee:
    if (!isHolder(withoutMove(Object)->getType()) || !path(Object, Out, Depth))
      return false;
    Out.All = NoPart;
    Out.Path += "*";
    return true;
  case Gives::First:
    if (!Element(Object, nullptr))
      return false;
    Out.Path += "[0]";
    return true;
  case Gives::Last:
    if (!Element(Object, nullptr))
      return false;
    Out.Path += "[-1]";
    return true;
  case Gives::Indexed:
    return Arguments.size() == 1 && Element(Object, Arguments.front());
  }
  return false;
}

PartId TaskParts::of(const Expr *E) {
  if (!E)
    return NoPart;
  auto [It, New] = Known.try_emplace(E, NoPart);
  if (!New)
    return It->second;
  Part P;
  if (!path(E, P) || P.Path.empty())
    return NoPart;
  llvm::raw_string_ostream OS(P.Name);
  withoutMove(E)->printPretty(OS, nullptr, Ctx.getPrintingPolicy());
  PartId Id = intern(std::move(P));
  return Known[E] = Id;
}

PartId TaskParts::memberOf(const Expr *E, llvm::StringRef Member) {
  Part P;
  if (!path(E, P))
    return NoPart;
  P.Path += "#" + Member.str();
  P.All = NoPart;
  llvm::raw_string_ostream OS(P.Name);
  withoutMove(E)->printPretty(OS, nullptr, Ctx.getPrintingPolicy());
  OS << "." << Member;
  return intern(std::move(P));
}

const VarDecl *TaskParts::rootOf(const Expr *E) const {
  for (unsigned Depth = 0; E && Depth != 16; ++Depth) {
    E = withoutMove(E);
    if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
      const auto *B = dyn_cast<BindingDecl>(X->getDecl());
      const auto *V = dyn_cast_or_null<VarDecl>(
          B ? static_cast<const ValueDecl *>(B->getDecomposedDecl())
            : X->getDecl());
      return V && V->hasLocalStorage() ? V : nullptr;
    }
    if (const auto *X = dyn_cast<MemberExpr>(E))
      E = X->getBase();
    else if (const auto *X = dyn_cast<ArraySubscriptExpr>(E))
      E = X->getBase();
    else if (const auto *X = dyn_cast<UnaryOperator>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CallExpr>(E))
      E = objectOf(*X).first     ? objectOf(*X).first
          : X->getNumArgs() != 0 ? X->getArg(0)
                                 : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}

const CXXForRangeStmt *TaskParts::loopOf(PartId P, const Expr &Taken) {
  auto It = Loops.find(Parts[P].Root);
  if (It == Loops.end() || Parts[P].All == NoPart)
    return nullptr;
  auto IsTaken = [&](const Stmt *S) { return S == &Taken; };
  auto Chooses = [](const Stmt *S) {
    return isa<IfStmt, SwitchStmt, WhileStmt, DoStmt, ForStmt, CXXForRangeStmt,
               CXXTryStmt, AbstractConditionalOperator>(S) ||
           (isa<BinaryOperator>(S) && cast<BinaryOperator>(S)->isLogicalOp());
  };
  auto [Known, New] = Always.try_emplace(&Taken, false);
  if (!New)
    return Known->second ? It->second : nullptr;
  const Stmt *Body = It->second->getBody();
  if (anyOf(Body, [](const Stmt *S) { return isa<ContinueStmt, GotoStmt>(S); }))
    return nullptr;
  const auto *Block = dyn_cast<CompoundStmt>(Body);
  auto Takes = [&](const Stmt *S) {
    return anyOf(S, IsTaken) && !anyOf(S, Chooses);
  };
  Known->second = Block ? llvm::any_of(Block->body(), Takes) : Takes(Body);
  return Known->second ? It->second : nullptr;
}

} // namespace corolint
