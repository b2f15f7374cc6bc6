//===- LeavingExceptions.cpp - exceptions that leave a function -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LeavingExceptions.h"

#include "flow/ErrorCodes.h"
#include "flow/Mentions.h"
#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;

namespace corolint {
namespace {

/// An asynchronous operation of Asio that throws where it fails.
bool throwsOnError(const Await &A) {
  const FunctionDecl *F = A.Callee;
  return F && F->getIdentifier() && F->getName().starts_with("async_") &&
         A.ErrorCodes.empty() && !A.ErrorDiscarded &&
         !holdsErrorCode(A.E->getType()) && isOfAsio(*F);
}

/// A function of the standard library that is there to throw where its argument
/// is wrong: whoever did not want that would have called another.
bool checksItsArgument(const FunctionDecl *F) {
  if (!F || !F->getIdentifier() || !isOfStd(*F))
    return false;
  llvm::StringRef Name = F->getName();
  return Name == "at" ||
         (!isa<CXXMethodDecl>(F) &&
          llvm::is_contained({"stoi", "stol", "stoll", "stoul", "stoull",
                              "stof", "stod", "stold"},
                             Name));
}

/// `Maybe.value()`, `std::get<int>(Either)`: what is asked for may not be
/// there.
const Expr *askedForValue(const Call &C) {
  const FunctionDecl *F = C.Callee;
  if (!F || !F->getIdentifier() || !isOfStd(*F))
    return nullptr;
  if (F->getName() == "value" && C.Object)
    return C.Object->E;
  return F->getName() == "get" && C.Arguments.size() == 1 &&
                 isClassOfStd(C.Arguments.front().E->getType(), "variant")
             ? C.Arguments.front().E
             : nullptr;
}

/// The names by which a handler can take an exception of type `T`.
std::vector<std::string> classesOf(QualType T) {
  std::vector<std::string> Out;
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition()) {
    Out.push_back(T.getNonReferenceType().getUnqualifiedType().getAsString());
    return Out;
  }
  Out.push_back(qualifiedName(*RD));
  RD->forallBases([&](const CXXRecordDecl *Base) {
    Out.push_back(qualifiedName(*Base));
    return true;
  });
  return Out;
}

bool takes(const CXXCatchStmt &Catch, const LeavingException &E) {
  QualType T = Catch.getCaughtType();
  return T.isNull() || llvm::is_contained(E.Classes, classesOf(T).front());
}

bool throwsItself(const Block &B) {
  return llvm::any_of(B.Facts,
                      [](const Fact &F) { return F.What == Fact::Thrown; });
}

/// What is thrown at the end of a block.
class Thrown {
public:
  Thrown(const FactGraph &G, SummaryLookup Summaries)
      : G(G), Summaries(Summaries), Ctx(G.Function->getASTContext()),
        File(rangeOf(Ctx, G.Function->getSourceRange()).File) {
    for (const Await &A : G.Awaits)
      if (const auto *Suspend = dyn_cast_or_null<CoroutineSuspendExpr>(A.E);
          Suspend && Suspend->getResumeExpr())
        ResumedBy[Suspend->getResumeExpr()->IgnoreImplicit()] = &A;
    for (const Call &C : G.Calls)
      if (C.Makes != NoId && C.Result != NoId && C.Callee)
        Makers[C.Result].push_back(&C);
    // Tasks move from temporaries into variables; more is not followed here.
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts)
        if (F.What == Fact::Moved && F.Place != NoId && F.From != NoId)
          if (auto From = Makers.find(F.From); From != Makers.end()) {
            auto Moved = From->second;
            llvm::append_range(Makers[F.Place], Moved);
          }
  }

  LeavingExceptions in(const Block &B) const;

private:
  LeavingExceptions by(const FunctionDecl *F) const {
    const FunctionSummary *S = F ? Summaries(F) : nullptr;
    if (!S || !S->BodySeen)
      return {};
    LeavingExceptions Out = S->Leaves;
    for (auto Kind : {&LeavingExceptions::Thrown, &LeavingExceptions::Failed})
      if (Out.*Kind && !counts(*(Out.*Kind)))
        (Out.*Kind).reset();
    if (Out.Refused && !Out.Refused->Own)
      Out.Refused.reset();
    return Out;
  }

  /// What is thrown deep inside of other files is mostly for callers that break
  /// a rule: it counts for who calls the one that throws.
  bool counts(const LeavingException &E) const {
    return E.Own || E.At.File == File;
  }

  LeavingExceptions by(const Await &A) const {
    LeavingExceptions Out;
    if (throwsOnError(A))
      // boost::system::system_error is derived from std's.
      Out.Failed = {rangeOf(Ctx, *A.E),
                    {"boost::system::system_error", "std::system_error",
                     "std::runtime_error", "std::exception"},
                    /*Own=*/true};
    else
      Out = by(A.Callee);
    if (Out.none())
      addTasksIn(A.Places, Out, MaxWrappers);
    return Out;
  }

  /// Adds what the tasks in these places throw; one that is made of another, as
  /// by create_task, throws what that does.
  void addTasksIn(llvm::ArrayRef<PlaceId> Places, LeavingExceptions &Out,
                  unsigned Depth) const {
    for (PlaceId P : Places) {
      auto It = P == NoId ? Makers.end() : Makers.find(P);
      if (It == Makers.end())
        continue;
      for (const Call *Maker : It->second) {
        LeavingExceptions Thrown = by(Maker->Callee);
        // asyncio.wait gives the tasks back, and throws nothing of theirs.
        bool Waits = Maker->Callee->getIdentifier() &&
                     Maker->Callee->getName() == "wait";
        if (Thrown.none() && Depth && !Waits)
          for (const Argument &Given : Maker->Arguments)
            addTasksIn(Given.Places, Thrown, Depth - 1);
        Out.add(Thrown);
      }
    }
  }

  /// Nobody in this function has looked whether there is a value, or has put
  /// one there.
  bool mayBeMissing(const Expr *Holder) const {
    if (!Holder)
      return false;
    Mentions Here;
    addMentioned(Holder, Here);
    if (llvm::any_of(Here, [&](const ValueDecl *D) { return isFilled(*D); }))
      return false;
    return !Here.empty() && llvm::none_of(G.Blocks, [&](const Block &B) {
      Mentions Asked;
      addMentioned(B.Tested, Asked);
      return llvm::any_of(
          Here, [&](const ValueDecl *D) { return Asked.contains(D); });
    });
  }

  /// `std::optional<int> D = 1;`, `D = 2;`, `D.emplace(3)`: whatever is in it
  /// is something that was chosen here.
  bool isFilled(const ValueDecl &D) const {
    auto IsValue = [&](const Expr *E) {
      E = E->IgnoreUnlessSpelledInSource();
      return E->getType()->getAsCXXRecordDecl() !=
             D.getType().getNonReferenceType()->getAsCXXRecordDecl();
    };
    const auto *V = dyn_cast<VarDecl>(&D);
    if (V && V->getInit() && !V->getType()->isReferenceType() &&
        IsValue(V->getInit()))
      return true;
    return llvm::any_of(G.Calls, [&](const Call &C) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
      Mentions Object;
      if (M && C.Object)
        addMentioned(C.Object->E, Object);
      if (!Object.contains(&D))
        return false;
      return M->getOverloadedOperator() == OO_Equal
                 ? !C.Arguments.empty() && IsValue(C.Arguments.front().E)
                 : M->getIdentifier() && M->getName() == "emplace";
    });
  }

  LeavingExceptions by(const Call &C) const {
    LeavingExceptions Out;
    if (C.Model && C.Model->Rethrows) {
      Out.Thrown = {rangeOf(Ctx, *C.E), {"std::exception"}, /*Own=*/true};
      return Out;
    }
    if (checksItsArgument(C.Callee) || mayBeMissing(askedForValue(C))) {
      Out.Refused = {rangeOf(Ctx, *C.E),
                     {"std::out_of_range", "std::invalid_argument",
                      "std::logic_error", "std::bad_optional_access",
                      "std::bad_variant_access", "std::exception"},
                     /*Own=*/true};
      return Out;
    }
    // The exceptions of a task are thrown where it is awaited, and those of
    // other coroutines are kept in their promises.
    const FunctionSummary *S = C.Callee ? Summaries(C.Callee) : nullptr;
    return C.Makes == NoId && S && !S->IsCoroutine ? by(C.Callee) : Out;
  }

  const FactGraph &G;
  SummaryLookup Summaries;
  const ASTContext &Ctx;
  const std::string File;
  /// An await throws what it has waited for in await_resume.
  llvm::DenseMap<const Stmt *, const Await *> ResumedBy;
  /// The calls that have made the tasks in a place.
  llvm::DenseMap<PlaceId, llvm::SmallVector<const Call *, 1>> Makers;
  /// create_task(shield(wait_for(...)))
  static constexpr unsigned MaxWrappers = 4;
};

LeavingExceptions Thrown::in(const Block &B) const {
  for (const Fact &F : llvm::reverse(B.Facts)) {
    if (F.What == Fact::Thrown) {
      const auto *Throw = dyn_cast_or_null<CXXThrowExpr>(F.Where);
      if (!Throw || !Throw->getSubExpr())
        return {};
      LeavingException E{rangeOf(Ctx, *Throw),
                         classesOf(Throw->getSubExpr()->getType()),
                         /*Own=*/true};
      LeavingExceptions Out;
      (llvm::is_contained(E.Classes, "std::logic_error") ? Out.Refused
                                                         : Out.Thrown) = E;
      return Out;
    }
    if (F.What != Fact::Called)
      continue;
    const Call &C = G.Calls[F.Index];
    if (!C.Machinery)
      return by(C);
    if (const Await *A = ResumedBy.lookup(C.E))
      return by(*A);
  }
  return {};
}

/// Follows exceptions from where they begin to the handlers that take them.
class Leaving {
public:
  Leaving(const FactGraph &G) : G(G), Entered(G.Handlers.size()) {}

  LeavingExceptions run(llvm::ArrayRef<LeavingExceptions> Thrown) {
    for (unsigned I = 0; I != G.Blocks.size(); ++I) {
      LeavingExceptions E = Thrown[I];
      if (!throwsItself(G.Blocks[I])) {
        E.Refused.reset();
        if (E.Thrown)
          E.Thrown->Own = false;
      }
      follow(G.Blocks[I], E);
    }
    // What is thrown again has to have come in, perhaps from a handler within.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (unsigned I = 0; I != G.Blocks.size(); ++I)
        Changed |= throwAgain(G.Blocks[I]);
    }
    return Out;
  }

private:
  void follow(const Block &B, const LeavingExceptions &E) {
    if (E.none())
      return;
    for (const Edge &Way : B.Edges)
      if (Way.What == Edge::Exceptional)
        reach(Way.To, E);
  }

  void reach(unsigned To, LeavingExceptions E) {
    if (To == G.Exit)
      return Out.add(E);
    const Block &Next = G.Blocks[To];
    if (!Next.Dispatch)
      return;
    for (const Edge &Way : Next.Edges) {
      unsigned H = G.Blocks[Way.To].Handler;
      if (H == NoId)
        reach(Way.To, E);
      else
        enter(H, E);
    }
  }

  /// Leaves in `E` what handler `H` does not take.
  void enter(unsigned H, LeavingExceptions &E) {
    for (auto Kind : {&LeavingExceptions::Thrown, &LeavingExceptions::Refused,
                      &LeavingExceptions::Failed})
      if (E.*Kind && takes(*G.Handlers[H].Catch, *(E.*Kind))) {
        if (!(Taken[H].*Kind))
          Taken[H].*Kind = E.*Kind;
        (E.*Kind).reset();
        Entered.set(H);
      }
  }

  bool throwAgain(const Block &B) {
    bool Changed = false;
    for (const Fact &F : B.Facts) {
      if (F.What != Fact::Rethrown || !F.Where)
        continue;
      unsigned H = handlerAround(*F.Where);
      if (H == NoId || !Entered.test(H) || !Again.insert(F.Where).second)
        continue;
      follow(B, Taken[H]);
      Changed = true;
    }
    return Changed;
  }

  /// The innermost handler that `S` is in.
  unsigned handlerAround(const Stmt &S) const {
    const SourceManager &SM = G.Function->getASTContext().getSourceManager();
    SourceLocation At = SM.getExpansionLoc(S.getBeginLoc());
    unsigned Found = NoId;
    for (unsigned H = 0; H != G.Handlers.size(); ++H) {
      const CXXCatchStmt &Catch = *G.Handlers[H].Catch;
      SourceLocation Begin = SM.getExpansionLoc(Catch.getBeginLoc());
      SourceLocation End = SM.getExpansionLoc(Catch.getEndLoc());
      auto Before = [&](SourceLocation A, SourceLocation B) {
        return SM.isBeforeInTranslationUnit(A, B);
      };
      if (Before(At, Begin) || Before(End, At))
        continue;
      if (Found == NoId ||
          Before(SM.getExpansionLoc(G.Handlers[Found].Catch->getBeginLoc()),
                 Begin))
        Found = H;
    }
    return Found;
  }

  const FactGraph &G;
  llvm::BitVector Entered;
  llvm::DenseMap<unsigned, LeavingExceptions> Taken;
  llvm::SmallPtrSet<const Stmt *, 4> Again;
  LeavingExceptions Out;
};

} // namespace

std::vector<LeavingExceptions> findThrown(const FactGraph &G,
                                          SummaryLookup Summaries) {
  Thrown T(G, Summaries);
  std::vector<LeavingExceptions> Out;
  for (const Block &B : G.Blocks)
    Out.push_back(T.in(B));
  return Out;
}

LeavingExceptions findLeavingExceptions(const FactGraph &G,
                                        SummaryLookup Summaries) {
  // An exception does not leave a noexcept function, but ends the program.
  const auto *Proto = G.Function->getType()->getAs<FunctionProtoType>();
  if (Proto && !isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) &&
      Proto->canThrow() == CT_Cannot && !G.IsCoroutine)
    return {};
  return Leaving(G).run(findThrown(G, Summaries));
}

} // namespace corolint
