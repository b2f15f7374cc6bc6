//===- Referents.cpp - what references and views lead to ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Referents.h"

#include "compat/StringSwitch.h"
#include "flow/Borrows.h"
#include "flow/Mentions.h"
#include "flow/SoleOwners.h"
#include "flow/Statements.h"
#include "model/Classes.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

bool isView(QualType T) {
  if (T->isPointerType())
    return !T->isFunctionPointerType();
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD)
    return false;
  if (RD->hasAttr<PointerAttr>())
    return true;
  return StringSwitch<bool>(qualifiedName(*RD))
      .Cases({"std::basic_string_view", "std::span", "std::reference_wrapper",
              "std::function_ref"},
             true)
      .Cases({"boost::asio::mutable_buffer", "boost::asio::const_buffer",
              "boost::asio::mutable_buffers_1", "boost::asio::const_buffers_1",
              "asio::mutable_buffer", "asio::const_buffer",
              "asio::mutable_buffers_1", "asio::const_buffers_1"},
             true)
      .Default(false);
}

/// A class of the standard library whose objects own what their functions lead
/// to: containers, strings, smart pointers that do not share, and their like.
static bool owns(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !isOfStd(*RD) || isView(T) || RD->getName() == "shared_ptr")
    return false;
  return storageOf(T) != Storage::None ||
         StringSwitch<bool>(RD->getName())
             .Cases({"array", "pair", "tuple", "expected", "path", "valarray",
                     "basic_stringbuf", "priority_queue", "bitset"},
                    true)
             .Default(false);
}

/// Objects without state: it does not matter when they die.
static bool isStateless(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return T->isNullPtrType() ||
         (RD && RD->hasDefinition() && RD->isEmpty() && !RD->isPolymorphic());
}

/// The object of a call with its own class, not that of the base which has the
/// function.
static const Expr *ownClass(const Expr *E) {
  for (E = E->IgnoreParens();;
       E = cast<CastExpr>(E)->getSubExpr()->IgnoreParens()) {
    const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
    if (!Cast || (Cast->getCastKind() != CK_DerivedToBase &&
                  Cast->getCastKind() != CK_UncheckedDerivedToBase &&
                  Cast->getCastKind() != CK_NoOp))
      return E;
  }
}

/// `S` names `P`, other than for another member than `F`.
static bool readsMember(const Stmt *S, const ParmVarDecl &P,
                        const FieldDecl &F) {
  if (!S)
    return false;
  auto IsNamed = [&](const Stmt *E) {
    const auto *D = dyn_cast<DeclRefExpr>(E);
    return D && D->getDecl() == &P;
  };
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && IsNamed(M->getBase()->IgnoreParenImpCasts()) &&
      isa<FieldDecl>(M->getMemberDecl()))
    return M->getMemberDecl()->getCanonicalDecl() == F.getCanonicalDecl();
  return IsNamed(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return readsMember(Child, P, F);
         });
}

/// The coroutine that has the parameter is seen to use that member of it.
static bool readsMember(const ParmVarDecl *P, const FieldDecl &F) {
  const auto *Of = P ? dyn_cast<FunctionDecl>(P->getDeclContext()) : nullptr;
  const FunctionDecl *Def = nullptr;
  if (!Of || !Of->hasBody(Def) ||
      P->getFunctionScopeIndex() >= Def->getNumParams())
    return false;
  const auto *Body = dyn_cast<CoroutineBodyStmt>(Def->getBody());
  return Body && readsMember(Body->getBody(),
                             *Def->getParamDecl(P->getFunctionScopeIndex()), F);
}

/// std::min and its kin give one of their arguments.
static bool givesOneOf(const CallExpr &E) {
  const FunctionDecl *F = E.getDirectCallee();
  return F && E.isGLValue() && F->getIdentifier() && isOfStd(*F) &&
         (F->getName() == "min" || F->getName() == "max" ||
          F->getName() == "clamp");
}

namespace {

class Walk {
public:
  explicit Walk(PlaceResolver &Resolver, const ParmVarDecl *For = nullptr)
      : Resolver(Resolver), For(For) {}

  /// The object that `E` names.
  void object(const Expr *E, unsigned Depth = 0);
  /// What the value of `E`, a pointer or view, leads to.
  void value(const Expr *E, unsigned Depth = 0);
  /// What the members of `E` lead to, an object that is made of them.
  void members(const Expr *E, unsigned Depth = 0);
  /// The variable itself, or what it is another name of.
  void variable(const VarDecl &V, unsigned Depth = 0);
  void binding(const BindingDecl &B, unsigned Depth);
  /// What the variable, a pointer or view, leads to.
  void view(const VarDecl &V, unsigned Depth = 0);

  llvm::SmallVector<Referent, 1> Found;

private:
  static constexpr unsigned MaxDepth = 32;

  void add(Referent R) {
    if (!llvm::is_contained(Found, R))
      Found.push_back(R);
  }
  bool isCapturedCopy(const VarDecl &V) const;
  const Expr *ownedBy(const CallExpr &E) const;
  bool keepsPointee(const Expr &Owner) const;

  PlaceResolver &Resolver;
  /// The parameter that what is looked at is given to; null if not known.
  const ParmVarDecl *For;
};

/// The closure has a copy of it.
bool Walk::isCapturedCopy(const VarDecl &V) const {
  const auto *M = dyn_cast<CXXMethodDecl>(&Resolver.function());
  if (!M || !M->getParent()->isLambda())
    return false;
  return llvm::any_of(M->getParent()->captures(), [&](const LambdaCapture &C) {
    return C.capturesVariable() && C.getCapturedVar() == &V &&
           C.getCaptureKind() == LCK_ByCopy &&
           !(V.isInitCapture() && V.getType()->isReferenceType());
  });
}

void Walk::variable(const VarDecl &V, unsigned Depth) {
  if (isCapturedCopy(V))
    return add({Resolver.object(), nullptr});
  if (!Resolver.isOwn(&V))
    return;
  if (V.getType()->isReferenceType() && !isa<ParmVarDecl>(V)) {
    // Another name, unless it keeps a temporary alive.
    const Expr *Init = V.getInit();
    const auto *M =
        Init ? dyn_cast<MaterializeTemporaryExpr>(Init->IgnoreImplicit())
             : nullptr;
    if (const auto *Full = dyn_cast_or_null<FullExpr>(Init))
      M = dyn_cast<MaterializeTemporaryExpr>(Full->getSubExpr());
    if (Init && !M)
      return object(Init, Depth);
    if (!Init)
      return;
  }
  add({Resolver.placeOf(&V), nullptr});
}

/// The object that is taken apart, unless the part is a reference.
void Walk::binding(const BindingDecl &B, unsigned Depth) {
  const auto *Whole = dyn_cast<VarDecl>(B.getDecomposedDecl());
  const FieldDecl *Member = memberNamed(B.getBinding());
  if (Whole && !B.getType()->isReferenceType() &&
      !(Member && Member->getType()->isReferenceType()))
    variable(*Whole, Depth);
}

/// Only gives a member of its object, which does not lead elsewhere.
static bool givesMember(const CXXMethodDecl &M) {
  const FieldDecl *Member = memberGivenBy(M);
  return Member && !Member->getType()->isReferenceType() &&
         !isView(Member->getType());
}

/// If `Owner` is a smart pointer: what it points to is its own to the end.
bool Walk::keepsPointee(const Expr &Owner) const {
  const auto *RD = Owner.getType()->getAsCXXRecordDecl();
  if (!RD || !RD->getIdentifier() ||
      (RD->getName() != "unique_ptr" && RD->getName() != "shared_ptr"))
    return true;
  const auto *D = dyn_cast<DeclRefExpr>(Owner.IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return !V || !givesAway(Resolver.function().getBody(), *V);
}

/// The object of a call that gives a part of what it owns, or a view of it.
const Expr *Walk::ownedBy(const CallExpr &E) const {
  QualType T = E.getType();
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&E)) {
    const Expr *Object = M->getImplicitObjectArgument();
    if (!Object || !M->getMethodDecl() || Object->getType()->isPointerType())
      return nullptr;
    Object = ownClass(Object);
    bool Owns = owns(Object->getType()) || givesMember(*M->getMethodDecl());
    return Owns && (E.isGLValue() || isView(T)) && keepsPointee(*Object)
               ? Object
               : nullptr;
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(&E)) {
    if (Op->getOperator() != OO_Subscript && Op->getOperator() != OO_Star &&
        Op->getOperator() != OO_Arrow)
      return nullptr;
    const Expr *Object = ownClass(Op->getArg(0));
    bool Owns = owns(Object->getType()) || makesOnlyShare(*Object) ||
                namesOnlyShare(*Object, Resolver.function());
    return Owns && keepsPointee(*Object) ? Object : nullptr;
  }
  const auto *F = dyn_cast_or_null<FunctionDecl>(E.getCalleeDecl());
  if (!F || !F->getIdentifier() || E.getNumArgs() == 0)
    return nullptr;
  // Views of what is given: std::ref, asio::buffer, and their kin.
  if ((isOfStd(*F) && (F->getName() == "ref" || F->getName() == "cref" ||
                       F->getName() == "as_bytes")) ||
      (F->getName() == "buffer" && isView(T)))
    return E.getArg(0);
  return Resolver.passesOn(&E) && E.isGLValue() ? E.getArg(0) : nullptr;
}

void Walk::view(const VarDecl &V, unsigned Depth) {
  if (isa<ParmVarDecl>(V) || !Resolver.isOwn(&V) || !V.getInit())
    return;
  // Set where it is declared, and not again; implicit: the iterator of a
  // range-based for.
  bool IsSetOnce = V.getType().isConstQualified() || V.isImplicit() ||
                   V.getType()->isReferenceType() ||
                   !isSetAgain(Resolver.function().getBody(), V);
  if (IsSetOnce)
    value(V.getInit(), Depth);
}

/// No member of the class can be made to lead elsewhere.
static bool hasNoViews(QualType T) {
  const auto *RD = T->getAsCXXRecordDecl();
  return RD && RD->hasDefinition() &&
         llvm::none_of(RD->fields(),
                       [](const FieldDecl *F) { return isView(F->getType()); });
}

void Walk::members(const Expr *E, unsigned Depth) {
  if (!E || ++Depth > MaxDepth)
    return;
  E = E->IgnoreParens();
  if (const auto *X = dyn_cast<FullExpr>(E))
    return members(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CastExpr>(E))
    return members(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
    return members(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
    return members(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    if (X->getNumArgs() != 1 || !X->getConstructor()->isCopyOrMoveConstructor())
      return;
    const Expr *From = X->getArg(0);
    if (From->isPRValue())
      return members(From, Depth);
    // Of a variable whose references are what they were made.
    const auto *D = dyn_cast<DeclRefExpr>(From->IgnoreParenImpCasts());
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (V && !isa<ParmVarDecl>(V) && Resolver.isOwn(V) && V->getInit() &&
        !V->getType()->isReferenceType() && hasNoViews(V->getType()))
      members(V->getInit(), Depth);
    return;
  }
  const auto *List = dyn_cast<InitListExpr>(E);
  const auto *RD = E->getType()->getAsCXXRecordDecl();
  if (!List || !RD || !RD->hasDefinition() || isOfStd(*RD) ||
      RD->getNumBases() != 0)
    return;
  unsigned N = 0;
  for (const FieldDecl *F : RD->fields()) {
    if (N == List->getNumInits())
      return;
    const Expr *Init = List->getInit(N++);
    if (!readsMember(For, *F))
      continue;
    if (F->getType()->isReferenceType())
      object(Init, Depth);
    else if (isView(F->getType()) && !F->getType()->isPointerType())
      value(Init, Depth);
  }
}

void Walk::object(const Expr *E, unsigned Depth) {
  if (!E || ++Depth > MaxDepth)
    return;
  E = E->IgnoreParens();
  if (const auto *X = dyn_cast<FullExpr>(E))
    return object(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
    return object(X->getExpr(), Depth);
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
    if (!isStateless(X->getType()) && !X->getExtendingDecl())
      add({NoId, X});
    return;
  }
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    if (X->getCastKind() == CK_LValueToRValue)
      return;
    return object(X->getSubExpr(), Depth);
  }
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
    return object(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(X->getDecl());
        V && !isStateless(V->getType()))
      variable(*V, Depth);
    else if (const auto *B = dyn_cast<BindingDecl>(X->getDecl()))
      binding(*B, Depth);
    return;
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    // What a reference that is a member refers to is another's.
    if (!isa<FieldDecl>(X->getMemberDecl()) ||
        X->getMemberDecl()->getType()->isReferenceType())
      return;
    return X->isArrow() ? value(X->getBase(), Depth)
                        : object(X->getBase(), Depth);
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = X->getBase()->IgnoreParenImpCasts();
    if (Base->getType()->isArrayType())
      object(Base, Depth);
    return;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_Deref)
      return value(X->getSubExpr(), Depth);
    if (X->isIncrementDecrementOp())
      return object(X->getSubExpr(), Depth);
    return;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isAssignmentOp())
      return object(X->getLHS(), Depth);
    if (X->getOpcode() == BO_Comma)
      return object(X->getRHS(), Depth);
    return;
  }
  if (const auto *X = dyn_cast<ConditionalOperator>(E)) {
    object(X->getTrueExpr(), Depth);
    return object(X->getFalseExpr(), Depth);
  }
  if (const auto *X = dyn_cast<CallExpr>(E)) {
    if (givesOneOf(*X)) {
      for (const Expr *A : X->arguments())
        if (A->isGLValue() &&
            A->getType().getCanonicalType().getUnqualifiedType() ==
                X->getType().getCanonicalType().getUnqualifiedType())
          object(A, Depth);
      return;
    }
    if (const Expr *Object = ownedBy(*X))
      return object(Object, Depth);
    // What an iterator or a pointer-like object leads to.
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(X);
        Op && Op->getNumArgs() != 0 && isView(Op->getArg(0)->getType()))
      return value(Op->getArg(0), Depth);
    return;
  }
  // A prvalue that nothing has been bound to yet: the object of a member call.
  if (E->isPRValue() && E->getType()->isRecordType() &&
      !isStateless(E->getType()))
    add({NoId, E});
}

void Walk::value(const Expr *E, unsigned Depth) {
  if (!E || ++Depth > MaxDepth)
    return;
  E = E->IgnoreParens();
  if (isa<CXXThisExpr>(E))
    return add({Resolver.object(), nullptr});
  if (const auto *X = dyn_cast<FullExpr>(E))
    return value(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
    return value(X->getExpr(), Depth);
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
    return value(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
    return value(X->getSubExpr(), Depth);
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    if (X->getCastKind() == CK_ArrayToPointerDecay)
      return object(X->getSubExpr(), Depth);
    return value(X->getSubExpr(), Depth);
  }
  // A pointer or view that is stored in a container leads out of it.
  if (const auto *X = dyn_cast<CallExpr>(E); X && X->isGLValue()) {
    bool Moves = Resolver.passesOn(X) && X->getNumArgs() != 0 &&
                 !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(X);
    if (Moves)
      value(X->getArg(0), Depth);
    return;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_AddrOf)
      return object(X->getSubExpr(), Depth);
    return;
  }
  if (const auto *X = dyn_cast<ConditionalOperator>(E)) {
    value(X->getTrueExpr(), Depth);
    return value(X->getFalseExpr(), Depth);
  }
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(X->getDecl()))
      view(*V, Depth);
    return;
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    if (X->getNumArgs() == 0)
      return;
    const Expr *First = X->getArg(0);
    if (X->getConstructor()->isCopyOrMoveConstructor() ||
        isView(First->getType()))
      return value(First, Depth);
    return object(First, Depth);
  }
  if (const auto *X = dyn_cast<InitListExpr>(E)) {
    if (X->getNumInits() != 0)
      value(X->getInit(0), Depth);
    return;
  }
  // The array behind it; one of constants may be there for ever.
  if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E)) {
    QualType T = X->getSubExpr()->getType();
    const auto *RD = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (RD && RD->hasDefinition() && !RD->hasTrivialDestructor())
      object(X->getSubExpr(), Depth);
    return;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isAdditiveOp())
      value(X->getLHS()->getType()->isPointerType() ? X->getLHS() : X->getRHS(),
            Depth);
    return;
  }
  if (const auto *X = dyn_cast<CallExpr>(E))
    if (const Expr *Object = ownedBy(*X))
      return object(Object, Depth);
  // What an iterator leads to.
  if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
      X && X->getOperator() == OO_Arrow && isView(X->getArg(0)->getType()))
    return value(X->getArg(0), Depth);
  // A part of a view: substr(), subspan(), data().
  if (const auto *X = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Of = X->getImplicitObjectArgument();
    if (Of && isView(E->getType()) && isView(Of->getType()))
      value(Of, Depth);
  }
}

} // namespace

llvm::SmallVector<Referent, 1> referents(const Expr *Argument,
                                         QualType Parameter,
                                         PlaceResolver &Resolver,
                                         const ParmVarDecl *For) {
  Walk W(Resolver, For);
  if (Parameter.isNull())
    return {};
  if (Parameter->isReferenceType())
    W.object(Argument);
  else if (isView(Parameter) || isClassOfStd(Parameter, "initializer_list"))
    W.value(Argument);
  else
    W.members(Argument);
  return std::move(W.Found);
}

llvm::SmallVector<Referent, 1> referentsOfObject(const Expr *Object,
                                                 PlaceResolver &Resolver) {
  Walk W(Resolver);
  if (Object->getType()->isPointerType())
    W.value(Object);
  else
    W.object(Object);
  return std::move(W.Found);
}

llvm::SmallVector<Referent, 1> capturedReferents(const CXXRecordDecl &L,
                                                 PlaceResolver &Resolver) {
  Walk W(Resolver);
  for (const LambdaCapture &C : L.captures()) {
    if (C.capturesThis() && C.getCaptureKind() == LCK_This)
      W.Found.push_back({Resolver.object(), nullptr});
    const auto *V =
        C.capturesVariable() ? dyn_cast<VarDecl>(C.getCapturedVar()) : nullptr;
    if (!V)
      continue;
    // A copy of what a reference refers to is a copy.
    bool ByReference = C.getCaptureKind() == LCK_ByRef ||
                       (V->isInitCapture() && V->getType()->isReferenceType());
    if (V->isInitCapture() && ByReference)
      W.object(V->getInit());
    else if (V->isInitCapture() && isView(V->getType()))
      W.value(V->getInit());
    else if (ByReference)
      W.variable(*V);
    else if (isView(V->getType()))
      W.view(*V);
  }
  // A temporary that a capture was made of is gone anyway, or the closure's.
  llvm::erase_if(W.Found, [](const Referent &R) { return R.Temporary; });
  return std::move(W.Found);
}

} // namespace corolint
