//===- BlockingEffects.cpp - what may block in a call ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/BlockingEffects.h"

#include "model/Attributes.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

/// How deep objects within objects are looked into.
static constexpr unsigned MaxDepth = 4;

static BlockingEffect effectOf(const BlockingModel &M, std::string Callee,
                               SourceRange Where) {
  BlockingEffect E;
  E.Callee = Callee;
  E.Tier = M.Tier;
  E.Category = M.Category;
  E.Reason = M.Reason;
  E.Instead = M.Instead;
  E.Chain.push_back({std::move(Callee), std::move(Where)});
  return E;
}

/// `[[clang::blocking]]` says no more than that.
static const BlockingModel &declaredBlocking() {
  static const BlockingModel M = [] {
    BlockingModel M;
    M.Category = "declared";
    M.Reason = "it is declared [[clang::blocking]]";
    M.Instead = "offload it";
    return M;
  }();
  return M;
}

bool BlockingEffects::ofAttributes(const FunctionDecl *F, const Call &C,
                                   Effects &Out) const {
  DeclaredEffect Says = DeclaredEffect::None;
  if (F)
    Says = declaredEffect(*F);
  else if (const auto *E = dyn_cast<Expr>(C.E); E && !C.Destructor)
    Says = declaredEffectOfCall(*E);
  if (Says == DeclaredEffect::Blocks)
    Out.push_back(effectOf(declaredBlocking(),
                           F ? displayName(*F) : "the called function",
                           rangeOf(Unit.Ctx, C.shownAt())));
  return Says != DeclaredEffect::None;
}

void BlockingEffects::ofCallee(const FunctionDecl *F, const Call &C,
                               Effects &Out) const {
  if (ofAttributes(F, C, Out))
    return;
  const FunctionSummary *S = F ? Summaries(F) : nullptr;
  // A coroutine's own blocking calls are reported in its body.
  if (!S || S->IsCoroutine)
    return;
  for (const BlockingEffect &E : S->Blocks) {
    BlockingEffect Mine = E;
    Mine.Chain.insert(Mine.Chain.begin(),
                      {S->Name, rangeOf(Unit.Ctx, C.shownAt())});
    Out.push_back(std::move(Mine));
  }
}

/// What an owner destroys with itself. That of a shared owner need not die with
/// it.
void BlockingEffects::ofContents(QualType Owner, const Call &C, Effects &Out,
                                 unsigned Depth) const {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Owner->getAsCXXRecordDecl());
  if (!Spec || !Unit.Types.owner(Owner) ||
      qualifiedName(*Spec) == "std::shared_ptr")
    return;
  std::vector<TemplateArgument> Args;
  for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Pack)
      Args.insert(Args.end(), A.pack_begin(), A.pack_end());
    else
      Args.push_back(A);
  for (const TemplateArgument &A : Args)
    if (A.getKind() == TemplateArgument::Type)
      ofDestructor(Unit.Ctx.getBaseElementType(A.getAsType()), C, Out,
                   Depth + 1);
}

void BlockingEffects::ofDestructor(QualType T, const Call &C, Effects &Out,
                                   unsigned Depth) const {
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition() || Depth > MaxDepth)
    return;
  const CXXDestructorDecl *D = RD->getDestructor();
  const FunctionDecl *Def = nullptr;
  if (D && !D->isDefined(Def))
    Def = D;
  if (D && ofAttributes(Def, C, Out))
    return;
  if (const TypeModel *M = Unit.Types.modelOf(T);
      M && counts(M->DestructorBlocks)) {
    Out.push_back(effectOf(*M->DestructorBlocks, "~" + RD->getNameAsString(),
                           rangeOf(Unit.Ctx, C.shownAt())));
    return;
  }
  ofContents(T, C, Out, Depth);
  if (isOfStd(*RD) || RD->isLambda())
    return;
  if (D && D->isUserProvided())
    ofCallee(Def, C, Out);
  for (const CXXBaseSpecifier &B : RD->bases())
    ofDestructor(B.getType(), C, Out, Depth + 1);
  for (const FieldDecl *F : RD->fields())
    ofDestructor(Unit.Ctx.getBaseElementType(F->getType()), C, Out, Depth + 1);
}

static QualType objectType(const Call &C) {
  if (C.Destructor || !C.Object || !C.Object->E)
    return {};
  QualType T = C.Object->E->getType().getNonReferenceType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

bool BlockingEffects::destroysContents(const Call &C) const {
  QualType T = objectType(C);
  if (T.isNull() || !C.Callee || T->isDependentType() || !Unit.Types.owner(T))
    return false;
  if (C.Owner == Call::Clears)
    return true;
  return C.Callee->getIdentifier() && C.Callee->getName() == "reset" &&
         llvm::all_of(C.Arguments, [](const Argument &A) {
           return isa<CXXDefaultArgExpr>(A.E);
         });
}

/// A call whose callee may do anything. A task that it makes does nothing yet.
bool BlockingEffects::isUnseen(const Call &C) const {
  return C.Callee && !C.Model && !C.Machinery && isOnlyDeclared(*C.Callee) &&
         !Unit.Types.ofResult(*C.Callee).isTracked();
}

std::vector<BlockingEffect> BlockingEffects::of(const Call &C) const {
  Effects Out;
  if (C.Destructor) {
    ofDestructor(C.DestroyedType, C, Out, 0);
    return Out;
  }
  if (ofAttributes(C.Callee, C, Out))
    return Out;
  if (C.Model && counts(C.Model->Blocks)) {
    if (!C.NeverBlocks)
      Out.push_back(effectOf(*C.Model->Blocks, C.Model->Name,
                             rangeOf(Unit.Ctx, C.shownAt())));
    return Out;
  }
  if (destroysContents(C))
    ofContents(objectType(C), C, Out, 0);
  if (!C.Model || C.Model->Arguments.empty())
    ofCallee(C.Callee, C, Out);
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  for (unsigned N = 0; N != C.Arguments.size(); ++N) {
    const FunctionDecl *Callable = C.Arguments[N].Callable;
    if (!Callable)
      continue;
    std::optional<CallableUse> Use;
    if (C.Model)
      for (const ArgumentModel &A : C.Model->Arguments)
        if (A.Callable && (A.Argument == int(N) || A.Argument == -2))
          Use = A.Callable;
    if (!Use && Callee && N < Callee->Parameters.size())
      Use = Callee->Parameters[N].Callable;
    if (Use == CallableUse::CallsNow)
      ofCallee(Callable, C, Out);
  }
  if (Out.empty() && isUnseen(C)) {
    BlockingEffect E;
    E.Callee = displayName(*C.Callee);
    E.Category = "unknown";
    E.Reason = "its body is not seen here";
    E.Chain.push_back({E.Callee, rangeOf(Unit.Ctx, C.shownAt())});
    E.Unseen = true;
    Out.push_back(std::move(E));
  }
  return Out;
}

std::optional<BlockingEffect>
BlockingEffects::atEndOfResult(const Call &C) const {
  if (!C.Model || !counts(C.Model->ResultBlocksAtEnd))
    return std::nullopt;
  return effectOf(*C.Model->ResultBlocksAtEnd, C.Model->Name,
                  rangeOf(Unit.Ctx, C.shownAt()));
}

} // namespace corolint
