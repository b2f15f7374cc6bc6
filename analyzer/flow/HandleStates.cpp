//===- HandleStates.cpp - coroutine handles that are used wrongly ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HandleStates.h"

#include "compat/StringSwitch.h"
#include "flow/HandleNames.h"
#include "flow/PathExplorer.h"
#include "model/Classes.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

enum class Status { Unknown, Null, Destroyed, Done };

class HandleStates {
public:
  struct Info {
    Status Now = Status::Unknown;
    /// Handles with the same number are copies of each other.
    unsigned Group = 0;
    /// What has made it so.
    const Stmt *Before = nullptr;
    /// It was only found to be so: what is called next may not return.
    bool ByTest = false;
    bool operator==(const Info &) const = default;
  };
  struct State {
    std::map<HandleName, Info> Handles;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = 0;
    for (const auto &[N, I] : S.Handles)
      H = ((H * 31 + unsigned(llvm::hash_value(N.Root))) * 31 + I.Group) * 4 +
          unsigned(I.Now);
    return H;
  }

  HandleStates(const FactGraph &G) : G(G) {
    noteAliases(G.Function->getBody());
  }

  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &, bool) {}

  std::vector<HandleMisuse> Found;

private:
  HandleName named(const Expr *E) const {
    HandleName N = handleNamedBy(E);
    return Aliased.contains(N.Root) ? HandleName() : N;
  }
  /// Only this function can change what the handle is.
  bool isOwn(const HandleName &N) const;
  unsigned numberOf(const HandleName &N) {
    return Numbers.try_emplace(N, Numbers.size()).first->second;
  }
  Info infoOf(const HandleName &N, const State &S) {
    auto It = S.Handles.find(N);
    return It != S.Handles.end() ? It->second
                                 : Info{Status::Unknown, numberOf(N), nullptr};
  }
  Info valueOf(const Expr *E, State &S);
  void assign(const HandleName &N, Info Value, State &S);
  void forget(const HandleName &N, State &S);
  void set(const HandleName &N, Status Now, const Stmt *Before, State &S,
           bool ByTest = false);
  /// Others may have changed what others can reach.
  void others(State &S, const HandleName &But = {});
  void called(const Call &C, State &S);
  void member(const Call &C, State &S);
  void factory(const Call &C);
  void tell(HandleMisuse::Kind What, const Expr *Use, StringRef Function,
            const HandleName &N, const Stmt *Before);
  bool holds(const Expr *Tested, bool Value, State &S);
  void noteAliases(const Stmt *S);

  const FactGraph &G;
  std::map<HandleName, unsigned> Numbers;
  /// Variables that have other names as well: references, pointers, closures.
  llvm::SmallPtrSet<const void *, 4> Aliased;
};

bool HandleStates::isOwn(const HandleName &N) const {
  if (N.Temporary)
    return true;
  const auto *V = dyn_cast_or_null<VarDecl>(N.Root);
  if (!V || N.Field || !V->hasLocalStorage() || V->getType()->isReferenceType())
    return false;
  const auto *F =
      dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  return F && F->getCanonicalDecl() == G.Function->getCanonicalDecl();
}

void HandleStates::noteAliases(const Stmt *S) {
  if (!S)
    return;
  auto Note = [&](const Expr *E) {
    if (const auto *D =
            E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr)
      Aliased.insert(D->getDecl());
  };
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Aliased.insert(C.getCapturedVar());
    return;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->getOpcode() == UO_AddrOf)
    Note(U->getSubExpr());
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each);
          V && V->getType()->isReferenceType())
        Note(V->getInit());
  for (const Stmt *Child : S->children())
    noteAliases(Child);
}

HandleStates::Info HandleStates::valueOf(const Expr *E, State &S) {
  if (isNullHandle(E))
    return {Status::Null, ~0u, E};
  HandleName N = named(E);
  return N ? infoOf(N, S) : Info{Status::Unknown, ~0u, nullptr};
}

/// `N` has another value from now on, and its copies keep theirs.
void HandleStates::forget(const HandleName &N, State &S) {
  unsigned Number = numberOf(N);
  S.Handles.erase(N);
  auto First = llvm::find_if(
      S.Handles, [&](const auto &H) { return H.second.Group == Number; });
  if (First == S.Handles.end())
    return;
  unsigned Other = numberOf(First->first);
  for (auto &[Name, I] : S.Handles)
    if (I.Group == Number)
      I.Group = Other;
}

void HandleStates::assign(const HandleName &N, Info Value, State &S) {
  if (!N || (Value.Group != ~0u && infoOf(N, S).Group == Value.Group))
    return;
  // The number of the source may be that of `N`, which is renamed.
  std::optional<HandleName> Copied;
  for (const auto &[Name, I] : S.Handles)
    if (Value.Group != ~0u && I.Group == Value.Group && !(Name == N))
      Copied = Name;
  forget(N, S);
  if (Copied)
    Value.Group = infoOf(*Copied, S).Group;
  if (Value.Group == ~0u)
    Value.Group = numberOf(N);
  S.Handles[N] = Value;
}

void HandleStates::set(const HandleName &N, Status Now, const Stmt *Before,
                       State &S, bool ByTest) {
  unsigned Group = infoOf(N, S).Group;
  for (auto &[Name, Number] : Numbers)
    if (Info I = infoOf(Name, S); I.Group == Group)
      S.Handles[Name] = {Now, Group, Now == Status::Unknown ? nullptr : Before,
                         ByTest};
}

void HandleStates::others(State &S, const HandleName &But) {
  llvm::SmallVector<HandleName, 4> Shared;
  for (auto &[Name, I] : S.Handles) {
    if (I.Now == Status::Done || I.ByTest)
      I = {Status::Unknown, I.Group, nullptr};
    if (!isOwn(Name) && !(But && Name == But))
      Shared.push_back(Name);
  }
  for (const HandleName &N : Shared)
    forget(N, S);
}

void HandleStates::tell(HandleMisuse::Kind What, const Expr *Use,
                        StringRef Function, const HandleName &N,
                        const Stmt *Before) {
  if (llvm::any_of(Found, [&](const HandleMisuse &M) { return M.Use == Use; }))
    return;
  Found.push_back({What, Use, Function.str(), N.forPeople(), Before});
}

/// `promise()`, `resume()` and their kin.
void HandleStates::member(const Call &C, State &S) {
  HandleName N = named(C.Object->E);
  bool Calls = C.Callee->getOverloadedOperator() == OO_Call;
  if (C.Callee->getOverloadedOperator() == OO_Equal) {
    Info Value = C.Arguments.empty() ? Info{Status::Unknown, ~0u, nullptr}
                                     : valueOf(C.Arguments.front().E, S);
    others(S, N);
    assign(N, Value, S);
    return;
  }
  if (!Calls && !C.Callee->getIdentifier())
    return;
  StringRef Function = Calls ? "resume" : C.Callee->getName();
  bool Resumes = Function == "resume", Destroys = Function == "destroy";
  if (!Resumes && !Destroys && Function != "done" && Function != "promise")
    return;
  const auto *Use = dyn_cast<Expr>(C.E);
  Info I = N ? infoOf(N, S) : Info();
  if (N && Use && I.Now != Status::Unknown &&
      (I.Now != Status::Done || Resumes)) {
    tell(I.Now == Status::Destroyed ? HandleMisuse::Destroyed
         : I.Now == Status::Null    ? HandleMisuse::Null
                                    : HandleMisuse::Done,
         Use, Function, N, I.Before);
    set(N, Status::Unknown, nullptr, S);
  }
  if (Resumes || Destroys)
    others(S, N);
  if (N && Resumes)
    set(N, Status::Unknown, nullptr, S);
  if (N && Destroys)
    set(N, Status::Destroyed, C.E, S);
}

/// from_address and from_promise.
void HandleStates::factory(const Call &C) {
  const auto *E = dyn_cast<Expr>(C.E);
  if (!E || C.Arguments.size() != 1 || !C.Callee->getIdentifier())
    return;
  StringRef Function = C.Callee->getName();
  const Expr *Argument = stripCasts(C.Arguments.front().E);
  if (Function == "from_address") {
    QualType T = Argument->getType();
    const CXXRecordDecl *RD =
        T->isPointerType() ? T->getPointeeCXXRecordDecl() : nullptr;
    if (RD && isPromiseOf(*RD, *cast<CXXMethodDecl>(C.Callee)->getParent()))
      tell(HandleMisuse::PromiseAddress, E, Function, {}, nullptr);
    return;
  }
  const auto *D = dyn_cast<DeclRefExpr>(Argument);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (Function == "from_promise" && V && !V->getType()->isReferenceType() &&
      !V->getType()->isDependentType())
    tell(HandleMisuse::PromiseElsewhere, E, Function, {V}, nullptr);
}

void HandleStates::called(const Call &C, State &S) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (M && isCoroutineHandle(*M->getParent())) {
    if (C.Object && C.Object->E && !M->isStatic())
      member(C, S);
    else if (M->isStatic())
      factory(C);
    return;
  }
  if (C.Model && C.Model->Harmless)
    return;
  bool Exchanges = C.Callee && isOfStd(*C.Callee) &&
                   C.Callee->getIdentifier() &&
                   C.Callee->getName() == "exchange";
  if (Exchanges && C.Arguments.size() == 2) {
    HandleName N = named(C.Arguments[0].E);
    const auto *E = dyn_cast<Expr>(C.E);
    Info Value = valueOf(C.Arguments[1].E, S);
    if (E && N) {
      assign({nullptr, nullptr, E}, infoOf(N, S), S);
      assign(N, Value, S);
    }
    return;
  }
  for (const Argument &A : C.Arguments)
    if (A.How == Argument::LValueRef || A.How == Argument::RValueRef)
      if (HandleName N = named(A.E))
        forget(N, S);
  if (C.Owner != Call::Looks)
    others(S);
}

void HandleStates::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Called:
    return called(G.Calls[F.Index], S);
  case Fact::Moved:
    if (const Place &To = G.Places[F.Place]; To.What == Place::Local)
      if (const auto *V = dyn_cast_or_null<VarDecl>(To.Decl);
          V && V->getInit() && isCoroutineHandle(V->getType()) &&
          !V->getType()->isReferenceType() && !Aliased.contains(V))
        assign({V}, valueOf(V->getInit(), S), S);
    return;
  case Fact::Died:
    if (const auto *V = dyn_cast_or_null<VarDecl>(G.Places[F.Place].Decl)) {
      llvm::SmallVector<HandleName, 2> Dead;
      for (const auto &[N, I] : S.Handles)
        if (N.Root == V)
          Dead.push_back(N);
      for (const HandleName &N : Dead)
        forget(N, S);
    }
    return;
  case Fact::Suspended:
    return others(S);
  default:
    return;
  }
}

/// False: `Tested` cannot have that value here.
bool HandleStates::holds(const Expr *Tested, bool Value, State &S) {
  Tested = stripImplicit(Tested);
  if (const auto *U = dyn_cast<UnaryOperator>(Tested);
      U && U->getOpcode() == UO_LNot)
    return holds(U->getSubExpr(), !Value, S);
  if (const auto *B = dyn_cast<BinaryOperator>(Tested); B && B->isLogicalOp()) {
    if (Value != (B->getOpcode() == BO_LAnd))
      return true;
    return holds(B->getLHS(), Value, S) && holds(B->getRHS(), Value, S);
  }
  HandleName N;
  bool AsksDone = false;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(Tested)) {
    const CXXMethodDecl *M = C->getMethodDecl();
    if (!M || !isCoroutineHandle(*M->getParent()))
      return true;
    AsksDone = M->getIdentifier() && M->getName() == "done";
    if (!AsksDone && !M->getReturnType()->isBooleanType())
      return true;
    N = named(C->getImplicitObjectArgument());
  } else if (std::optional<NullTest> T = nullTest(Tested)) {
    N = named(T->Handle);
    Value = Value != T->Equal;
  }
  if (!N)
    return true;
  Status Now = infoOf(N, S).Now;
  if (AsksDone) {
    if (Now == Status::Done)
      return Value;
    if (Value && Now == Status::Unknown)
      set(N, Status::Done, Tested, S, /*ByTest=*/true);
    return true;
  }
  if (Now != Status::Unknown)
    return Value == (Now != Status::Null);
  if (!Value)
    set(N, Status::Null, Tested, S, /*ByTest=*/true);
  return true;
}

bool HandleStates::follow(const Block &B, const Edge &E, State &S) {
  if (!B.Tested || (E.What != Edge::WhenTrue && E.What != Edge::WhenFalse))
    return true;
  return holds(B.Tested, E.What == Edge::WhenTrue, S);
}

} // namespace

std::vector<HandleMisuse> findHandleMisuses(const FactGraph &G) {
  bool Any = llvm::any_of(G.Calls, [](const Call &C) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    return M && !C.Machinery && isCoroutineHandle(*M->getParent());
  });
  if (!Any || G.Straight)
    return {};
  HandleStates A(G);
  PathExplorer<HandleStates> Explorer(G, A);
  Explorer.run({});
  return std::move(A.Found);
}

} // namespace corolint
