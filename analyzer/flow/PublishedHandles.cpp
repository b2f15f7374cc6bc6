//===- PublishedHandles.cpp - awaiters that are used too late -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/PublishedHandles.h"

#include "flow/Callables.h"
#include "flow/HandleNames.h"
#include "flow/Mentions.h"
#include "flow/PathExplorer.h"
#include "flow/ResumeHandshake.h"
#include "model/Classes.h"
#include "model/LockKinds.h"
#include "model/Names.h"
#include "model/Threads.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

#include <set>

using namespace clang;

namespace corolint {
namespace {

bool isAwaitSuspend(const FunctionDecl &F) {
  return F.getIdentifier() && F.getName() == "await_suspend";
}

/// A container of threads.
bool isContainerOfThreads(QualType T) {
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!S || !isOfStd(*S) || S->getTemplateArgs().size() == 0 ||
      S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const auto *RD = S->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return RD && isOfStd(*RD) && RD->getIdentifier() &&
         (RD->getName() == "thread" || RD->getName() == "jthread");
}

/// What `E` is a copy of, or is moved from.
const Expr *original(const Expr *E) {
  for (;;) {
    E = stripCasts(E);
    const auto *X = dyn_cast<CXXConstructExpr>(E);
    const auto *C = dyn_cast<CallExpr>(E);
    if (X && X->getNumArgs() == 1 &&
        X->getConstructor()->isCopyOrMoveConstructor())
      E = X->getArg(0);
    else if (C && C->isCallToStdMove())
      E = C->getArg(0);
    else
      return E;
  }
}

/// `E` is a part of the object of this member function: a member that is no
/// reference, or a part of one.
const ValueDecl *partOfThis(const Expr *E) {
  const auto *M = E ? dyn_cast<MemberExpr>(stripCasts(E)) : nullptr;
  const auto *F = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  if (!F || F->getType()->isReferenceType())
    return nullptr;
  if (isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    return F;
  return M->isArrow() ? nullptr : partOfThis(M->getBase());
}

class PublishedHandles {
public:
  struct State {
    const Stmt *Published = nullptr;
    LateUse::Kind How = LateUse::Resumes;
    /// Guards of locks that are held; while there is one, whoever wants to
    /// resume the coroutine may be waiting for it.
    std::set<PlaceId> Guards;
    unsigned LockedByHand = 0;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = unsigned(llvm::hash_value(S.Published)) * 31 + S.LockedByHand;
    for (PlaceId P : S.Guards)
      H = H * 31 + P;
    return H;
  }

  explicit PublishedHandles(const FactGraph &G) : G(G) {}

  bool begin();
  void transfer(const Fact &F, State &S);
  bool follow(const Block &, const Edge &, State &) { return true; }
  void finish(State &, bool) {}

  std::vector<LateUse> Found;

private:
  void scan(const Stmt *S);
  bool isMine(const Expr *E) const {
    HandleName N = handleNamedBy(E);
    return N && Mine.contains(N);
  }
  bool mentions(const Stmt *S) const;
  bool keepsHandle() const {
    return llvm::any_of(Mine, [](const HandleName &N) { return N.Field; });
  }
  bool isInClosure(const CXXRecordDecl &Closure) const;
  bool handsOver(const Argument &A, bool AsItIs) const;
  std::optional<LateUse::Kind> publishes(const Call &C) const;
  void locks(const Call &C, State &S) const;
  void called(const Call &C, State &S);
  void used(const Stmt *Use, std::string What, State &S);

  const FactGraph &G;
  /// The coroutine's handle, by all names that it has here.
  std::set<HandleName> Mine;
  /// What `promise()` was bound to.
  llvm::SmallPtrSet<const ValueDecl *, 2> Promises;
  bool KeepsItselfAlive = false;
};

bool PublishedHandles::begin() {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(G.Function);
  if (!M || M->isStatic() || M->getParent()->isLambda())
    return false;
  bool IsAwaiter = M->getIdentifier() && M->getName() == "await_suspend";
  if (!IsAwaiter)
    IsAwaiter = llvm::any_of(M->getParent()->decls(), [](const Decl *D) {
      const auto *N = dyn_cast<NamedDecl>(D);
      return N && N->getIdentifier() && N->getName() == "await_suspend";
    });
  if (!IsAwaiter)
    return false;
  for (const ParmVarDecl *P : M->parameters())
    if (isCoroutineHandle(P->getType()))
      Mine.insert({P});
  if (Mine.empty())
    return false;
  scan(M->getBody());
  return !KeepsItselfAlive;
}

/// Finds the names of the handle and of its promise; from before to behind, so
/// that a copy of a copy is seen.
void PublishedHandles::scan(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit()) {
        if (isCoroutineHandle(V->getType()) && isMine(V->getInit()))
          Mine.insert({V});
        const Expr *Init = stripCasts(V->getInit());
        if (const auto *U = dyn_cast<UnaryOperator>(Init);
            U && U->getOpcode() == UO_AddrOf)
          Init = stripCasts(U->getSubExpr());
        const auto *C = dyn_cast<CXXMemberCallExpr>(Init);
        if (C && isMine(C->getImplicitObjectArgument()) &&
            (V->getType()->isReferenceType() || V->getType()->isPointerType()))
          Promises.insert(V);
      }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      Op && Op->getOperator() == OO_Equal && Op->getNumArgs() == 2 &&
      isMine(Op->getArg(1)))
    if (HandleName N = handleNamedBy(Op->getArg(0)))
      Mine.insert(N);
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = C->getDirectCallee();
        F && F->getIdentifier() &&
        (F->getName() == "shared_from_this" ||
         F->getName() == "weak_from_this"))
      KeepsItselfAlive = true;
  for (const Stmt *Child : S->children())
    scan(Child);
}

/// The handle is in `S`; `this` counts where the handle is a member.
bool PublishedHandles::mentions(const Stmt *S) const {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (isCoroutineHandle(E->getType()) && isMine(E))
      return true;
    if (isa<CXXThisExpr>(E) && keepsHandle())
      return true;
    const auto *D = dyn_cast<DeclRefExpr>(E);
    if (D && Promises.contains(D->getDecl()))
      return true;
  }
  // A member that is handed over is not the whole object.
  if (const auto *M = dyn_cast<MemberExpr>(S))
    return !isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) &&
           mentions(M->getBase());
  return llvm::any_of(S->children(),
                      [&](const Stmt *C) { return mentions(C); });
}

bool PublishedHandles::isInClosure(const CXXRecordDecl &Closure) const {
  return llvm::any_of(Closure.captures(), [&](const LambdaCapture &C) {
    if (C.capturesThis())
      return keepsHandle();
    if (!C.capturesVariable())
      return false;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      return false;
    return Mine.contains({V}) ||
           (V->isInitCapture() && V->getInit() && isMine(V->getInit()));
  });
}

/// Whoever takes `A` can resume the coroutine by it. `AsItIs`: what takes it is
/// known to run handles.
bool PublishedHandles::handsOver(const Argument &A, bool AsItIs) const {
  const FunctionDecl *F = A.Callable;
  if (!F) {
    // The closure in a std::function.
    const auto *D = dyn_cast<DeclRefExpr>(original(A.E));
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (V && V->getInit() && !isCoroutineHandle(V->getType()))
      F = callableOf(V->getInit());
    else if (const auto *L = dyn_cast<LambdaExpr>(writtenCallable(A.E)))
      F = L->getCallOperator();
  }
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  if (M && M->getParent()->isLambda())
    return resumesCoroutine(*M) && isInClosure(*M->getParent()) &&
           !agreeWhoResumes(*G.Function, *M);
  return AsItIs && mentions(A.E);
}

std::optional<LateUse::Kind> PublishedHandles::publishes(const Call &C) const {
  if (!C.Callee)
    return std::nullopt;
  const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
  if (M && isCoroutineHandle(*M->getParent())) {
    if (!C.Object || !isMine(C.Object->E))
      return std::nullopt;
    if (M->getOverloadedOperator() == OO_Call ||
        (M->getIdentifier() && M->getName() == "resume"))
      return LateUse::Resumes;
    if (M->getIdentifier() && M->getName() == "destroy")
      return LateUse::Destroys;
    return std::nullopt;
  }
  if (C.Model)
    for (const ArgumentModel &A : C.Model->Arguments)
      if (A.Callable == CallableUse::Offloads)
        for (unsigned N = 0; N != C.Arguments.size(); ++N)
          if ((A.Argument == int(N) || A.Argument == -2) &&
              handsOver(C.Arguments[N],
                        isCoroutineHandle(C.Arguments[N].E->getType())))
            return LateUse::Thread;
  if (startsThread(*C.Callee))
    return llvm::any_of(C.Arguments,
                        [&](const Argument &A) {
                          return handsOver(A,
                                           isCoroutineHandle(A.E->getType()));
                        })
               ? std::optional(LateUse::Thread)
               : std::nullopt;
  auto HandsOver = [&](const Argument &A) { return handsOver(A, true); };
  if (llvm::none_of(C.Arguments, HandsOver))
    return std::nullopt;
  bool ToThread =
      M && !isa<CXXConstructorDecl>(M) && ownsThreads(M->getParent());
  if (C.Object && C.Object->E && M && !isa<CXXConstructorDecl>(M)) {
    QualType T = C.Object->E->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    ToThread |= ownsThreads(T.getNonReferenceType()->getAsCXXRecordDecl()) ||
                isContainerOfThreads(T);
  }
  if (ToThread || startsResumingThread(*C.Callee))
    return LateUse::Thread;
  return std::nullopt;
}

void PublishedHandles::locks(const Call &C, State &S) const {
  const auto *E = dyn_cast<Expr>(C.E);
  if (isa_and_nonnull<CXXConstructorDecl>(C.Callee) && E && C.Result != NoId &&
      isLockGuard(E->getType())) {
    S.Guards.insert(C.Result);
    return;
  }
  if (!C.Callee || !C.Callee->getIdentifier() || !C.Object || !C.Object->E)
    return;
  QualType T = C.Object->E->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  bool Locks = C.Callee->getName() == "lock";
  if (!Locks && C.Callee->getName() != "unlock")
    return;
  if (isLockGuard(T)) {
    for (PlaceId P : C.Object->Places) {
      if (Locks)
        S.Guards.insert(P);
      else
        S.Guards.erase(P);
    }
  } else if (isThreadMutex(T)) {
    if (Locks)
      S.LockedByHand = 1;
    else
      S.LockedByHand = 0;
  }
}

/// The first use on a path is told.
void PublishedHandles::used(const Stmt *Use, std::string What, State &S) {
  if (!S.Published || !Use || !S.Guards.empty() || S.LockedByHand)
    return;
  if (llvm::none_of(Found, [&](const LateUse &U) { return U.Use == Use; }))
    Found.push_back({Use, std::move(What), S.Published, S.How});
  S.Published = nullptr;
}

void PublishedHandles::called(const Call &C, State &S) {
  if (C.Machinery)
    return;
  locks(C, S);
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (S.Published && !C.Destructor) {
    const Expr *Object = C.Object ? C.Object->E : nullptr;
    if (M && Object && isCoroutineHandle(*M->getParent()) && isMine(Object) &&
        M->getIdentifier() && M->getName() != "address") {
      // Whether that is right after destroy() is a matter of handles; and who
      // drives a coroutine that is not the one which waits may ask it.
      if (S.How == LateUse::Thread ||
          (S.How == LateUse::Resumes && isAwaitSuspend(*G.Function)))
        used(C.E, M->getName() == "promise" ? "the promise" : "the coroutine",
             S);
    } else if (const ValueDecl *F = partOfThis(Object);
               F && M && !M->isConst() && isWithin(S.Published, C.E)) {
      // `Runner = std::thread(...)`: it runs before it is there.
      used(C.E, "'" + F->getNameAsString() + "'", S);
    }
  }
  if (std::optional<LateUse::Kind> How = publishes(C); How && !S.Published) {
    S.Published = C.E;
    S.How = *How;
  }
}

void PublishedHandles::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Called:
    return called(G.Calls[F.Index], S);
  case Fact::Moved:
    if (S.Guards.erase(F.From))
      S.Guards.insert(F.Place);
    return;
  case Fact::Died:
    std::erase_if(S.Guards, [&](PlaceId P) { return G.isPartOf(P, F.Place); });
    return;
  case Fact::Used:
    if (G.Places[F.Place].What == Place::Object)
      used(F.Where, "the awaiter", S);
    return;
  default:
    return;
  }
}

} // namespace

std::vector<LateUse> findLateUses(const FactGraph &G) {
  PublishedHandles A(G);
  if (G.Straight || !A.begin())
    return {};
  PathExplorer<PublishedHandles> Explorer(G, A);
  Explorer.run({});
  return std::move(A.Found);
}

} // namespace corolint
