//===- TypeKinds.cpp - what a type means to asynchronous code -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/TypeKinds.h"

#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

static QualType plain(QualType T) {
  return T.isNull()
             ? T
             : T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

namespace {
/// Looks for a sign that a function sets a coroutine going.
class HandleUse : public RecursiveASTVisitor<HandleUse> {
public:
  explicit HandleUse(unsigned Depth) : Depth(Depth) {}
  bool Found = false;

  bool VisitCallExpr(CallExpr *E) {
    const auto *Callee = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    const CXXMethodDecl *M = dyn_cast_or_null<CXXMethodDecl>(Callee);
    if (M && M->getParent()->getIdentifier() && isOfStd(*M)) {
      StringRef Class = M->getParent()->getName();
      if (Class == "coroutine_handle") {
        Found |= M->getOverloadedOperator() == OO_Call ||
                 (M->getIdentifier() && M->getName() == "resume");
        return !Found;
      }
      if ((Class == "thread" || Class == "jthread") && M->getIdentifier() &&
          M->getName() == "join")
        return !(Found = true);
    }
    for (const Expr *A : E->arguments())
      if (isCoroutineHandle(A->getType()) && !(Callee && isOfStd(*Callee)) &&
          !isa<CXXOperatorCallExpr>(E))
        return !(Found = true);
    if (Callee && Depth && runsOrHandsOnCoroutine(*Callee, Depth - 1))
      return !(Found = true);
    return true;
  }

private:
  unsigned Depth;
};
} // namespace

bool runsOrHandsOnCoroutine(const FunctionDecl &F, unsigned Depth) {
  const FunctionDecl *Def = nullptr;
  Stmt *Body = F.getBody(Def);
  if (!Body)
    return false;
  HandleUse Use(Depth);
  Use.TraverseStmt(Body);
  return Use.Found;
}

const TypeModel *TypeKinds::modelOf(QualType T) {
  T = plain(T);
  if (T.isNull())
    return nullptr;
  auto [It, New] = KnownModels.try_emplace(T, nullptr);
  if (!New)
    return It->second;
  const auto *RD = T->getAsCXXRecordDecl();
  const TypeModel *M = RD ? Models.type(qualifiedName(*RD)) : nullptr;
  KnownModels[T] = M;
  return M;
}

const TypeModel *TypeKinds::owner(QualType T) {
  if (const TypeModel *M = modelOf(T))
    return M->What == TypeModel::Owner ? M : nullptr;
  // A class template of std that is given a task type owns tasks, whatever it
  // is: what adds to it is what takes one.
  static const TypeModel Container = [] {
    TypeModel M;
    M.What = TypeModel::Owner;
    M.Adds = {"push_back", "emplace_back", "push_front", "emplace", "insert"};
    M.Clears = {"clear", "reset", "pop_back", "pop_front", "pop"};
    M.Looks = {"size", "empty", "capacity", "reserve", "has_value"};
    return M;
  }();
  T = plain(T);
  const auto *Spec = T.isNull()
                         ? nullptr
                         : dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                               T->getAsCXXRecordDecl());
  if (!Spec || !isOfStd(*Spec) || isCoroutineHandle(T))
    return nullptr;
  static const llvm::StringSet<> NoOwners = {
      "coroutine_handle",   "coroutine_traits", "function",
      "move_only_function", "initializer_list", "span",
      "reference_wrapper"};
  if (NoOwners.contains(Spec->getName()) ||
      Spec->getName().contains("iterator"))
    return nullptr;
  return llvm::any_of(Spec->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &A) {
                        return !carriedType(A).isNull();
                      })
             ? &Container
             : nullptr;
}

QualType TypeKinds::carriedType(const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Type)
    return carriedType(A.getAsType());
  if (A.getKind() == TemplateArgument::Pack)
    for (const TemplateArgument &P : A.pack_elements())
      if (QualType T = carriedType(P); !T.isNull())
        return T;
  return {};
}

bool TypeKinds::holdsMany(QualType T) {
  T = plain(T);
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isArrayType())
    return true;
  auto *RD = T->getAsCXXRecordDecl();
  return RD && owner(T) && Queries.complete(T) &&
         (Queries.hasMember(RD, "begin") || Queries.hasMember(RD, "push") ||
          RD->getName() == "pair" || RD->getName() == "tuple");
}

corolint::Start TypeKinds::startOf(QualType Promise) {
  auto *RD = Promise->getAsCXXRecordDecl();
  QualType Initial = Queries.resultOfMember(RD, "initial_suspend");
  QualType Awaiter = Initial.isNull() ? QualType() : Queries.awaiterOf(Initial);
  if (Awaiter.isNull())
    return Start::Lazy;
  std::optional<bool> Ready = Queries.alwaysReady(Awaiter);
  if (Ready == true)
    return Start::Eager;
  // It suspends, or may: what matters is whether await_suspend hands the
  // coroutine to somebody who will run it.
  for (const Decl *D : Awaiter->getAsCXXRecordDecl()->decls()) {
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (!M)
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        M = dyn_cast<CXXMethodDecl>(T->getTemplatedDecl());
    if (M && M->getIdentifier() && M->getName() == "await_suspend" &&
        !isOfStd(*M) && runsOrHandsOnCoroutine(*M, 3))
      return Start::Eager;
  }
  return Start::Lazy;
}

bool TypeKinds::destructorHandles(QualType T) {
  auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition())
    return false;
  const CXXDestructorDecl *D = RD->getDestructor();
  if (!D)
    return false;
  if (D->isImplicitlyInstantiable() && !D->isDefined())
    Queries.sema().InstantiateFunctionDefinition(
        SourceLocation(), const_cast<CXXDestructorDecl *>(D));
  return runsOrHandsOnCoroutine(*D, 3);
}

AsyncType TypeKinds::classify(QualType T, QualType Promise) {
  AsyncType Out;
  QualType Awaiter = Queries.awaiterOf(T);
  Out.CanBeAwaited = !Awaiter.isNull() || Awaited.contains(T.getAsOpaquePtr());
  if (!Promise.isNull()) {
    auto *P = Promise->getAsCXXRecordDecl();
    Out.Start = startOf(Promise);
    Out.DestructorHandles = destructorHandles(T);
    if (Out.CanBeAwaited)
      Out.What = AsyncType::Task;
    else if (Queries.hasMember(P, "yield_value"))
      Out.What = AsyncType::Generator;
    else if (Out.Start == Start::Eager)
      Out.What = AsyncType::Detached;
    else
      Out.What = AsyncType::Task;
    return Out;
  }
  if (Out.CanBeAwaited) {
    Out.What = AsyncType::Awaitable;
    Out.DestructorHandles = destructorHandles(T);
  }
  return Out;
}

const AsyncType &TypeKinds::of(QualType T) {
  T = plain(T);
  static const AsyncType NotAsync;
  if (T.isNull() || T->isDependentType() || !T->getAsCXXRecordDecl())
    return NotAsync;
  if (auto It = Known.find(T); It != Known.end())
    return It->second;
  AsyncType Out;
  const TypeModel *M = modelOf(T);
  bool Complete = Queries.complete(T);
  if (M && M->What != TypeModel::Task && M->What != TypeModel::Awaitable &&
      M->What != TypeModel::Generator) {
    // Owners, stop tokens and plain types are no tasks.
  } else if (M) {
    Out.What = M->What == TypeModel::Task        ? AsyncType::Task
               : M->What == TypeModel::Generator ? AsyncType::Generator
                                                 : AsyncType::Awaitable;
    Out.Start = M->Start.value_or(Start::Lazy);
    if (Out.Start == Start::Detached)
      Out.What = AsyncType::Detached;
    Out.DestructorHandles = M->DestructorJoins;
    Out.CanBeAwaited = true;
  } else if (Complete && !isCoroutineHandle(T)) {
    const auto *RD = T->getAsCXXRecordDecl();
    // Nothing in std is a task; closures and initialiser lists neither.
    if (!RD->isLambda() && !isOfStd(*RD))
      Out = classify(T, Queries.promiseOf(T, nullptr));
  }
  return Known[T] = Out;
}

const AsyncType &TypeKinds::ofResult(const FunctionDecl &F) {
  QualType R = F.getReturnType();
  const AsyncType &ByType = of(R);
  if (ByType.What == AsyncType::Task || ByType.What == AsyncType::Generator ||
      ByType.What == AsyncType::Detached || modelOf(R) ||
      R->isReferenceType() || R->isVoidType() || !R->getAsCXXRecordDecl())
    return ByType;
  auto It = KnownResults.find(&F);
  if (It != KnownResults.end())
    return It->second;
  AsyncType Out = ByType;
  const auto *RD = R->getAsCXXRecordDecl();
  if (RD && !isOfStd(*RD) && !RD->isLambda() &&
      inUserCode(F.getASTContext().getSourceManager(), F.getLocation()))
    if (QualType P = Queries.promiseOf(plain(R), &F); !P.isNull())
      Out = classify(plain(R), P);
  return KnownResults[&F] = Out;
}

void TypeKinds::noteAwaited(QualType T) {
  T = plain(T);
  if (T.isNull() || !T->getAsCXXRecordDecl())
    return;
  Awaited.insert(T.getAsOpaquePtr());
}

bool TypeKinds::carriesTasks(QualType T) { return !carriedType(T).isNull(); }

const AsyncType &TypeKinds::carried(QualType T) {
  QualType C = carriedType(T);
  return of(C.isNull() ? T : C);
}

/// A class that does nothing but hold its fields: what is in them dies with it.
static bool onlyHolds(const CXXRecordDecl &RD) {
  return RD.hasDefinition() && !isOfStd(RD) && RD.getNumBases() == 0 &&
         (RD.isLambda() ||
          (RD.isAggregate() && !RD.hasUserDeclaredDestructor()));
}

QualType TypeKinds::carriedType(QualType T) {
  T = plain(T);
  if (T.isNull() || T->isDependentType())
    return {};
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return carriedType(A->getElementType());
  if (of(T).isTracked())
    return T;
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD)
    return {};
  auto [It, New] = Carries.try_emplace(T, QualType());
  if (!New)
    return It->second;
  QualType Found;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(RD);
      Spec && owner(T))
    for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
      if (Found.isNull())
        Found = carriedType(A);
  if (onlyHolds(*RD))
    for (const FieldDecl *F : RD->fields())
      if (Found.isNull() && !F->getType()->isReferenceType())
        Found = carriedType(F->getType());
  Carries[T] = Found;
  return Found;
}

void TypeKinds::dump(llvm::raw_ostream &OS) const {
  std::vector<std::string> Lines;
  for (const auto &[T, A] : Known) {
    if (A.What == AsyncType::None)
      continue;
    static const char *const Kinds[] = {"none", "task", "generator",
                                        "awaitable", "detached"};
    static const char *const Starts[] = {"lazy", "eager", "detached"};
    std::string Line = T.getAsString() + ": " + Kinds[A.What];
    if (A.What == AsyncType::Task || A.What == AsyncType::Generator)
      Line += std::string(", ") + Starts[unsigned(A.Start)];
    if (A.CanBeAwaited)
      Line += ", awaitable";
    if (A.DestructorHandles)
      Line += ", destructor takes care of the work";
    Lines.push_back(Line);
  }
  llvm::sort(Lines);
  for (const std::string &L : Lines)
    OS << L << "\n";
}

} // namespace corolint
