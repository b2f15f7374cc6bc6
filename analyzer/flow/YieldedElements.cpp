//===- YieldedElements.cpp - what a generator yields, kept ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/YieldedElements.h"

#include "compat/StringSwitch.h"
#include "flow/Mentions.h"
#include "flow/Referents.h"
#include "model/Names.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

Yielded yieldedBy(const Expr *Operand, PlaceResolver &Resolver) {
  const auto *Call =
      dyn_cast<CXXMemberCallExpr>(Operand->IgnoreUnlessSpelledInSource());
  if (!Call)
    Call = dyn_cast<CXXMemberCallExpr>(Operand->IgnoreParenImpCasts());
  Yielded Out;
  if (!Call || Call->getNumArgs() != 1 || !Call->getMethodDecl() ||
      Call->getMethodDecl()->getNumParams() != 1)
    return Out;
  QualType P = Call->getMethodDecl()->getParamDecl(0)->getType();
  auto IsOwn = [&](const Referent &R) { return Resolver.isOwnedBy(R); };
  Out.Own = !P->isReferenceType() ||
            llvm::any_of(referents(Call->getArg(0), P, Resolver), IsOwn);
  QualType Element = P.getNonReferenceType();
  // A parameter is there as long as the frame is.
  auto Ends = [&](const Referent &R) {
    return IsOwn(R) && !Resolver.isParameter(R);
  };
  Out.ViewOfOwn =
      isView(Element) &&
      llvm::any_of(referents(Call->getArg(0), Element, Resolver), Ends);
  return Out;
}

namespace {

/// Where elements come from.
struct Source {
  const Expr *Made = nullptr;
  /// The variable that holds the generator; null for a temporary.
  const VarDecl *Variable = nullptr;
  bool Own = false, ViewOfOwn = false;
};

/// A variable that is an element, or leads to it.
struct Element {
  const VarDecl *V = nullptr;
  /// A pointer to it.
  bool IsPointer = false;
  Source From;
};

const VarDecl *variableIn(const Expr *E) {
  const auto *D = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
}

/// Without what copies, converts or binds.
const Expr *core(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<ExplicitCastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             X && X->getNumArgs() != 0 &&
             !isa<CXXDefaultArgExpr>(X->getArg(0)) &&
             (X->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(X->getArg(1))))
      E = X->getArg(0);
    else if (const auto *X = dyn_cast<CXXMemberCallExpr>(E);
             X && isa_and_nonnull<CXXConversionDecl>(X->getMethodDecl()))
      E = X->getImplicitObjectArgument();
    else
      return E;
  }
}

/// Where `S` names the variable; null if nowhere.
const Expr *usedIn(const Stmt *S, const VarDecl &V) {
  if (!S)
    return nullptr;
  if (const auto *D = dyn_cast<DeclRefExpr>(S); D && D->getDecl() == &V)
    return D;
  for (const Stmt *Child : S->children())
    if (const Expr *E = usedIn(Child, V))
      return E;
  return nullptr;
}

/// A container that holds pointers or views.
bool holdsViews(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!S || !isOfStd(*S))
    return false;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Type && isView(A.getAsType()))
      return true;
  return false;
}

bool addsToContainer(const CXXMemberCallExpr &C) {
  const auto *M = C.getMethodDecl();
  return M && M->getIdentifier() &&
         StringSwitch<bool>(M->getName())
             .Cases({"push_back", "emplace_back", "push_front", "emplace_front",
                     "insert", "emplace", "push", "try_emplace",
                     "insert_or_assign"},
                    true)
             .Default(false);
}

/// The variable that `E` is, or is a part of: `Index` for `Index[k]`.
const VarDecl *rootVariable(const Expr *E) {
  for (E = E ? E->IgnoreParenImpCasts() : nullptr; E;
       E = E->IgnoreParenImpCasts()) {
    if (const auto *M = dyn_cast<MemberExpr>(E))
      E = M->isArrow() ? nullptr : M->getBase();
    else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
             Op && Op->getOperator() == OO_Subscript)
      E = Op->getArg(0);
    else if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
      E = A->getBase();
    else
      return variableIn(E);
    if (!E)
      return nullptr;
  }
  return nullptr;
}

/// The uses of a variable in the order of the text, with where it is emptied or
/// set, a store, and the end of a loop's body.
class UsesInOrder {
public:
  UsesInOrder(const VarDecl &V, const Stmt &Store, const Stmt &Loop)
      : V(V), Store(Store), Loop(Loop), Appends(isa<CXXMemberCallExpr>(Store)) {
  }

  /// What the store puts there is read in a later turn or behind the loop.
  bool readsLater(const Stmt *Function) {
    visit(Function);
    return ReadBehind || (ReadBefore && !SetAtEnd);
  }

private:
  bool empties(const Stmt &S) const {
    const Expr *To = nullptr;
    if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->isAssignmentOp())
      To = B->getLHS();
    else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(&S);
             Op && Op->getOperator() == OO_Equal)
      To = Op->getArg(0);
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(&S);
             C && C->getMethodDecl() && C->getMethodDecl()->getIdentifier() &&
             (C->getMethodDecl()->getName() == "clear" ||
              C->getMethodDecl()->getName() == "reset"))
      To = C->getImplicitObjectArgument();
    return variableIn(To) == &V;
  }
  void visit(const Stmt *S) {
    if (!S)
      return;
    if (S == &Loop) {
      InLoop = true;
      Set = false;
    }
    if (S == &Store) {
      Stored = true;
      SetAtEnd = false;
      // The body may be nothing else.
      InLoop &= S != &Loop;
      return;
    }
    if (empties(*S)) {
      (Stored ? SetAtEnd : Set) = true;
      return;
    }
    if (variableIn(dyn_cast<Expr>(S)) == &V && isa<DeclRefExpr>(S)) {
      if (Stored && !InLoop)
        ReadBehind |= !SetAtEnd;
      else if (InLoop && (!Stored || Appends))
        ReadBefore |= !Set;
    }
    for (const Stmt *Child : S->children())
      visit(Child);
    if (S == &Loop)
      InLoop = false;
  }

  const VarDecl &V;
  const Stmt &Store, &Loop;
  /// What was stored in earlier turns is still there.
  const bool Appends;
  bool InLoop = false, Stored = false, Set = false, SetAtEnd = false;
  bool ReadBehind = false, ReadBefore = false;
};

class KeptElements {
public:
  KeptElements(const FactGraph &G, SummaryLookup Summaries)
      : G(G), Summaries(Summaries) {}

  void visit(const Stmt *S);

  std::vector<KeptElement> Found;

private:
  std::optional<Source> sourceOf(const Expr *E, bool Follow = true) const;
  std::optional<Source> stepOf(const Expr *E) const;
  void kept(const Stmt *S, const Element &E, bool LeavesLoop);
  void loop(const Stmt *Body, const Element &E);
  bool outlivesTurn(const Expr *Target, const Stmt &Store) const;
  void block(const CompoundStmt &Block);
  bool needs(const Expr *Value, const Element &E) const;
  bool isElement(const Expr *E, const Element &Of) const;
  const Expr *advances(const Stmt *S, const VarDecl &Generator) const;
  void add(const Element &E, const Expr *Kept, const Expr *Next) {
    if (llvm::none_of(
            Found, [&](const KeptElement &K) { return K.Made == E.From.Made; }))
      Found.push_back({E.From.Made, Kept, Next});
  }

  const FactGraph &G;
  SummaryLookup Summaries;
  /// The body of the loop that is looked at.
  const Stmt *Loop = nullptr;
};

/// The generator that `E` is, if its elements are its own.
std::optional<Source> KeptElements::sourceOf(const Expr *E, bool Follow) const {
  if (!E)
    return std::nullopt;
  E = core(E);
  if (const VarDecl *V = variableIn(E)) {
    if (!Follow || !V->getInit() || isa<ParmVarDecl>(V))
      return std::nullopt;
    std::optional<Source> Out = sourceOf(V->getInit(), V->isImplicit());
    if (Out && !V->isImplicit())
      Out->Variable = V;
    return Out;
  }
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionSummary *S =
      C && C->getDirectCallee() ? Summaries(C->getDirectCallee()) : nullptr;
  if (!S || !(S->YieldsOwn || S->YieldsViewOfOwn))
    return std::nullopt;
  return Source{E, nullptr, S->YieldsOwn, S->YieldsViewOfOwn};
}

/// `g.next()`, `*it` or their kin: the generator that gives the element.
std::optional<Source> KeptElements::stepOf(const Expr *E) const {
  E = core(E);
  if (const auto *A = dyn_cast<CoroutineSuspendExpr>(E))
    E = core(A->getOperand());
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = core(U->getSubExpr());
  const Expr *Object = nullptr;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    Object = C->getImplicitObjectArgument();
  else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
           Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Call))
    Object = Op->getArg(0);
  const VarDecl *V = variableIn(Object);
  if (!V || !V->getInit() || isa<ParmVarDecl>(V))
    return std::nullopt;
  if (std::optional<Source> S = sourceOf(Object))
    return S;
  // An iterator: `auto it = g.begin()`.
  const auto *Begin = dyn_cast<CXXMemberCallExpr>(core(V->getInit()));
  if (!Begin)
    return std::nullopt;
  std::optional<Source> S = sourceOf(Begin->getImplicitObjectArgument());
  if (S)
    S->Variable = V;
  return S;
}

/// `E` is the element, without its address taken or a view made of it.
bool KeptElements::isElement(const Expr *E, const Element &Of) const {
  E = E->IgnoreParenImpCasts();
  if (!Of.IsPointer)
    return variableIn(E) == Of.V;
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref && variableIn(U->getSubExpr()) == Of.V;
  return false;
}

/// What keeps `Value` as a pointer or a view needs more of the element than is
/// there.
bool KeptElements::needs(const Expr *Value, const Element &Of) const {
  const Expr *E = core(Value);
  bool Refers = Of.IsPointer || Of.V->getType()->isReferenceType();
  QualType T = Of.V->getType().getNonReferenceType();
  if (Of.IsPointer)
    T = T->getPointeeType();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return Refers && Of.From.Own && isElement(U->getSubExpr(), Of);
  if (Of.IsPointer && variableIn(E) == Of.V)
    return Of.From.Own;
  if (isElement(E, Of))
    return isView(T) ? Of.From.ViewOfOwn : Refers && Of.From.Own;
  // A part of it, or a view that a member function gives.
  const Expr *Object = nullptr;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E); C && isView(C->getType()))
    Object = C->getImplicitObjectArgument();
  else if (const auto *M = dyn_cast<MemberExpr>(E))
    Object = M->getBase();
  if (!Object ||
      !(isElement(Object, Of) || (Of.IsPointer && variableIn(Object) == Of.V)))
    return false;
  return isView(T) ? Of.From.ViewOfOwn : Refers && Of.From.Own;
}

/// What is stored there is looked at when the turn of the loop has ended.
bool KeptElements::outlivesTurn(const Expr *Target, const Stmt &Store) const {
  const VarDecl *V = rootVariable(Target);
  if (!Loop || !V || !V->isLocalVarDecl() || V->hasGlobalStorage())
    return true;
  return !declares(Loop, V) &&
         UsesInOrder(*V, Store, *Loop).readsLater(G.Function->getBody());
}

void KeptElements::loop(const Stmt *Body, const Element &E) {
  const Stmt *Outer = std::exchange(Loop, Body);
  kept(Body, E, false);
  Loop = Outer;
}

/// Looks for what keeps the element in a turn of a loop. `LeavesLoop`: the loop
/// is left behind `S`.
void KeptElements::kept(const Stmt *S, const Element &E, bool LeavesLoop) {
  if (!S || isa<LambdaExpr>(S))
    return;
  // The generator stands still when the loop is left, unless it ends with it.
  bool StaysThere = LeavesLoop && E.From.Variable;
  auto IsOutside = [&](const Expr *Target) { return !usedIn(Target, *E.V); };
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
      C && addsToContainer(*C) &&
      holdsViews(C->getImplicitObjectArgument()->getType()) && !StaysThere &&
      outlivesTurn(C->getImplicitObjectArgument(), *C))
    for (const Expr *A : C->arguments())
      if (needs(A, E))
        add(E, C, nullptr);
  const Expr *To = nullptr, *Value = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp()) {
    To = B->getLHS();
    Value = B->getRHS();
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->getOperator() == OO_Equal) {
    To = Op->getArg(0);
    Value = Op->getArg(1);
  }
  if (To && isView(To->getType()) && IsOutside(To) && !StaysThere &&
      needs(Value, E) && outlivesTurn(To, *S))
    add(E, cast<Expr>(S), nullptr);
  if (const auto *R = dyn_cast<ReturnStmt>(S);
      R && R->getRetValue() && isView(G.Function->getReturnType()) &&
      needs(R->getRetValue(), E))
    add(E, R->getRetValue(), nullptr);
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    bool Leaves = llvm::any_of(
        Block->body(), [](const Stmt *Each) { return isa<BreakStmt>(Each); });
    for (const Stmt *Child : Block->body())
      kept(Child, E, Leaves);
    return;
  }
  for (const Stmt *Child : S->children())
    kept(Child, E, LeavesLoop);
}

/// What makes the generator in `Generator`, or behind that iterator, go on.
const Expr *KeptElements::advances(const Stmt *S,
                                   const VarDecl &Generator) const {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      Op && Op->getOperator() == OO_PlusPlus &&
      variableIn(Op->getArg(0)) == &Generator)
    return Op;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
      C && variableIn(C->getImplicitObjectArgument()) == &Generator &&
      C->getMethodDecl() && C->getMethodDecl()->getIdentifier() &&
      !C->getMethodDecl()->isConst() && C->getMethodDecl()->getName() != "end")
    return C;
  for (const Stmt *Child : S->children())
    if (const Expr *E = advances(Child, Generator))
      return E;
  return nullptr;
}

/// An element, the next one, and a use of the first: one after the other.
void KeptElements::block(const CompoundStmt &Block) {
  for (auto I = Block.body_begin(); I != Block.body_end(); ++I) {
    const auto *D = dyn_cast<DeclStmt>(*I);
    const auto *V = D && D->isSingleDecl()
                        ? dyn_cast<VarDecl>(D->getSingleDecl())
                        : nullptr;
    if (!V || !V->getInit())
      continue;
    std::optional<Source> From = stepOf(V->getInit());
    QualType T = V->getType();
    bool IsView = isView(T) && !T->isPointerType();
    if (!From || !From->Variable ||
        !(IsView ? From->ViewOfOwn
                 : From->Own && (T->isReferenceType() || T->isPointerType())))
      continue;
    const Expr *Next = nullptr;
    for (auto K = std::next(I); K != Block.body_end(); ++K) {
      if (Next)
        if (const Expr *Used = usedIn(*K, *V)) {
          add({V, false, *From}, Used, Next);
          break;
        }
      if (!Next)
        Next = advances(*K, *From->Variable);
    }
  }
}

void KeptElements::visit(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *F = dyn_cast<CXXForRangeStmt>(S))
    if (std::optional<Source> From = sourceOf(F->getRangeInit()))
      loop(F->getBody(), {F->getLoopVariable(), false, *From});
  if (const auto *W = dyn_cast<WhileStmt>(S); W && W->getConditionVariable()) {
    const VarDecl *V = W->getConditionVariable();
    if (V->getInit() && V->getType()->isPointerType())
      if (std::optional<Source> From = stepOf(V->getInit()))
        loop(W->getBody(), {V, true, *From});
  }
  if (const auto *B = dyn_cast<CompoundStmt>(S))
    block(*B);
  for (const Stmt *Child : S->children())
    visit(Child);
}

} // namespace

std::vector<KeptElement> findKeptElements(const FactGraph &G,
                                          SummaryLookup Summaries) {
  if (llvm::none_of(G.Sites,
                    [](const Site &S) { return S.What == Site::Generator; }))
    return {};
  KeptElements K(G, Summaries);
  K.visit(G.Function->getBody());
  return std::move(K.Found);
}

} // namespace corolint
