//===- PlaceResolver.cpp - which place an expression means ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/PlaceResolver.h"

#include "flow/FunctionIndex.h"
#include "model/Classes.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

PlaceResolver::PlaceResolver(const UnitContext &Unit, const FunctionDecl &F,
                             FactGraph &G, ParentMap &Parents)
    : Unit(Unit), F(F), G(G), Parents(Parents) {}

bool PlaceResolver::isOwn(const VarDecl *V) const {
  // What a lambda's capture makes is the closure's, although the call operator
  // is said to declare it.
  if (!V->hasLocalStorage() || V->isInitCapture())
    return false;
  const DeclContext *DC = V->getParentFunctionOrMethod();
  return DC &&
         cast<FunctionDecl>(DC)->getCanonicalDecl() == F.getCanonicalDecl();
}

/// The place that `P` is a part of.
static const Place &wholeOf(const FactGraph &G, PlaceId P) {
  while (G.Places[P].Parent != NoId)
    P = G.Places[P].Parent;
  return G.Places[P];
}

bool PlaceResolver::isOwnedBy(const Referent &R) const {
  if (R.Temporary)
    return true;
  if (R.Place == NoId)
    return false;
  const Place &P = wholeOf(G, R.Place);
  return !P.Borrowed && P.What != Place::Object;
}

bool PlaceResolver::isParameter(const Referent &R) const {
  return !R.Temporary && R.Place != NoId &&
         wholeOf(G, R.Place).What == Place::Parameter;
}

PlaceId PlaceResolver::placeOf(const VarDecl *V) {
  auto [It, New] = Variables.try_emplace(V, G.Places.size());
  if (!New)
    return It->second;
  Place P;
  P.What = isa<ParmVarDecl>(V) ? Place::Parameter : Place::Local;
  P.Decl = V;
  // That of a structured binding is "[K, V]".
  llvm::raw_string_ostream(P.Name) << *V;
  QualType T = V->getType();
  if (isa<ParmVarDecl>(V))
    P.Borrowed = T->isReferenceType() || T->isPointerType();
  QualType Object = T.getNonReferenceType();
  P.Many = Unit.Types.holdsMany(Object);
  G.Places.push_back(std::move(P));
  return It->second;
}

PlaceId PlaceResolver::temporary(const Expr *E) {
  auto [It, New] = Temporaries.try_emplace(E, G.Places.size());
  if (!New)
    return It->second;
  Place P;
  P.What = Place::Temporary;
  P.Temp = E;
  P.Name = "temporary";
  P.Many = isa<InitListExpr>(E) || Unit.Types.holdsMany(E->getType());
  G.Places.push_back(std::move(P));
  return It->second;
}

PlaceId PlaceResolver::object() {
  if (ObjectPlace == NoId) {
    ObjectPlace = G.Places.size();
    Place P;
    P.What = Place::Object;
    P.Borrowed = true;
    P.Name = "*this";
    G.Places.push_back(std::move(P));
  }
  return ObjectPlace;
}

PlaceId PlaceResolver::field(PlaceId Parent, const ValueDecl *D) {
  auto [It, New] = Fields.try_emplace({Parent, D}, G.Places.size());
  if (!New)
    return It->second;
  Place P;
  P.What = Place::Field;
  P.Decl = D;
  P.Parent = Parent;
  P.Borrowed = G.Places[Parent].Borrowed;
  P.Name = D->getNameAsString();
  if (!isa<BindingDecl>(D))
    P.Name = G.Places[Parent].Name + "." + P.Name;
  P.Many = Unit.Types.holdsMany(D->getType());
  PlaceId Id = It->second;
  G.Places.push_back(std::move(P));
  return Id;
}

PlaceId PlaceResolver::element(PlaceId Array, unsigned Index) {
  auto [It, New] = Elements.try_emplace({Array, Index}, G.Places.size());
  if (!New)
    return It->second;
  Place P;
  P.What = Place::Field;
  P.Parent = Array;
  P.Borrowed = G.Places[Array].Borrowed;
  P.Name = G.Places[Array].Name + "[" + std::to_string(Index) + "]";
  PlaceId Id = It->second;
  G.Places.push_back(std::move(P));
  return Id;
}

/// The element that `E` names, if it is one of a local array's and the index is
/// a constant; else NoId.
PlaceId PlaceResolver::elementOf(const ArraySubscriptExpr &E,
                                 const Places &Base) {
  const auto *D = dyn_cast<DeclRefExpr>(E.getBase()->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  const auto *T = V ? Unit.Ctx.getAsConstantArrayType(V->getType()) : nullptr;
  const Expr *Index = E.getIdx();
  Expr::EvalResult Value;
  if (Base.size() != 1 || !T || Aliases.contains(V) ||
      Unit.Types.holdsMany(T->getElementType()) || Index->isValueDependent() ||
      !Index->EvaluateAsInt(Value, Unit.Ctx) ||
      Value.Val.getInt().getExtValue() < 0 ||
      Value.Val.getInt().getZExtValue() >= T->getZExtSize())
    return NoId;
  return element(Base.front(), Value.Val.getInt().getZExtValue());
}

void PlaceResolver::alias(const VarDecl *V, const Expr *E) { Aliases[V] = E; }

bool PlaceResolver::isCopyOrMove(const CXXConstructExpr *E) const {
  return E->getNumArgs() >= 1 && E->getConstructor()->isCopyOrMoveConstructor();
}

/// Functions of std that give back a reference to, or a part of, their first
/// argument.
static bool isStdPassThrough(const FunctionDecl &F) {
  static const llvm::StringSet<> Names = {"move",
                                          "forward",
                                          "as_const",
                                          "get",
                                          "get_if",
                                          "addressof",
                                          "ref",
                                          "cref",
                                          "next",
                                          "forward_like",
                                          "move_if_noexcept",
                                          "prev",
                                          "make_move_iterator"};
  return F.getIdentifier() && Names.contains(F.getName()) && isOfStd(F) &&
         F.getNumParams() <= 2;
}

/// Functions of std that give the iterators of their first argument.
static bool isStdIterators(const FunctionDecl &F) {
  static const llvm::StringSet<> Names = {"begin",  "end",  "cbegin", "cend",
                                          "rbegin", "rend", "data"};
  return F.getIdentifier() && Names.contains(F.getName()) && isOfStd(F) &&
         F.getNumParams() <= 2;
}

const Expr *PlaceResolver::passesOn(const CallExpr *E) const {
  QualType T = E->getType();
  if (T->isArithmeticType() || T->isVoidType() || T->isEnumeralType())
    return nullptr;
  const auto *Callee = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    switch (Op->getOperator()) {
    case OO_Star:
    case OO_Arrow:
    case OO_Subscript:
    case OO_PlusPlus:
    case OO_MinusMinus:
      return E->getArg(0);
    default:
      return nullptr;
    }
  }
  // Class prvalues are new values, except views and iterators into an owner.
  bool NewValue = E->isPRValue() && T->getAsCXXRecordDecl() &&
                  Unit.Types.carriesTasks(T) &&
                  !isClassOfStd(T, "reference_wrapper");
  if (NewValue || !Callee)
    return nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = M->getImplicitObjectArgument();
    if (!Object)
      return nullptr;
    QualType O = Object->getType();
    if (O->isPointerType())
      O = O->getPointeeType();
    if (Unit.Types.owner(O))
      return Object;
    if ((E->isGLValue() || T->isPointerType()) &&
        Unit.Types.carriesTasks(T->isPointerType() ? T->getPointeeType() : T))
      return Object;
    return nullptr;
  }
  if (E->getNumArgs() == 0)
    return nullptr;
  if (isStdPassThrough(*Callee))
    return E->getArg(0);
  // To ask a generator for its iterators is to run it.
  if (isStdIterators(*Callee))
    return Unit.Types.of(E->getArg(0)->getType()).isTracked() ? nullptr
                                                              : E->getArg(0);
  // An own std::move: one reference in, a reference to the same type out.
  if (E->getNumArgs() == 1 && E->isGLValue() && Callee->getNumParams() == 1 &&
      Callee->getParamDecl(0)->getType()->isReferenceType() &&
      Unit.Ctx.hasSameUnqualifiedType(
          T, Callee->getParamDecl(0)->getType().getNonReferenceType()))
    return E->getArg(0);
  return nullptr;
}

Places PlaceResolver::resolve(const Expr *E) {
  Places Out;
  if (E)
    resolveInto(E, Out, 0);
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
  return Out;
}

void PlaceResolver::resolveInto(const Expr *E, Places &Out, unsigned Depth) {
  if (!E || Depth > 64)
    return;
  ++Depth;
  E = stripImplicit(E);
  if (const auto *X = dyn_cast<ExplicitCastExpr>(E)) {
    if (X->getCastKind() != CK_ToVoid)
      resolveInto(X->getSubExpr(), Out, Depth);
    return;
  }
  if (const auto *X = dyn_cast<OpaqueValueExpr>(E))
    return resolveInto(X->getSourceExpr(), Out, Depth);
  if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
    return resolveInto(X->getExpr(), Out, Depth);
  if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E))
    return resolveInto(X->getSubExpr(), Out, Depth);
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = X->getDecl();
    if (const auto *B = dyn_cast<BindingDecl>(D)) {
      const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
      if (Whole && isOwn(Whole)) {
        if (auto It = Aliases.find(Whole); It != Aliases.end())
          return resolveInto(It->second, Out, Depth);
        Out.push_back(field(placeOf(Whole), B));
      }
      return;
    }
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !isOwn(V))
      return;
    if (auto It = Aliases.find(V); It != Aliases.end())
      return resolveInto(It->second, Out, Depth);
    Out.push_back(placeOf(V));
    return;
  }
  if (isa<CXXThisExpr>(E)) {
    Out.push_back(object());
    return;
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(X->getMemberDecl());
    if (!Field)
      return;
    Places Base;
    resolveInto(X->getBase(), Base, Depth);
    for (PlaceId P : Base)
      Out.push_back(field(P, Field));
    return;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_AddrOf || X->getOpcode() == UO_Deref ||
        X->isIncrementDecrementOp())
      resolveInto(X->getSubExpr(), Out, Depth);
    return;
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
    Places Base;
    resolveInto(X->getBase(), Base, Depth);
    if (PlaceId P = elementOf(*X, Base); P != NoId)
      Base = {P};
    Out.append(Base);
    return;
  }
  if (const auto *X = dyn_cast<ConditionalOperator>(E)) {
    if (isNewValue(*X)) {
      Out.push_back(temporary(X));
      return;
    }
    resolveInto(X->getTrueExpr(), Out, Depth);
    return resolveInto(X->getFalseExpr(), Out, Depth);
  }
  if (const auto *X = dyn_cast<BinaryConditionalOperator>(E)) {
    resolveInto(X->getCommon(), Out, Depth);
    return resolveInto(X->getFalseExpr(), Out, Depth);
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->getOpcode() == BO_Comma)
      resolveInto(X->getRHS(), Out, Depth);
    else if (X->getOpcode() == BO_Assign)
      resolveInto(X->getLHS(), Out, Depth);
    return;
  }
  if (const auto *X = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *C = X->getSubStmt();
    if (!C->body_empty())
      if (const auto *Last = dyn_cast<Expr>(C->body_back()))
        resolveInto(Last, Out, Depth);
    return;
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    if (isCopyOrMove(X))
      return resolveInto(X->getArg(0), Out, Depth);
    Out.push_back(temporary(X));
    return;
  }
  if (const auto *X = dyn_cast<InitListExpr>(E)) {
    if (X->isTransparent() ||
        (X->getNumInits() == 1 && Unit.Ctx.hasSameUnqualifiedType(
                                      X->getType(), X->getInit(0)->getType())))
      return resolveInto(X->getInit(0), Out, Depth);
    Out.push_back(temporary(X));
    return;
  }
  if (isa<LambdaExpr, CXXNewExpr, CXXParenListInitExpr>(E)) {
    Out.push_back(temporary(E));
    return;
  }
  if (isa<CoawaitExpr, DependentCoawaitExpr>(E)) {
    if (Unit.Types.carriesTasks(E->getType()))
      Out.push_back(temporary(E));
    return;
  }
  if (const auto *X = dyn_cast<CallExpr>(E)) {
    if (const Expr *Inner = passesOn(X))
      return resolveInto(Inner, Out, Depth);
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(X);
        Op && Op->isAssignmentOp())
      return resolveInto(Op->getArg(0), Out, Depth);
    if (E->isPRValue() && E->getType()->getAsCXXRecordDecl())
      Out.push_back(temporary(E));
    return;
  }
}

const Expr *PlaceResolver::fullExpression(const Expr *E) const {
  const Expr *Top = E;
  const Stmt *P = Parents.getParent(E);
  while (P) {
    const auto *X = dyn_cast<Expr>(P);
    if (!X)
      break;
    Top = X;
    P = Parents.getParent(P);
  }
  return Top;
}

bool PlaceResolver::isNewValue(const ConditionalOperator &E) const {
  return !E.isLValue() && Unit.Types.carriesTasks(E.getType());
}

Places PlaceResolver::bindingsOf(const Expr *E, unsigned N) {
  const Stmt *P = Parents.getParent(E);
  while (P && isWrapper(*P))
    P = Parents.getParent(P);
  const auto *D = dyn_cast_or_null<DeclStmt>(P);
  const auto *Whole = D && D->isSingleDecl()
                          ? dyn_cast<DecompositionDecl>(D->getSingleDecl())
                          : nullptr;
  Places Out;
  if (!Whole || !isOwn(Whole) || Whole->bindings().size() != N)
    return Out;
  for (const BindingDecl *B : Whole->bindings())
    Out.push_back(field(placeOf(Whole), B));
  return Out;
}

PlaceId PlaceResolver::targetOf(const Expr *E) {
  const Stmt *Child = E;
  const Stmt *P = Parents.getParent(E);
  while (
      isa_and_nonnull<ParenExpr, CastExpr, FullExpr, CXXBindTemporaryExpr>(P)) {
    Child = P;
    P = Parents.getParent(P);
  }
  if (const auto *D = dyn_cast_or_null<DeclStmt>(P)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit() == Child)
        return isOwn(V) ? placeOf(V) : NoId;
    return NoId;
  }
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(P);
      B && B->getOpcode() == BO_Assign && B->getRHS() == Child) {
    Places Ps = resolve(B->getLHS());
    return Ps.size() == 1 ? Ps[0] : NoId;
  }
  return NoId;
}

bool isStdIgnore(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return D && isOfStd(*D->getDecl()) && D->getDecl()->getName() == "ignore";
}

Consumer PlaceResolver::consumerOf(const Expr *E) const {
  const Stmt *Child = E;
  for (const Stmt *P = Parents.getParent(E); P;
       Child = P, P = Parents.getParent(P)) {
    if (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
            CXXStdInitializerListExpr, OpaqueValueExpr, CXXDefaultArgExpr,
            CXXRewrittenBinaryOperator>(P))
      continue;
    if (const auto *X = dyn_cast<CastExpr>(P)) {
      if (X->getCastKind() == CK_ToVoid)
        return Consumer::Voided;
      if (X->getType()->isBooleanType())
        return Consumer::Tested;
      continue;
    }
    if (isa<InitListExpr, CXXParenListInitExpr>(P)) {
      // The list's own element is what is made; see StatementFacts.
      return Consumer::Call;
    }
    if (const auto *X = dyn_cast<MemberExpr>(P)) {
      if (isa<FieldDecl>(X->getMemberDecl())) {
        QualType Base = X->getBase()->getType();
        if (Base->isPointerType())
          Base = Base->getPointeeType();
        // A task's own fields: it is driven by hand.
        if (Unit.Types.of(Base).isTracked())
          return Consumer::Unknown;
        // What is beside a task says nothing of the task.
        QualType T = X->getType();
        if (!X->isArrow() && !T->isPointerType() && !Unit.Types.carriesTasks(T))
          return Consumer::Tested;
        continue;
      }
      return Consumer::Call;
    }
    if (const auto *X = dyn_cast<ConditionalOperator>(P)) {
      if (Child == X->getCond())
        return Consumer::Tested;
      continue;
    }
    if (isa<BinaryConditionalOperator>(P))
      continue;
    if (const auto *X = dyn_cast<BinaryOperator>(P)) {
      if (X->getOpcode() == BO_Comma) {
        if (Child == X->getLHS())
          return Consumer::Discarded;
        continue;
      }
      if (X->isComparisonOp() || X->isLogicalOp())
        return Consumer::Tested;
      return Consumer::Unknown;
    }
    if (const auto *X = dyn_cast<UnaryOperator>(P)) {
      if (X->getOpcode() == UO_AddrOf || X->getOpcode() == UO_Deref)
        continue;
      if (X->getOpcode() == UO_LNot)
        return Consumer::Tested;
      return Consumer::Unknown;
    }
    if (isa<ArraySubscriptExpr>(P))
      continue;
    if (const auto *X = dyn_cast<CXXConstructExpr>(P)) {
      if (isCopyOrMove(X))
        continue;
      return Consumer::Call;
    }
    if (const auto *X = dyn_cast<CallExpr>(P)) {
      if (passesOn(X))
        continue;
      if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(X);
          Op && Op->getOperator() == OO_Equal && isStdIgnore(Op->getArg(0)))
        return Consumer::Voided;
      return Consumer::Call;
    }
    if (isa<CXXUnresolvedConstructExpr>(P))
      return Consumer::Unknown;
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(P))
      return Consumer::Await;
    if (isa<ReturnStmt, CoreturnStmt>(P))
      return Consumer::Return;
    if (isa<LambdaExpr>(P))
      return Consumer::Closure;
    if (isa<CXXNewExpr>(P))
      return Consumer::New;
    if (isa<DeclStmt>(P))
      return Consumer::Variable;
    if (const auto *X = dyn_cast<StmtExpr>(P)) {
      if (X->getSubStmt() == Child)
        continue;
      return Consumer::Unknown;
    }
    if (const auto *X = dyn_cast<CompoundStmt>(P)) {
      const auto *Outer = dyn_cast_or_null<StmtExpr>(Parents.getParent(P));
      if (Outer && !X->body_empty() && X->body_back() == Child)
        continue;
      return Consumer::Discarded;
    }
    if (const auto *X = dyn_cast<IfStmt>(P))
      return Child == X->getCond() ? Consumer::Tested : Consumer::Discarded;
    if (const auto *X = dyn_cast<WhileStmt>(P))
      return Child == X->getCond() ? Consumer::Tested : Consumer::Discarded;
    if (const auto *X = dyn_cast<DoStmt>(P))
      return Child == X->getCond() ? Consumer::Tested : Consumer::Discarded;
    if (const auto *X = dyn_cast<ForStmt>(P))
      return Child == X->getCond() ? Consumer::Tested : Consumer::Discarded;
    if (isa<CXXForRangeStmt, SwitchCase, LabelStmt, AttributedStmt>(P))
      return Consumer::Discarded;
    return Consumer::Unknown;
  }
  // The body of a function, or a constructor's initialiser, has no parent.
  return isa<Expr>(Child) ? Consumer::Member : Consumer::Discarded;
}

} // namespace corolint
