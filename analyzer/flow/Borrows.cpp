//===- Borrows.cpp - what leads into a container --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Borrows.h"

#include "compat/StringSwitch.h"
#include "flow/Mentions.h"
#include "flow/Referents.h"
#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

Storage storageOf(QualType T) {
  if (T.isNull())
    return Storage::None;
  T = T.getNonReferenceType();
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->getIdentifier())
    return Storage::None;
  llvm::StringRef Name = RD->getName();
  auto Has = [&](llvm::StringRef Part) { return Name.contains(Part); };
  if (Has("iterator") || Has("view"))
    return Storage::None;
  if (Name == "unique_ptr" || Name == "shared_ptr" || Name == "optional" ||
      Name == "variant" || Name == "any")
    return Storage::Single;
  if (Name == "vector" || Name == "basic_string" || Has("small_vector") ||
      Has("SmallVector") || Has("flat_map") || Has("flat_set") ||
      Has("flat_hash") || Name == "QList" || Name == "QVector" ||
      Name == "QString" || Name == "QByteArray")
    return Storage::Contiguous;
  if (Name == "deque" || Name == "circular_buffer" || Name == "queue" ||
      Name == "stack")
    return Storage::Blocks;
  if (Has("unordered_") || Name == "QHash" || Has("hash_map") ||
      Has("hash_set"))
    return Storage::Table;
  if (Name == "map" || Name == "set" || Name == "multimap" ||
      Name == "multiset" || Name == "list" || Name == "forward_list" ||
      Name == "QMap" || Has("btree_") || Has("node_hash"))
    return Has("btree_") ? Storage::Contiguous : Storage::Nodes;
  return Storage::None;
}

namespace {

bool isOwnVariable(const VarDecl &V, const FunctionDecl &F) {
  return !V.hasGlobalStorage() && V.getParentFunctionOrMethod() == &F;
}

bool isCapturedByReference(const VarDecl &V, const FunctionDecl &F) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  return M && M->getParent()->isLambda() && !V.isInitCapture() &&
         llvm::any_of(M->getParent()->captures(), [&](const LambdaCapture &C) {
           return C.capturesVariable() && C.getCapturedVar() == &V &&
                  C.getCaptureKind() == LCK_ByRef;
         });
}

/// Casts that do not read a value, parentheses, and the ends of
/// full-expressions.
const Expr *bare(const Expr *E) {
  while (E) {
    E = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E);
             C && C->getCastKind() != CK_LValueToRValue)
      E = C->getSubExpr();
    else
      return E;
  }
  return E;
}

llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : llvm::StringRef();
}

class Walk {
public:
  explicit Walk(const FunctionDecl &F) : F(F) {}

  Owner owner(const Expr *E);
  /// Where the object that `E` names is stored.
  std::optional<Borrow> object(const Expr *E);
  /// What the pointer, iterator or view `E` leads to.
  std::optional<Borrow> value(const Expr *E);

private:
  using Result = std::optional<Borrow>;

  bool belongsToFrame(const Expr *E);
  Owner ownerAt(const Expr *E);
  Result variable(const ValueDecl *D);
  Result dereferenced(const Expr *E);
  Result memberCall(const CXXMemberCallExpr &C, bool AsValue);
  Result operatorCall(const CXXOperatorCallExpr &C, bool AsValue);
  Result freeCall(const CallExpr &C, bool AsValue);
  Result ofRange(const Expr *E);
  /// What `R` leads to itself is borrowed as `What`.
  static Result as(Result R, Lender::Kind What) {
    if (!R)
      return R;
    Lender::Kind &Inner = R->From.empty() ? R->ThroughWhat : R->From[0].What;
    if (Inner != Lender::Pointee)
      Inner = What;
    return R;
  }
  Result from(const Expr *Named, Owner O, Lender::Kind What);
  Result around(const Expr *E);

  static constexpr unsigned MaxDepth = 24;
  const FunctionDecl &F;
  unsigned Depth = 0;
};

/// The object that `E` names lives in this function's frame, or is owned by a
/// std::unique_ptr there.
bool Walk::belongsToFrame(const Expr *E) {
  for (E = bare(E); E; E = bare(E)) {
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      E = M->getBase();
      if (M->isArrow()) {
        const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(bare(E));
        if (!Op || Op->getOperator() != OO_Arrow ||
            !isClassOfStd(Op->getArg(0)->getType(), "unique_ptr"))
          return false;
        E = Op->getArg(0);
      }
      continue;
    }
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (V && V->getType()->isReferenceType() && !isa<ParmVarDecl>(V) &&
        V->getInit() && ++Depth < MaxDepth) {
      E = V->getInit();
      continue;
    }
    return V && !V->getType()->isReferenceType() && isOwnVariable(*V, F);
  }
  return false;
}

Owner Walk::ownerAt(const Expr *E) {
  E = bare(E);
  if (!E)
    return {};
  if (const auto *C = dyn_cast<CastExpr>(E))
    return ownerAt(C->getSubExpr());
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field)
      if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
        return {V, storageOf(V->getType())};
    if (!Field || belongsToFrame(M))
      return {};
    return {Field, storageOf(Field->getType())};
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    if (!V || (isa<ParmVarDecl>(V) && (V->getType()->isReferenceType() ||
                                       V->getType()->isPointerType())))
      return {};
    if (V->getType()->isReferenceType())
      return V->getInit() && ++Depth < MaxDepth ? ownerAt(V->getInit())
                                                : Owner();
    // A closure's own copy is the closure's.
    bool IsShared = V->hasGlobalStorage() || isOwnVariable(*V, F) ||
                    isCapturedByReference(*V, F);
    return IsShared ? Owner{V, storageOf(V->getType())} : Owner();
  }
  // What a member that is a smart pointer owns: `(*sessions_)[i]`.
  const Expr *Pointer = nullptr;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow))
    Pointer = Op->getArg(0);
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_Deref)
    Pointer = U->getSubExpr();
  if (Pointer && ++Depth < MaxDepth) {
    Owner O = ownerAt(Pointer);
    QualType T = E->getType();
    O.How = storageOf(T->isPointerType() ? T->getPointeeType() : T);
    return O;
  }
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
      C && C->isGLValue() && C->getNumArgs() == 0)
    if (const FieldDecl *Field =
            C->getMethodDecl() ? memberGivenBy(*C->getMethodDecl()) : nullptr)
      return {Field, storageOf(Field->getType())};
  return {};
}

Owner Walk::owner(const Expr *E) {
  Owner O = ownerAt(E);
  return O.How == Storage::None ? Owner() : O;
}

/// What the owner that `E` names is a part of: an element of another owner.
Walk::Result Walk::around(const Expr *E) {
  E = bare(E);
  if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E))
    E = C->getImplicitObjectArgument();
  else if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(E))
    E = Op->getArg(0);
  const auto *M = dyn_cast_or_null<MemberExpr>(bare(E));
  if (!M)
    return std::nullopt;
  return M->isArrow() ? value(M->getBase()) : object(M->getBase());
}

Walk::Result Walk::from(const Expr *Named, Owner O, Lender::Kind What) {
  if (!O.Decl)
    return std::nullopt;
  Borrow B;
  B.From.push_back({What, O});
  if (Result Outer = as(around(Named), Lender::Element)) {
    llvm::append_range(B.From, Outer->From);
    B.Through = Outer->Through;
    B.ThroughWhat = Outer->ThroughWhat;
  }
  return B;
}

Walk::Result Walk::variable(const ValueDecl *D) {
  if (const auto *B = dyn_cast<BindingDecl>(D))
    D = B->getDecomposedDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || isa<ParmVarDecl>(V) || !isOwnVariable(*V, F) || !mayBorrow(*V))
    return std::nullopt;
  Borrow B;
  B.Through = V;
  // An iterator that is copied is one again.
  B.ThroughWhat = Lender::Iterator;
  return B;
}

/// What `*E` names.
Walk::Result Walk::dereferenced(const Expr *E) {
  QualType T = E->getType();
  if (storageOf(T) == Storage::Single) {
    if (Owner O = owner(E); O.Decl)
      return from(E, O, Lender::Pointee);
    // Others may share what a shared pointer in a container points to.
    const auto *RD = T->getAsCXXRecordDecl();
    return RD && RD->getName() == "shared_ptr" ? std::nullopt
                                               : as(object(E), Lender::Pointee);
  }
  return as(value(E), Lender::Element);
}

Walk::Result Walk::memberCall(const CXXMemberCallExpr &C, bool AsValue) {
  const Expr *Object = C.getImplicitObjectArgument();
  const CXXMethodDecl *M = C.getMethodDecl();
  if (!Object || !M)
    return std::nullopt;
  llvm::StringRef Name = nameOf(M);
  // A view of the string or the like.
  if (isa<CXXConversionDecl>(M)) {
    if (!AsValue || !isView(C.getType()))
      return std::nullopt;
    if (Owner O = owner(Object); O.Decl)
      return from(Object, O, Lender::Element);
    return as(object(Object), Lender::Element);
  }
  bool GivesIterator =
      StringSwitch<bool>(Name)
          .Cases({"begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin",
                  "crend", "before_begin", "constBegin", "constEnd"},
                 true)
          .Cases({"find", "lower_bound", "upper_bound", "equal_range",
                  "constFind"},
                 true)
          .Cases({"insert", "emplace", "try_emplace", "insert_or_assign",
                  "emplace_hint", "insert_after", "emplace_after", "erase"},
                 true)
          .Default(false);
  bool GivesElement = StringSwitch<bool>(Name)
                          .Cases({"at", "front", "back", "top", "first", "last",
                                  "emplace_back", "emplace_front"},
                                 true)
                          .Default(false);
  bool GivesView = Name == "data" || Name == "c_str";
  if (Owner O = owner(Object); O.Decl) {
    if (O.How == Storage::Single)
      return (AsValue && Name == "get") || (!AsValue && Name == "value")
                 ? from(Object, O, Lender::Pointee)
                 : std::nullopt;
    if (AsValue && GivesIterator)
      return from(Object, O, Lender::Iterator);
    if ((AsValue && GivesView) || (!AsValue && GivesElement))
      return from(Object, O, Lender::Element);
    return std::nullopt;
  }
  QualType T = Object->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (storageOf(T) == Storage::Single)
    return (AsValue && Name == "get") || (!AsValue && Name == "value")
               ? dereferenced(Object)
               : std::nullopt;
  // Into what is itself an element, or seen through a view.
  if (isView(T))
    return AsValue ? value(Object) : as(value(Object), Lender::Element);
  if (storageOf(T) != Storage::None &&
      (AsValue ? GivesIterator || GivesView : GivesElement))
    return as(object(Object), Lender::Element);
  return std::nullopt;
}

Walk::Result Walk::operatorCall(const CXXOperatorCallExpr &C, bool AsValue) {
  if (C.getNumArgs() == 0)
    return std::nullopt;
  const Expr *First = C.getArg(0);
  switch (C.getOperator()) {
  case OO_Subscript:
    if (AsValue)
      return std::nullopt;
    if (Owner O = owner(First); O.Decl)
      return O.How == Storage::Single ? dereferenced(First)
                                      : from(First, O, Lender::Element);
    return isView(First->getType()) ? as(value(First), Lender::Element)
                                    : as(object(First), Lender::Element);
  case OO_Star:
    return AsValue ? std::nullopt : dereferenced(First);
  case OO_Arrow:
    return AsValue ? dereferenced(First) : std::nullopt;
  case OO_PlusPlus:
  case OO_MinusMinus:
  case OO_Plus:
  case OO_Minus:
  case OO_PlusEqual:
  case OO_MinusEqual:
    return isView(First->getType()) ? value(First) : std::nullopt;
  case OO_Call: {
    // std::ranges::find and its kin are objects.
    const auto *RD = First->getType()->getAsCXXRecordDecl();
    return AsValue && RD && isOfStd(*RD) && C.getNumArgs() > 1
               ? ofRange(C.getArg(1))
               : std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

/// An iterator into what `E` names or leads to.
Walk::Result Walk::ofRange(const Expr *E) {
  if (Owner O = owner(E); O.Decl)
    return from(E, O, Lender::Iterator);
  return value(E);
}

Walk::Result Walk::freeCall(const CallExpr &C, bool AsValue) {
  const FunctionDecl *Callee = C.getDirectCallee();
  if (!Callee || !isOfStd(*Callee) || C.getNumArgs() == 0)
    return std::nullopt;
  llvm::StringRef Name = nameOf(Callee);
  if (!AsValue)
    return Name == "move" || Name == "forward" || Name == "as_const" ||
                   Name == "get"
               ? object(C.getArg(0))
               : std::nullopt;
  if (Name == "addressof")
    return object(C.getArg(0));
  bool Iterates = StringSwitch<bool>(Name)
                      .Cases({"begin", "end", "cbegin", "cend", "rbegin",
                              "rend", "next", "prev"},
                             true)
                      .Cases({"find", "find_if", "find_if_not", "lower_bound",
                              "upper_bound", "max_element", "min_element",
                              "partition_point", "adjacent_find", "search"},
                             true)
                      .Cases({"move", "forward", "to_address"}, true)
                      .Default(false);
  return Iterates ? ofRange(C.getArg(0)) : std::nullopt;
}

Walk::Result Walk::object(const Expr *E) {
  E = bare(E);
  if (!E || ++Depth > MaxDepth)
    return std::nullopt;
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(M->getMemberDecl()) ||
        M->getMemberDecl()->getType()->isReferenceType())
      return std::nullopt;
    return M->isArrow() ? value(M->getBase()) : object(M->getBase());
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E))
    return X->getBase()->IgnoreParenImpCasts()->getType()->isArrayType()
               ? object(X->getBase())
               : value(X->getBase());
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref
               ? as(value(U->getSubExpr()), Lender::Element)
               : std::nullopt;
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *B = dyn_cast<BindingDecl>(D->getDecl());
    const ValueDecl *Whole = B ? B->getDecomposedDecl() : D->getDecl();
    return Whole && Whole->getType()->isReferenceType() ? variable(Whole)
                                                        : std::nullopt;
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    Result R = object(C->getTrueExpr());
    return R ? R : object(C->getFalseExpr());
  }
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    return memberCall(*C, /*AsValue=*/false);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return operatorCall(*C, /*AsValue=*/false);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return freeCall(*C, /*AsValue=*/false);
  return std::nullopt;
}

Walk::Result Walk::value(const Expr *E) {
  E = bare(E);
  if (!E || ++Depth > MaxDepth)
    return std::nullopt;
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    // A pointer that is stored somewhere is no borrow from where it is stored.
    const auto *D =
        dyn_cast<DeclRefExpr>(C->getSubExpr()->IgnoreParenImpCasts());
    return D ? variable(D->getDecl()) : std::nullopt;
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    if (D->getType()->isArrayType())
      return object(E);
    return variable(D->getDecl());
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    // `.first` of what insert() gives.
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
        Field && Field->getName() == "first" && !M->isArrow())
      if (const auto *C = dyn_cast_or_null<CallExpr>(bare(M->getBase())))
        return value(C);
    return M->getType()->isArrayType() ? object(E) : std::nullopt;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf ? object(U->getSubExpr()) : std::nullopt;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getNumArgs() == 0)
      return std::nullopt;
    const Expr *First = C->getArg(0);
    if (isView(First->getType()) || C->getNumArgs() > 1 ||
        C->getConstructor()->isCopyOrMoveConstructor())
      return value(First);
    if (!isView(C->getType()))
      return value(First);
    if (Owner O = owner(First); O.Decl)
      return from(First, O, Lender::Element);
    return as(object(First), Lender::Element);
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    Result R = value(C->getTrueExpr());
    return R ? R : value(C->getFalseExpr());
  }
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    return memberCall(*C, /*AsValue=*/true);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return operatorCall(*C, /*AsValue=*/true);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return freeCall(*C, /*AsValue=*/true);
  return std::nullopt;
}

} // namespace

Owner ownerNamed(const Expr *E, const FunctionDecl &F) {
  return Walk(F).owner(E);
}

bool mayBorrow(const VarDecl &V) {
  QualType T = V.getType();
  if (T->isDependentType())
    return false;
  return T->isReferenceType() || T->isPointerType() || isView(T) ||
         (isa<DecompositionDecl>(V) && T->isRecordType());
}

std::optional<Borrow> borrowOf(const Expr *Init, const VarDecl &V,
                               const FunctionDecl &F) {
  if (!Init || Init->isTypeDependent() || Init->isValueDependent())
    return std::nullopt;
  Walk W(F);
  return V.getType()->isReferenceType() ? W.object(Init) : W.value(Init);
}

std::optional<Borrow> borrowOf(const Expr *E, const FunctionDecl &F) {
  if (!E || E->isTypeDependent() || E->isValueDependent())
    return std::nullopt;
  Walk W(F);
  return W.object(E);
}

} // namespace corolint
