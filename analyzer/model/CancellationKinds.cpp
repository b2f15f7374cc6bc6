//===- CancellationKinds.cpp - how a unit's libraries cancel --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/CancellationKinds.h"

#include "compat/Types.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
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

bool namedAfterCancellation(StringRef Name) {
  std::string L = Name.lower();
  for (const char *Word : {"cancel", "abort", "stopped", "interrupt"})
    if (L.find(Word) != std::string::npos)
      return true;
  return false;
}

/// How surely a class of that name is what a cancelled operation throws; 0 if
/// it is not at all. "transaction_aborted" is thrown for other reasons.
static unsigned rankAmongCancellations(StringRef Name) {
  static const llvm::StringSet<> Operations = {
      "operation", "op",   "task", "coro",  "coroutine", "async",
      "io",        "work", "wait", "await", "request",   "requested"};
  static const llvm::StringSet<> Others = {
      "error", "except", "exception", "was", "is", "been", "by", "t"};
  bool Cancels = false, Stops = false, OfOperation = false, OfAnother = false;
  for (const std::string &Word : wordsOf(Name)) {
    if (StringRef(Word).starts_with("cancel"))
      Cancels = true;
    else if (namedAfterCancellation(Word) || Word == "stop")
      Stops = true;
    else if (Operations.contains(Word))
      OfOperation = true;
    else
      OfAnother |= !Others.contains(Word);
  }
  if (OfAnother)
    return Cancels ? 1 : 0;
  if (Cancels || (Stops && OfOperation))
    return 3;
  return Stops ? 2 : 0;
}

static bool isStandardException(const CXXRecordDecl &RD) {
  if (isOfStd(RD) && RD.getName() == "exception")
    return true;
  if (!RD.hasDefinition())
    return false;
  return llvm::any_of(
      RD.getDefinition()->bases(), [](const CXXBaseSpecifier &B) {
        const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
        return Base && isStandardException(*Base);
      });
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
  /// The field that `E` itself is.
  void takeField(Expr *E) {
    if (auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts()))
      VisitMemberExpr(M);
  }
  bool VisitMemberExpr(MemberExpr *E) {
    const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl());
    if (!F)
      return true;
    QualType T = F->getType().getNonReferenceType();
    const auto *RD = T->getAsCXXRecordDecl();
    if (T->isBooleanType() || (RD && isOfStd(*RD) && RD->getIdentifier() &&
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
  /// Boolean fields that are set.
  llvm::SmallVector<const FieldDecl *, 2> Sets;

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      setsField(E->getLHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal)
      setsField(E->getArg(0));
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    if (const CXXMethodDecl *M = E->getMethodDecl();
        M && M->getIdentifier() && M->getName() == "store")
      setsField(E->getImplicitObjectArgument());
    return true;
  }

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
  void setsField(Expr *Target) {
    BooleanFields Fields;
    Fields.takeField(Target);
    Sets.append(Fields.Fields);
  }
  const Expr *Condition = nullptr;
};

/// The variable or member that is set to expire, and whether it ever does.
class ExpiryScan : public RecursiveASTVisitor<ExpiryScan> {
public:
  llvm::SmallVector<const ValueDecl *, 2> Endless, Expiring;

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    if (M && M->getIdentifier() && M->getName().starts_with("expires_") &&
        E->getNumArgs())
      set(E->getImplicitObjectArgument(), *E->getArg(0));
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (const Expr *Init = V->getInit(); Init && endless(Init))
      Endless.push_back(V);
    return true;
  }
  void initialiser(const CXXCtorInitializer &I) {
    const Expr *Init = I.getInit();
    if (const auto *D = dyn_cast_or_null<CXXDefaultInitExpr>(Init))
      Init = D->getExpr();
    if (Init && I.isMemberInitializer() && endless(Init))
      Endless.push_back(I.getMember());
  }

private:
  /// Has a call of a static max() among its arguments.
  static bool endless(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return false;
    if (const auto *C = dyn_cast<CallExpr>(S)) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
      if (M && M->isStatic() && M->getIdentifier() && M->getName() == "max" &&
          M->getNumParams() == 0 && M->getReturnType()->isRecordType())
        return true;
    }
    return llvm::any_of(S->children(),
                        [](const Stmt *Child) { return endless(Child); });
  }
  void set(const Expr *Object, const Expr &When) {
    Object = Object->IgnoreParenImpCasts();
    const ValueDecl *D = nullptr;
    if (const auto *X = dyn_cast<DeclRefExpr>(Object))
      D = X->getDecl();
    else if (const auto *X = dyn_cast<MemberExpr>(Object))
      D = X->getMemberDecl();
    if (D)
      (endless(&When) ? Endless : Expiring).push_back(D);
  }
};

bool isNegation(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->getOpcode() == UO_LNot;
}
} // namespace

/// Whether a call of `F` asks something to stop.
bool CancellationKinds::requestsByModelOrName(const FunctionDecl &F) const {
  for (const FunctionModel &M : Models.functions(qualifiedName(F)))
    if (M.Cancels)
      return true;
  static const llvm::StringSet<> Names = {"cancel",         "request_stop",
                                          "request_cancel", "request_abort",
                                          "cancel_all",     "cancel_one"};
  return isa<CXXMethodDecl>(F) && F.getIdentifier() &&
         Names.contains(F.getName());
}

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
  if (F.getReturnType()->isBooleanType()) {
    BooleanFields Read;
    Read.TraverseStmt(Body);
    Reads[Key] = Read.Fields;
  }
  ExpiryScan Expiry;
  Expiry.TraverseStmt(Body);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *I : C->inits())
      Expiry.initialiser(*I);
  Endless.insert(Expiry.Endless.begin(), Expiry.Endless.end());
  Expiring.insert(Expiry.Expiring.begin(), Expiry.Expiring.end());
  for (const FunctionDecl *Called : Scan.Calls)
    if (requestsByModelOrName(*Called)) {
      SetByStop.insert(Scan.Sets.begin(), Scan.Sets.end());
      break;
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
  // A cancellation is seldom an error: where the code throws on a flag both
  // something that is a std::exception and something that is none, the latter
  // is the cancellation.
  auto RankOf = [](const Throw &T) {
    return T.Type->getIdentifier() ? rankAmongCancellations(T.Type->getName())
                                   : 0;
  };
  unsigned Best = 1;
  for (const Throw &T : Throws)
    Best = std::max(Best, RankOf(T));
  auto IsNamed = [&](const Throw &T) { return RankOf(T) == Best; };
  auto OnFlag = [&](const Throw &T) {
    return !T.Flags.empty() && Reached.contains(T.In) && !isOfStd(*T.Type);
  };
  bool Plain = llvm::any_of(Throws, [&](const Throw &T) {
    return OnFlag(T) && !isStandardException(*T.Type);
  });
  Types Flagged = 0;
  for (const Throw &T : Throws) {
    bool Sure = OnFlag(T) && !(Plain && isStandardException(*T.Type));
    if (!IsNamed(T) && !Sure)
      continue;
    Types Bit = add(T.Type);
    if (Sure)
      Flagged |= Bit;
    StopFlags.insert(T.Flags.begin(), T.Flags.end());
  }
  Usual = Flagged ? Flagged : (1u << All.size()) - 1;
  // A library's names for the same thing, by version: the first that there is.
  for (const CancellationModel &M : Models.cancellations())
    for (const std::string &Name : M.Exceptions)
      if (const CXXRecordDecl *RD = findRecord(Ctx, Name)) {
        Modelled[&M] = add(RD);
        break;
      }
}

CancellationKinds::Types CancellationKinds::add(const CXXRecordDecl *RD) {
  auto It = llvm::find(All, RD);
  unsigned N = It - All.begin();
  // More types than bits: the rest goes unseen.
  if (N == 31)
    return 0;
  if (It == All.end())
    All.push_back(RD);
  return 1u << N;
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

CancellationKinds::Types CancellationKinds::usualTypes(QualType Task) const {
  if (const CancellationModel *M = modelFor(Task))
    if (Types T = Modelled.lookup(M))
      return T;
  return Usual ? Usual : UnknownType;
}

CancellationKinds::Types CancellationKinds::typeOf(QualType Exception) const {
  const CXXRecordDecl *RD = recordOf(Exception);
  auto It = llvm::find(All, RD);
  return !RD || It == All.end() ? 0 : 1u << (It - All.begin());
}

CancellationKinds::Types CancellationKinds::taken(const CXXCatchStmt &Handler,
                                                  Types Of) const {
  QualType T = Handler.getCaughtType();
  if (T.isNull())
    return Of;
  if (T.getNonReferenceType()->isPointerType())
    return 0;
  return takenAs(T, Of);
}

CancellationKinds::Types CancellationKinds::takenAs(QualType T,
                                                    Types Of) const {
  const CXXRecordDecl *H = recordOf(T);
  if (!H || !H->hasDefinition())
    return 0;
  Types Taken = 0;
  for (unsigned I = 0; I != All.size(); ++I)
    if (All[I] == H ||
        (All[I]->hasDefinition() && All[I]->getDefinition()->isDerivedFrom(H)))
      Taken |= 1u << I;
  return Taken & Of;
}

std::set<std::string> CancellationKinds::names(Types Of) const {
  std::set<std::string> Names;
  for (unsigned I = 0; I != All.size(); ++I)
    if (Of & 1u << I)
      Names.insert(qualifiedName(*All[I]));
  if (Of & UnknownType)
    Names.insert("");
  return Names;
}

CancellationKinds::Types
CancellationKinds::named(const std::set<std::string> &Names) const {
  Types Result = Names.count("") ? UnknownType : 0;
  for (unsigned I = 0; I != All.size(); ++I)
    if (Names.count(qualifiedName(*All[I])))
      Result |= 1u << I;
  return Result;
}

/// Whether code at `At` can name `RD`, and it is complete there.
static bool isNameable(const CXXRecordDecl &RD, SourceLocation At,
                       const SourceManager &SM) {
  if (!RD.getIdentifier() || RD.isLocalClass() || RD.isInAnonymousNamespace() ||
      !RD.hasDefinition() ||
      !SM.isBeforeInTranslationUnit(
          SM.getFileLoc(RD.getDefinition()->getLocation()), SM.getFileLoc(At)))
    return false;
  for (const DeclContext *DC = &RD; isa<CXXRecordDecl>(DC);
       DC = DC->getParent()) {
    AccessSpecifier Access = cast<CXXRecordDecl>(DC)->getAccess();
    if (Access == AS_private || Access == AS_protected)
      return false;
  }
  return true;
}

/// Whether a name that `In` uses may be another than that of the global scope.
static bool isHidden(StringRef Name, const FunctionDecl &In,
                     const ASTContext &Ctx) {
  DeclarationName N(&Ctx.Idents.get(Name));
  for (const DeclContext *DC = &In; !DC->isTranslationUnit();
       DC = DC->getParent())
    if (DC->isLookupContext() && !DC->lookup(N).empty())
      return true;
  return false;
}

std::vector<std::string> CancellationKinds::spellings(Types Of,
                                                      const FunctionDecl &In,
                                                      SourceLocation At) const {
  std::vector<std::string> Result;
  if (Of & UnknownType)
    return Result;
  // An exception that says by its error code whether it is a cancellation has
  // no type of its own for one.
  for (const auto &[Model, Bits] : Modelled)
    if (!Model->ErrorCodes.empty() && (Of & Bits))
      return Result;
  for (unsigned I = 0; I != All.size(); ++I) {
    if (!(Of & 1u << I))
      continue;
    if (!isNameable(*All[I], At, Ctx.getSourceManager()))
      return {};
    std::string Name = TypeName::getFullyQualifiedName(
        tagType(Ctx, *All[I]), Ctx, Ctx.getPrintingPolicy());
    StringRef First = StringRef(Name).split("::").first.split('<').first;
    bool Global = isHidden(First, In, Ctx);
    Result.push_back(Global ? "::" + Name : std::move(Name));
  }
  return Result;
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
      if (llvm::any_of(It->second, [&](const FieldDecl *F) {
            return StopFlags.contains(F);
          }))
        return true;
  return false;
}

} // namespace corolint
