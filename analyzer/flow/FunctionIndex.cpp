//===- FunctionIndex.cpp - the functions of a unit, callees first ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionIndex.h"

#include "flow/Components.h"
#include "frontend/Parse.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {

static const FunctionDecl *definitionOf(const FunctionDecl *F) {
  if (!F)
    return nullptr;
  const FunctionDecl *Def = nullptr;
  return F->isDefined(Def) ? Def : F->getCanonicalDecl();
}

/// The function that a constant pointer or a reference to a function names.
static const FunctionDecl *pointedTo(const ValueDecl *D) {
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || !V->getInit() ||
      !(V->getType()->isReferenceType() || V->getType().isConstQualified()))
    return nullptr;
  const Expr *E = V->getInit()->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *R = dyn_cast<DeclRefExpr>(E);
  return R ? dyn_cast<FunctionDecl>(R->getDecl()) : nullptr;
}

const FunctionDecl *calleeOf(const Expr *E) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    const CXXConstructorDecl *Ctor = C->getConstructor();
    // An inherited constructor runs the base's.
    if (InheritedConstructor I = Ctor->getInheritedConstructor())
      Ctor = I.getConstructor();
    return definitionOf(Ctor);
  }
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const Decl *D = C->getCalleeDecl();
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D))
      return definitionOf(F);
    return definitionOf(pointedTo(dyn_cast_or_null<ValueDecl>(D)));
  }
  return nullptr;
}

namespace {
class BodyCollector : public RecursiveASTVisitor<BodyCollector> {
public:
  BodyCollector(const SourceManager &SM) : SM(SM) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  llvm::SetVector<const FunctionDecl *> Concrete, Patterns;
  llvm::SmallPtrSet<const FunctionDecl *, 32> Instantiated;
  llvm::SetVector<const CXXMethodDecl *> Overridden;

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      for (const CXXMethodDecl *O : M->overridden_methods())
        Overridden.insert(O->getCanonicalDecl());
    if (!F->doesThisDeclarationHaveABody() || !F->hasBody() ||
        (F->isDefaulted() && !initialisesMembers(*F)) || F->isInvalidDecl())
      return true;
    if (!inUserCode(SM, F->getLocation()))
      return true;
    if (F->isDependentContext()) {
      Patterns.insert(F);
      return true;
    }
    Concrete.insert(F);
    if (const FunctionDecl *P = F->getTemplateInstantiationPattern())
      Instantiated.insert(P);
    return true;
  }

private:
  /// A constructor that nobody wrote runs the members' default initialisers.
  static bool initialisesMembers(const FunctionDecl &F) {
    const auto *Ctor = dyn_cast<CXXConstructorDecl>(&F);
    return Ctor && !Ctor->isCopyOrMoveConstructor() &&
           !Ctor->getInheritedConstructor() && !Ctor->isTrivial() &&
           !Ctor->getParent()->isLambda();
  }

  const SourceManager &SM;
};

/// The functions that a body mentions in a way that can run them.
class CalleeCollector : public RecursiveASTVisitor<CalleeCollector> {
public:
  explicit CalleeCollector(std::vector<const Expr *> &Operands)
      : Operands(Operands) {}
  bool shouldVisitImplicitCode() const { return true; }
  llvm::SetVector<const FunctionDecl *> Callees;

  bool VisitCallExpr(CallExpr *E) { return add(calleeOf(E)); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) { return add(calleeOf(E)); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    return add(definitionOf(dyn_cast<FunctionDecl>(E->getDecl())));
  }
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *E) {
    return TraverseStmt(E->getExpr());
  }
  bool VisitCXXDefaultInitExpr(CXXDefaultInitExpr *E) {
    return TraverseStmt(E->getExpr());
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    return E->isTypeDependent() || E->getDestroyedType().isNull()
               ? true
               : destroys(E->getDestroyedType());
  }
  bool VisitVarDecl(VarDecl *V) { return destroys(V->getType()); }
  bool VisitCXXBindTemporaryExpr(CXXBindTemporaryExpr *E) {
    return destroys(E->getType());
  }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    add(definitionOf(E->getCallOperator()));
    // A generic closure that is called by a library: its instantiations.
    if (const FunctionTemplateDecl *T =
            E->getCallOperator()->getDescribedFunctionTemplate())
      for (const FunctionDecl *Each : T->specializations())
        add(definitionOf(Each));
    for (Expr *Init : E->capture_inits())
      TraverseStmt(Init);
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    if (isa<CoawaitExpr>(E) && !cast<CoawaitExpr>(E)->isImplicit())
      Operands.push_back(E->getOperand());
    return true;
  }

private:
  bool add(const FunctionDecl *F) {
    if (F)
      Callees.insert(F);
    return true;
  }
  /// With a value its bases, its members and what it owns are destroyed.
  bool destroys(QualType T) {
    const auto *RD = T.getNonReferenceType()
                         ->getBaseElementTypeUnsafe()
                         ->getAsCXXRecordDecl();
    if (!RD || !RD->hasDefinition() || !Destroyed.insert(RD).second)
      return true;
    add(definitionOf(RD->getDestructor()));
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(RD))
      for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type)
          destroys(A.getAsType());
    if (isOfStd(*RD))
      return true;
    for (const CXXBaseSpecifier &B : RD->bases())
      destroys(B.getType());
    for (const FieldDecl *F : RD->fields())
      destroys(F->getType());
    return true;
  }
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Destroyed;
  std::vector<const Expr *> &Operands;
};

} // namespace

FunctionIndex::FunctionIndex(const ParsedUnit &Unit) {
  const SourceManager &SM = Unit.Context.getSourceManager();
  BodyCollector Bodies(SM);
  for (Decl *D : Unit.UserDecls)
    Bodies.TraverseDecl(D);
  std::vector<const FunctionDecl *> All(Bodies.Concrete.begin(),
                                        Bodies.Concrete.end());
  for (const FunctionDecl *P : Bodies.Patterns)
    if (!Bodies.Instantiated.contains(P))
      All.push_back(P);
  for (const CXXMethodDecl *M : Bodies.Overridden)
    Overridden[M] = true;

  llvm::DenseMap<const FunctionDecl *, unsigned> Number;
  for (unsigned I = 0; I != All.size(); ++I)
    Number[All[I]] = I;
  std::vector<std::vector<unsigned>> Succs(All.size());
  for (unsigned I = 0; I != All.size(); ++I) {
    CalleeCollector Callees(Operands);
    Callees.TraverseStmt(All[I]->getBody());
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(All[I]))
      for (const CXXCtorInitializer *Init : Ctor->inits())
        Callees.TraverseStmt(Init->getInit());
    for (const FunctionDecl *F : Callees.Callees)
      if (auto It = Number.find(F); It != Number.end())
        Succs[I].push_back(It->second);
  }
  for (const std::vector<unsigned> &Group : stronglyConnected(Succs)) {
    Groups.emplace_back();
    for (unsigned I : Group)
      Groups.back().push_back(All[I]);
  }
}

StringRef FunctionIndex::usr(const FunctionDecl *F) const {
  auto [It, New] = Usrs.try_emplace(F);
  if (!New)
    return It->second;
  // Closures of one template's instantiations, and bodies from one macro, can
  // share a USR; what Clang has none for has "".
  const std::string Usr = usrOf(*F);
  unsigned &Count = UsrCount[Usr];
  while (true) {
    std::string Unique = Usr;
    if (++Count != 1)
      Unique += " " + std::to_string(Count);
    auto [Name, IsNew] = UsrNames.insert(Unique);
    if (IsNew)
      return It->second = Name->getKey();
  }
}

const FunctionDecl *FunctionIndex::onlyTarget(const FunctionDecl *F) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!M || !M->isVirtual() || M->hasAttr<FinalAttr>() ||
      M->getParent()->isEffectivelyFinal())
    return F;
  return Overridden.contains(M->getCanonicalDecl()) ? nullptr : F;
}

} // namespace corolint
