//===- CancellationKinds.cpp - how a unit's libraries cancel ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/CancellationKinds.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

static const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *RD = T->getAsCXXRecordDecl();
  return RD ? RD->getCanonicalDecl() : nullptr;
}

static bool namedAfterCancellation(StringRef Name) {
  std::string L = Name.lower();
  for (const char *Word : {"cancel", "abort", "stopped", "interrupt"})
    if (L.find(Word) != std::string::npos)
      return true;
  return false;
}

/// The class of that qualified name, if the unit declares it.
static const CXXRecordDecl *findRecord(const ASTContext &Ctx, StringRef Name) {
  const DeclContext *DC = Ctx.getTranslationUnitDecl();
  for (;;) {
    auto [First, Rest] = Name.split("::");
    const DeclContext *Next = nullptr;
    const CXXRecordDecl *Record = nullptr;
    for (const NamedDecl *D :
         DC->lookup(DeclarationName(&Ctx.Idents.get(First)))) {
      if (const auto *RD = dyn_cast<CXXRecordDecl>(D))
        Record = RD;
      if (const auto *TD = dyn_cast<TypedefNameDecl>(D))
        Record = TD->getUnderlyingType()->getAsCXXRecordDecl();
      if (const auto *NS = dyn_cast<NamespaceDecl>(D))
        Next = NS->getCanonicalDecl();
      if (const auto *NS = dyn_cast<NamespaceAliasDecl>(D))
        Next = NS->getNamespace();
    }
    if (Rest.empty())
      return Record ? Record->getCanonicalDecl() : nullptr;
    DC = Record ? Record : Next;
    if (!DC)
      return nullptr;
    Name = Rest;
  }
}

namespace {
class BooleanFields : public RecursiveASTVisitor<BooleanFields> {
public:
  llvm::SmallVector<const FieldDecl *, 2> Fields;
  llvm::SmallVector<const FunctionDecl *, 2> Functions;
  bool VisitMemberExpr(MemberExpr *E) {
    const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl());
    if (!F)
      return true;
    QualType T = F->getType().getNonReferenceType();
    const auto *RD = T->getAsCXXRecordDecl();
    if (T->isBooleanType() ||
        (RD && isOfStd(*RD) && RD->getIdentifier() &&
         RD->getName().starts_with("atomic")))
      Fields.push_back(F->getCanonicalDecl());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl()))
      Functions.push_back(F->getCanonicalDecl());
    return true;
  }
};

class ThrowScan : public RecursiveASTVisitor<ThrowScan> {
public:
  struct Item {
    const CXXThrowExpr *Throw;
    const Expr *Condition;
  };
  std::vector<Item> Items;
  llvm::SmallVector<const FunctionDecl *, 8> Calls;

  bool TraverseIfStmt(IfStmt *S) {
    TraverseStmt(S->getCond());
    const Expr *Outer = Condition;
    Condition = S->getCond();
    TraverseStmt(S->getThen());
    // The other branch hangs on the same condition, the other way round: a flag
    // that is tested for "not ready" is no stop flag.
    Condition = Outer;
    TraverseStmt(S->getElse());
    return true;
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    Items.push_back({E, Condition});
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl()))
      Calls.push_back(F->getCanonicalDecl());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  const Expr *Condition = nullptr;
};

bool isNegation(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->getOpcode() == UO_LNot;
}
} // namespace

void CancellationKinds::learn(const FunctionDecl &F) {
  ThrowScan Scan;
  Stmt *Body = F.getBody();
  if (auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  Scan.TraverseStmt(Body);
  const FunctionDecl *Key = F.getCanonicalDecl();
  Calls[Key].assign(Scan.Calls.begin(), Scan.Calls.end());
  static const llvm::StringSet<> Awaiter = {"await_ready", "await_suspend",
                                            "await_resume", "await_transform"};
  if (F.getIdentifier() && Awaiter.contains(F.getName()))
    AwaiterFunctions.push_back(Key);
  BooleanFields All;
  if (F.getReturnType()->isBooleanType()) {
    All.TraverseStmt(Body);
    Reads[Key] = All.Fields;
  }
  for (const ThrowScan::Item &I : Scan.Items) {
    const Expr *Thrown = I.Throw->getSubExpr();
    const CXXRecordDecl *RD = Thrown ? recordOf(Thrown->getType()) : nullptr;
    if (!RD)
      continue;
    Throw T{RD, Key, {}};
    if (I.Condition && !isNegation(I.Condition)) {
      BooleanFields Fields;
      Fields.TraverseStmt(const_cast<Expr *>(I.Condition));
      T.Flags = Fields.Fields;
      for (const FunctionDecl *Asked : Fields.Functions)
        if (auto It = Reads.find(Asked); It != Reads.end())
          T.Flags.append(It->second);
    }
    Throws.push_back(std::move(T));
  }
}

void CancellationKinds::finishLearning() {
  // What awaiters reach.
  llvm::SmallPtrSet<const FunctionDecl *, 32> Reached;
  llvm::SmallVector<const FunctionDecl *, 16> Work(AwaiterFunctions);
  while (!Work.empty()) {
    const FunctionDecl *F = Work.pop_back_val();
    if (!Reached.insert(F).second)
      continue;
    for (const FunctionDecl *C : Calls.lookup(F))
      Work.push_back(C);
  }
  auto Add = [&](const CXXRecordDecl *RD) {
    if (!llvm::is_contained(Found, RD))
      Found.push_back(RD);
  };
  for (const Throw &T : Throws) {
    bool Named =
        T.Type->getIdentifier() && namedAfterCancellation(T.Type->getName());
    bool OnFlag = !T.Flags.empty() && Reached.contains(T.In) &&
                  !isOfStd(*T.Type);
    if (Named || OnFlag) {
      Add(T.Type);
      StopFlags.insert(T.Flags.begin(), T.Flags.end());
    }
  }
  for (const CancellationModel &M : Models.cancellations())
    for (const std::string &Name : M.Exceptions)
      if (const CXXRecordDecl *RD = findRecord(Ctx, Name))
        Modelled[&M].push_back(RD);
}

const CancellationModel *CancellationKinds::modelFor(QualType Task) const {
  const CXXRecordDecl *RD = recordOf(Task);
  if (!RD)
    return nullptr;
  std::string Name = qualifiedName(*RD);
  for (const CancellationModel &M : Models.cancellations())
    for (const std::string &Prefix : M.TaskTypes)
      if (StringRef(Name).starts_with(Prefix))
        return &M;
  return nullptr;
}

bool CancellationKinds::isModelled(QualType Task) const {
  return modelFor(Task) != nullptr;
}

llvm::ArrayRef<const CXXRecordDecl *>
CancellationKinds::exceptionsFor(QualType Task) {
  if (const CancellationModel *M = modelFor(Task))
    return Modelled[M];
  return Found;
}

bool CancellationKinds::isCancellation(QualType Exception) const {
  const CXXRecordDecl *RD = recordOf(Exception);
  if (!RD)
    return false;
  if (llvm::is_contained(Found, RD))
    return true;
  for (const auto &[M, Types] : Modelled)
    if (llvm::is_contained(Types, RD))
      return true;
  return false;
}

CancellationKinds::Catches CancellationKinds::catches(
    const CXXCatchStmt &Handler,
    llvm::ArrayRef<const CXXRecordDecl *> Types) const {
  QualType T = Handler.getCaughtType();
  if (T.isNull())
    return Catches::All;
  const CXXRecordDecl *H = recordOf(T);
  if (!H || !H->hasDefinition())
    return Catches::No;
  unsigned N = 0;
  for (const CXXRecordDecl *E : Types)
    N += E == H || (E->hasDefinition() && E->getDefinition()->isDerivedFrom(H));
  return N == 0              ? Catches::No
         : N == Types.size() ? Catches::All
                             : Catches::Some;
}

bool CancellationKinds::isStopToken(QualType T) const {
  const CXXRecordDecl *RD = recordOf(T);
  if (!RD || !RD->getIdentifier())
    return false;
  std::string Name = qualifiedName(*RD);
  if (const TypeModel *M = Models.type(Name))
    return M->What == TypeModel::StopToken;
  std::string L = RD->getName().lower();
  if ((L.find("stop") != std::string::npos ||
       L.find("cancel") != std::string::npos ||
       L.find("abort") != std::string::npos) &&
      (L.find("token") != std::string::npos ||
       L.find("source") != std::string::npos ||
       L.find("state") != std::string::npos))
    return true;
  // By structure: a class with a boolean question that reads a stop flag.
  if (!RD->hasDefinition())
    return false;
  for (const CXXMethodDecl *M : RD->getDefinition()->methods())
    if (auto It = Reads.find(M->getCanonicalDecl()); It != Reads.end())
      if (llvm::any_of(It->second,
                       [&](const FieldDecl *F) { return StopFlags.contains(F); }))
        return true;
  return false;
}

} // namespace corolint
