//===- Insights.cpp - from an analysis to what is known of places ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Insights.h"

#include "flow/BlockingEffects.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

/// The token by which a call names what it calls.
SourceLocation nameOf(const Stmt &S) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(&S))
    return C->getLocation();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&S))
    return O->getOperatorLoc();
  const auto *C = dyn_cast<CallExpr>(&S);
  if (!C)
    return {};
  const Expr *Callee = C->getCallee()->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(Callee))
    return M->getMemberLoc();
  if (const auto *R = dyn_cast<DeclRefExpr>(Callee))
    return R->getLocation();
  return {};
}

SourceLocation keywordOf(const Expr &E) {
  if (const auto *A = dyn_cast<CoawaitExpr>(&E))
    return A->getKeywordLoc();
  if (const auto *Y = dyn_cast<CoyieldExpr>(&E))
    return Y->getKeywordLoc();
  if (const auto *D = dyn_cast<DependentCoawaitExpr>(&E))
    return D->getKeywordLoc();
  return {};
}

const FunctionDecl *definitionOrFirst(const FunctionDecl &F) {
  const FunctionDecl *Definition = nullptr;
  return F.isDefined(Definition) ? Definition : F.getCanonicalDecl();
}

Work::Kind kindOf(AsyncType::Kind K) {
  switch (K) {
  case AsyncType::None:
    return Work::None;
  case AsyncType::Task:
    return Work::Task;
  case AsyncType::Generator:
    return Work::Generator;
  case AsyncType::Awaitable:
    return Work::Awaitable;
  case AsyncType::Detached:
    return Work::Detached;
  }
  return Work::None;
}

/// Of which no model or attribute says more than that nothing is known.
std::vector<BlockingEffect> known(std::vector<BlockingEffect> All) {
  llvm::erase_if(All, [](const BlockingEffect &E) { return E.Unseen; });
  return All;
}

class Collector {
public:
  Collector(UnitAnalysis &Analysis,
            llvm::function_ref<bool(llvm::StringRef)> Wanted)
      : Analysis(Analysis), Unit(Analysis.context()),
        SM(Unit.Ctx.getSourceManager()), Wanted(Wanted), Effects(Unit, *this) {
    for (const auto &A : Analysis.functions())
      Analysed[A->Graph.Function->getCanonicalDecl()] = A.get();
  }

  Collector(const Collector &) = delete;
  Collector &operator=(const Collector &) = delete;

  /// The summary of `F`.
  const FunctionSummary *operator()(const FunctionDecl *F) const {
    return F ? Analysis.summaries().find(Unit.Index.usr(F)) : nullptr;
  }

  bool isWanted(SourceLocation L);
  void function(const FunctionDecl &F);
  void bodies();
  std::vector<Insight> take();

private:
  SourceRange at(SourceLocation L) const {
    return rangeOf(Unit.Ctx, clang::SourceRange(L));
  }
  std::string spelling(QualType T) const;
  Work workOf(const AsyncType &T, QualType Written) const;
  Work resultOf(const FunctionDecl &F) const;
  corolint::Effects effectsOf(const FunctionDecl &F) const;
  void callee(const FunctionDecl *F, const FunctionModel *Model, Insight &I);
  void call(const FunctionAnalysis &A, const Call &C);
  void await(const FunctionAnalysis &A, unsigned Number);
  Insight within(const FunctionAnalysis &A, Insight::Kind What,
                 SourceLocation Name, const Stmt &Whole) const;
  void add(Insight I);

  UnitAnalysis &Analysis;
  const UnitContext &Unit;
  const SourceManager &SM;
  llvm::function_ref<bool(llvm::StringRef)> Wanted;
  BlockingEffects Effects;
  llvm::DenseMap<const FunctionDecl *, const FunctionAnalysis *> Analysed;
  llvm::DenseMap<FileID, bool> Files;
  std::map<std::pair<SourceRange, Insight::Kind>, Insight> Found;
};

bool Collector::isWanted(SourceLocation L) {
  if (L.isInvalid())
    return false;
  L = SM.getFileLoc(L);
  auto [It, New] = Files.try_emplace(SM.getFileID(L), false);
  if (New) {
    std::string File = at(L).File;
    It->second = !File.empty() && Wanted(File);
  }
  return It->second;
}

Work Collector::workOf(const AsyncType &T, QualType Written) const {
  Work W;
  W.What = kindOf(T.What);
  W.Start = T.Start;
  W.Type = spelling(Written);
  return W;
}

/// As it is written, or without aliases if that is shorter.
std::string Collector::spelling(QualType T) const {
  PrintingPolicy Policy(Unit.Ctx.getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  std::string Text = T.getAsString(Policy);
  std::string Plain = T.getCanonicalType().getAsString(Policy);
  if (Plain.size() < Text.size())
    Text = std::move(Plain);
  // Nobody can read the name of a closure's type.
  return StringRef(Text).contains("(lambda") ? "" : Text;
}

/// References to tasks are handed round: they are no new work.
Work Collector::resultOf(const FunctionDecl &F) const {
  QualType T = F.getReturnType();
  if (T->isReferenceType() || T->isDependentType() || T->isVoidType())
    return {};
  return workOf(Unit.Types.ofResult(F), T);
}

corolint::Effects Collector::effectsOf(const FunctionDecl &F) const {
  corolint::Effects E;
  const FunctionSummary *S = (*this)(&F);
  if (!S)
    return E;
  E.BodySeen = S->BodySeen;
  E.IsCoroutine = S->IsCoroutine;
  E.Blocks = known(S->Blocks);
  E.Cancellations = S->Cancellations;
  // One whose type is not known may be none.
  E.Cancellations.erase("");
  for (const FunctionSummary::Swallow &W : S->Swallows)
    if (!W.Unseen && !llvm::is_contained(E.Swallows, W.Handler))
      E.Swallows.push_back(W.Handler);
  // Whether a function asks for a stop, or requests one, is known well enough
  // to excuse it, not to say so: that is left to models.
  E.LeavesLoop = S->LeavesLoop;
  if (const FunctionAnalysis *A = Analysed.lookup(F.getCanonicalDecl()))
    E.MaySuspend = llvm::any_of(
        A->Graph.Awaits, [](const Await &W) { return !W.NeverSuspends; });
  return E;
}

void Collector::function(const FunctionDecl &F) {
  if (F.isImplicit() || !isWanted(F.getLocation()))
    return;
  const FunctionDecl *Known = definitionOrFirst(F);
  const FunctionAnalysis *A = Analysed.lookup(Known->getCanonicalDecl());
  if (A && A->Broken)
    return;
  Insight I;
  I.What = Insight::Function;
  I.Where = at(F.getLocation());
  I.Whole = rangeOf(Unit.Ctx, F.getSourceRange());
  I.Name = displayName(F);
  I.Target = at(Known->getLocation());
  I.IsDefinition = F.isThisDeclarationADefinition();
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F))
    I.IsClosure = M->getParent()->isLambda();
  I.Gives = resultOf(F);
  I.Does = effectsOf(*Known);
  I.InCoroutine = I.Does.IsCoroutine;
  add(std::move(I));
}

Insight Collector::within(const FunctionAnalysis &A, Insight::Kind What,
                          SourceLocation Name, const Stmt &Whole) const {
  Insight I;
  I.What = What;
  I.Where = at(Name);
  I.Whole = rangeOf(Unit.Ctx, Whole);
  I.Within = at(A.Graph.Function->getLocation());
  I.WithinName = displayName(*A.Graph.Function);
  I.InCoroutine = A.Graph.IsCoroutine;
  return I;
}

void Collector::callee(const FunctionDecl *F, const FunctionModel *Model,
                       Insight &I) {
  if (Model) {
    I.Name = Model->Name;
    I.Does.IsModelled = true;
    I.Does.AsksStop = Model->AsksStop || Model->ThrowsIfStopped;
    I.Does.Cancels = Model->Cancels.has_value();
    I.Does.LeavesLoop = Model->LeavesLoop;
  }
  if (!F)
    return;
  // The summary of one that a model describes is of what is inside of the
  // library.
  if (!Model) {
    I.Name = displayName(*F);
    I.Does = effectsOf(*F);
  }
  I.Target = at(F->getLocation());
}

void Collector::call(const FunctionAnalysis &A, const Call &C) {
  if (C.Machinery || C.Destructor || C.PassesOn || C.RunBy ||
      (!C.Callee && !C.Model))
    return;
  const auto *E = dyn_cast<Expr>(C.E);
  SourceLocation Name = E ? nameOf(*E) : SourceLocation();
  // What an await runs has the place of the await.
  if (!isWanted(Name) || llvm::any_of(A.Graph.Awaits, [&](const Await &W) {
        return keywordOf(*W.E) == Name;
      }))
    return;
  Insight I = within(A, Insight::Call, Name, *E);
  callee(C.Callee, C.Model, I);
  if (C.Makes != NoId || (C.Model && C.Model->ReturnsAwaitable)) {
    I.Gives = workOf(Unit.Types.of(E->getType()), E->getType());
    if (C.Makes != NoId && I.Gives.What != Work::None)
      I.Gives.Start = A.Graph.Sites[C.Makes].Start;
  } else if (C.Callee && !isa<CXXConstructorDecl>(C.Callee)) {
    I.Gives = resultOf(*C.Callee);
  }
  for (const BlockingCall &B : A.Blocking.Calls)
    if (B.Through == &C && !B.Effect.Unseen)
      I.BlocksHere.push_back(B.Effect);
  if (!I.Does.IsCoroutine)
    I.Does.Blocks = known(Effects.of(C));
  add(std::move(I));
}

void Collector::await(const FunctionAnalysis &A, unsigned Number) {
  const Await &W = A.Graph.Awaits[Number];
  SourceLocation Word = keywordOf(*W.E);
  if (!isWanted(Word))
    return;
  Insight I = within(A, Insight::Await, Word, *W.E);
  // A std::move is not what is awaited.
  if (W.Callee && !isOfStd(*W.Callee))
    callee(W.Callee, W.Model, I);
  I.IsYield = W.IsYield;
  I.MaySuspendHere = !W.NeverSuspends;
  if (!W.IsYield && W.Operand && !W.Operand->isTypeDependent())
    I.Gives = workOf(Unit.Types.of(W.Operand->getType()),
                     W.Operand->getType().getNonReferenceType());
  if (W.IsYield)
    return add(std::move(I));
  I.LeavesErrorCode = !W.ErrorCodes.empty() || W.ErrorDiscarded;
  CancellationKinds &Kinds = Analysis.cancellations();
  if (!I.LeavesErrorCode && Number < A.Cancellation.ByAwait.size())
    I.CancelledBy = Kinds.names(A.Cancellation.ByAwait[Number]);
  I.CancelledBy.erase("");
  if (const CancellationModel *M =
          Kinds.modelFor(A.Graph.Function->getReturnType()))
    I.Trigger = M->How;
  add(std::move(I));
}

void Collector::bodies() {
  for (const auto &A : Analysis.functions()) {
    if (A->Broken)
      continue;
    function(*A->Graph.Function);
    for (const Call &C : A->Graph.Calls)
      call(*A, C);
    for (unsigned I = 0; I != A->Graph.Awaits.size(); ++I)
      await(*A, I);
  }
}

void Collector::add(Insight I) {
  if (!I.isOfInterest() || I.Where.File.empty())
    return;
  auto [It, New] = Found.try_emplace({I.Where, I.What}, I);
  if (!New)
    It->second.add(I);
}

std::vector<Insight> Collector::take() {
  std::vector<Insight> Out;
  for (auto &Each : Found)
    Out.push_back(std::move(Each.second));
  return Out;
}

/// Declarations: what is in bodies has been gone over.
class Declarations : public RecursiveASTVisitor<Declarations> {
public:
  explicit Declarations(Collector &To) : To(To) {}

  bool TraverseStmt(Stmt *, DataRecursionQueue * = nullptr) { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() && !F->isDependentContext())
      To.function(*F);
    return true;
  }

private:
  Collector &To;
};

} // namespace

std::vector<Insight>
insightsOf(UnitAnalysis &Analysis, llvm::ArrayRef<Decl *> Decls,
           llvm::function_ref<bool(llvm::StringRef File)> Wanted) {
  Collector All(Analysis, Wanted);
  All.bodies();
  Declarations Rest(All);
  for (Decl *D : Decls)
    if (All.isWanted(D->getLocation()))
      Rest.TraverseDecl(D);
  return All.take();
}

} // namespace corolint
