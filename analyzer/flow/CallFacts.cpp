//===- CallFacts.cpp - what a call is and makes ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CallFacts.h"

#include "flow/CallParts.h"
#include "flow/Callables.h"
#include "flow/FunctionIndex.h"
#include "flow/Referents.h"
#include "model/CallMatcher.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace corolint {

Argument CallFacts::argument(const Expr *E, QualType Parameter) {
  Argument A;
  A.E = E;
  A.Places = Resolver.resolve(E);
  A.Callable = callableOf(E);
  if (const CallExpr *Bound = A.Callable ? nullptr : bindingOf(E))
    A.Callable = callableOf(Bound->getArg(0));
  if (Parameter.isNull())
    A.How = E->getType()->isPointerType() ? Argument::Pointer : Argument::Value;
  else if (Parameter->isRValueReferenceType())
    A.How = Argument::RValueRef;
  else if (Parameter->isLValueReferenceType())
    A.How = Parameter->getPointeeType().isConstQualified()
                ? Argument::ConstRef
                : Argument::LValueRef;
  else if (Parameter->isPointerType())
    A.How = Parameter->getPointeeType().isConstQualified() ? Argument::ConstRef
                                                           : Argument::Pointer;
  return A;
}

/// A class of the user's whose destructor only destroys its fields, of which
/// one carries tasks: what its constructor takes dies with it.
static bool holdsFields(const CXXRecordDecl &RD, TypeKinds &Types) {
  if (!RD.hasDefinition() || isOfStd(RD) || RD.isLambda() ||
      RD.hasUserDeclaredDestructor() || RD.getNumBases() != 0)
    return false;
  return llvm::any_of(RD.fields(), [&](const FieldDecl *F) {
    return !F->getType()->isReferenceType() && Types.carriesTasks(F->getType());
  });
}

static bool isConst(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && M->isConst();
}

void CallFacts::owner(Call &C, const Expr &E) {
  const FunctionDecl *F = C.Callee;
  if (isa<CXXConstructExpr>(E)) {
    QualType T = E.getType();
    const auto *RD = T->getAsCXXRecordDecl();
    if (Unit.Types.owner(T) || (RD && holdsFields(*RD, Unit.Types)))
      C.Owner = Call::Adds;
    return;
  }
  if (C.Object && C.Object->E) {
    QualType O = C.Object->E->getType().getNonReferenceType();
    if (O->isPointerType())
      O = O->getPointeeType();
    const TypeModel *M = Unit.Types.owner(O);
    if (!M || !F)
      return;
    std::string Name = F->getNameAsString();
    bool TakesTask = llvm::any_of(C.Arguments, [&](const Argument &A) {
      return Unit.Types.carriesTasks(A.E->getType());
    });
    if (llvm::is_contained(M->Adds, Name) || (TakesTask && !isConst(F)) ||
        F->getOverloadedOperator() == OO_Equal)
      C.Owner = Call::Adds;
    else if (llvm::is_contained(M->Clears, Name))
      C.Owner = Call::Clears;
    else if (Resolver.passesOn(cast<CallExpr>(&E)))
      C.Owner = Call::Other; // What is done with the element decides.
    else if (llvm::is_contained(M->TakesOut, Name) ||
             (C.Result != NoId && Unit.Types.carriesTasks(E.getType())))
      C.Owner = Call::TakesOut;
    else if (llvm::is_contained(M->Looks, Name))
      C.Owner = Call::Looks;
    else
      C.Owner = Call::Other;
    return;
  }
  // make_unique, make_pair, …: what goes in is in the result.
  if (F && isOfStd(*F) && E.isPRValue() &&
      Unit.Types.carriesTasks(E.getType()) &&
      llvm::any_of(C.Arguments, [&](const Argument &A) {
        return Unit.Types.carriesTasks(A.E->getType());
      }))
    C.Owner = Call::Adds;
}

bool CallFacts::expectsWouldBlock() {
  if (WouldBlock)
    return *WouldBlock;
  const SourceManager &SM = Unit.Ctx.getSourceManager();
  CharSourceRange R = CharSourceRange::getTokenRange(
      SM.getExpansionRange(G.Function->getSourceRange()).getAsRange());
  StringRef Text = Lexer::getSourceText(R, SM, Unit.Ctx.getLangOpts());
  WouldBlock = llvm::any_of(
      llvm::ArrayRef<StringRef>{
          "EAGAIN", "EWOULDBLOCK", "EINPROGRESS", "operation_would_block",
          "resource_unavailable_try_again", "operation_in_progress"},
      [&](StringRef Word) { return Text.contains(Word); });
  return *WouldBlock;
}

void CallFacts::makes(Call &C, const Expr &E) {
  if (C.Machinery || !E.isPRValue())
    return;
  QualType T = E.getType();
  if (const auto *Ctor = dyn_cast<CXXConstructExpr>(&E)) {
    // An awaiter made by hand counts where it is a statement of its own.
    Consumer Who = Resolver.consumerOf(&E);
    if (Who != Consumer::Discarded && Who != Consumer::Voided)
      return;
    const AsyncType &A = Unit.Types.of(T);
    if (A.What != AsyncType::Awaitable || A.DestructorHandles)
      return;
    Site S;
    S.What = Site::Awaitable;
    S.Start = A.Start;
    S.Made = &E;
    S.Maker = Ctor->getConstructor()->getParent()->getNameAsString();
    C.Makes = G.Sites.size();
    G.Sites.push_back(std::move(S));
    return;
  }
  const auto &Call = cast<CallExpr>(E);
  if (Resolver.passesOn(&Call))
    return;
  const FunctionDecl *F = C.Callee;
  // What std gives is what it was given, except where it calls for it
  // (std::invoke).
  if (F && isOfStd(*F) && F->getOverloadedOperator() != OO_Call &&
      (C.Owner == Call::Adds || C.Object ||
       llvm::any_of(C.Arguments, [&](const Argument &A) {
         return Unit.Types.carriesTasks(A.E->getType());
       })))
    return;
  const AsyncType &A = F ? Unit.Types.ofResult(*F) : Unit.Types.of(T);
  Site S;
  S.Made = &E;
  S.Maker = F ? displayName(*F) : std::string("the callable");
  S.MayBeDropped = C.Model && C.Model->ResultMayBeDropped;
  const auto *Result = T->getAsCXXRecordDecl();
  bool OfStd = Result && isOfStd(*Result);
  if (A.isTracked() && OfStd)
    return; // A duration may be awaitable, and is more often just a duration.
  if (A.isTracked()) {
    S.What = A.What == AsyncType::Task        ? Site::Task
             : A.What == AsyncType::Generator ? Site::Generator
                                              : Site::Awaitable;
    S.Start = A.Start;
    S.DestructorHandles = A.DestructorHandles;
  } else if (C.Model && C.Model->ReturnsAwaitable) {
    S.What = Site::Awaitable;
  } else if (Unit.Types.carriesTasks(T)) {
    S.What = Site::Container;
    S.Start = Unit.Types.carried(T).Start;
    S.Weak = true;
  } else {
    return;
  }
  C.Makes = G.Sites.size();
  G.Sites.push_back(std::move(S));
}

unsigned CallFacts::add(const Expr &E, bool Machinery) {
  CallParts P(E);
  Call C;
  C.E = &E;
  C.Machinery = Machinery;
  C.Callee = Unit.Index.onlyTarget(P.Callee);
  if (const FunctionDecl *F = wrappedCallable(P.Callee, P.Object))
    C.Callee = F;
  else if (const FunctionDecl *F = pointedFunction(E))
    C.Callee = F;
  unsigned N = 0;
  for (const Expr *A : P.Arguments) {
    QualType T;
    if (P.Callee && N < P.Callee->getNumParams())
      T = P.Callee->getParamDecl(N)->getType();
    C.Arguments.push_back(argument(A, T));
    ++N;
  }
  if (P.Object) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
    C.Object = argument(P.Object, {});
    C.Object->How =
        M && M->isConst() ? Argument::ConstRef : Argument::LValueRef;
    if (M && M->getRefQualifier() == RQ_RValue)
      C.Object->How = Argument::RValueRef;
  }
  C.Model =
      matchModel(Unit.Ctx, Unit.Models, {P.Callee, P.Object, P.Arguments});
  if (C.Model) {
    llvm::SmallVector<const Expr *, 1> Descriptors;
    if (C.Model->Blocks) {
      C.NeverBlocks =
          neverBlocks(Unit.Ctx, *C.Model->Blocks, P.view(), Descriptors);
      C.AsksReady =
          C.NeverBlocks && C.Model->Blocks->Category == "future" && P.Object;
    }
    // A descriptor that a socket object gives out, in code that knows of "would
    // block", is taken to be what such code expects.
    C.NeverBlocks |= llvm::any_of(Descriptors, [&](const Expr *D) {
      return isa<CXXMemberCallExpr>(D->IgnoreParenImpCasts()) ||
             expectsWouldBlock();
    });
    for (const Expr *D : Descriptors)
      C.Descriptors.append(Resolver.resolve(D));
    StringRef Makes = C.Model->MakesNonBlocking;
    unsigned Index;
    if (Makes == "result") {
      if (PlaceId T = Resolver.targetOf(&E); T != NoId)
        C.MadeNonBlocking.push_back(T);
    } else if (Makes == "-1" && P.Object) {
      C.MadeNonBlocking.append(Resolver.resolve(P.Object));
    } else if (!Makes.empty() && !Makes.getAsInteger(10, Index) &&
               Index < P.Arguments.size()) {
      C.MadeNonBlocking.append(Resolver.resolve(P.Arguments[Index]));
    }
  }
  C.Target = Resolver.targetOf(&E);
  if (const auto *X = dyn_cast<CallExpr>(&E))
    C.PassesOn =
        Resolver.passesOn(X) != nullptr ||
        (isa<CXXOperatorCallExpr>(X) && P.Object && isStdIgnore(P.Object));
  if (E.isPRValue() && E.getType()->getAsCXXRecordDecl() && !Machinery)
    C.Result = Resolver.temporary(&E);
  owner(C, E);
  if (C.Owner == Call::Adds && C.Result != NoId)
    C.Bindings = Resolver.bindingsOf(&E, C.Arguments.size());
  makes(C, E);
  if (!Machinery)
    refers(C, P.Callee);
  if (C.Result != NoId)
    C.ResultAwaited = Resolver.consumerOf(&E) == Consumer::Await;
  G.Calls.push_back(std::move(C));
  return G.Calls.size() - 1;
}

/// What a task that `C` makes or starts can lead to.
void CallFacts::refers(Call &C, const FunctionDecl *Written) {
  auto Capture = [&](Argument &A, const FunctionDecl *F) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
    if (M && M->getParent()->isLambda())
      A.Captured = capturedReferents(*M->getParent(), Resolver);
  };
  // A function with a body may start work of its own.
  bool MakesWork = C.Makes != NoId ||
                   (C.Callee && !isOfStd(*C.Callee) && C.Callee->hasBody());
  for (unsigned N = 0; N != C.Arguments.size(); ++N) {
    Argument &A = C.Arguments[N];
    Capture(A, A.Callable);
    if (const CallExpr *Bound = A.Callable ? bindingOf(A.E) : nullptr)
      for (const Expr *Kept : llvm::drop_begin(Bound->arguments()))
        A.Captured.append(referents(Kept, Kept->getType(), Resolver));
    if (MakesWork && Written && N < Written->getNumParams())
      A.Refers = referents(A.E, Written->getParamDecl(N)->getType(), Resolver,
                           Written->getParamDecl(N));
  }
  if (!MakesWork || !C.Object || !C.Object->E)
    return;
  // An explicit object parameter may be a copy.
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  bool IsCopied = M && M->isExplicitObjectMemberFunction() &&
                  !M->getParamDecl(0)->getType()->isReferenceType();
  if (!IsCopied)
    C.Object->Refers = referentsOfObject(C.Object->E, Resolver);
  Capture(*C.Object, C.Callee);
}

unsigned CallFacts::addDestructor(const CXXDestructorDecl &D, QualType T,
                                  const Stmt *Where, PlaceId P) {
  Call C;
  C.E = Where;
  C.Destructor = true;
  C.DestroyedType = T;
  const FunctionDecl *Def = nullptr;
  C.Callee = D.isDefined(Def) ? Def : &D;
  if (P != NoId) {
    C.Object.emplace();
    C.Object->Places.push_back(P);
  }
  G.Calls.push_back(std::move(C));
  return G.Calls.size() - 1;
}

SiteId CallFacts::closureSite(const LambdaExpr &E) {
  const CXXMethodDecl *Op = E.getCallOperator();
  if (!Op || E.isGenericLambda())
    return NoId;
  // A task that it holds is what is lost, and is followed for itself.
  for (const LambdaCapture &C : E.captures())
    if (C.capturesVariable() &&
        Unit.Types.carriesTasks(C.getCapturedVar()->getType()))
      return NoId;
  if (!isa_and_nonnull<CoroutineBodyStmt>(Op->getBody()) &&
      !Unit.Types.ofResult(*Op).isTracked())
    return NoId;
  Site S;
  S.What = Site::Closure;
  S.Made = &E;
  S.Maker = "the lambda";
  G.Sites.push_back(std::move(S));
  return G.Sites.size() - 1;
}

SiteId CallFacts::lostResult(const Expr *Argument) {
  const Expr *E = writtenCallable(Argument);
  const auto *L = dyn_cast<LambdaExpr>(E);
  const auto *D = dyn_cast<DeclRefExpr>(E);
  if (L && L->isGenericLambda())
    return NoId;
  const FunctionDecl *F = L   ? L->getCallOperator()
                          : D ? dyn_cast<FunctionDecl>(D->getDecl())
                              : nullptr;
  if (!F)
    return NoId;
  const AsyncType &R = Unit.Types.ofResult(*F);
  if (!R.isTracked() || R.isEager() || R.DestructorHandles)
    return NoId;
  Site S;
  S.What = Site::Task;
  S.Made = E;
  S.Maker = L ? "the lambda" : displayName(*F);
  G.Sites.push_back(std::move(S));
  return G.Sites.size() - 1;
}

SiteId CallFacts::voidSlotSite(const CXXConstructExpr &E) {
  if (E.getNumArgs() != 1 ||
      slotKind(E.getConstructor()->getParent()) != CallableSlot::Void)
    return NoId;
  return lostResult(E.getArg(0));
}

llvm::SmallVector<SiteId, 1> CallFacts::lostResults(const Call &C) {
  llvm::SmallVector<SiteId, 1> Out;
  auto Add = [&](const Expr *E) {
    if (SiteId S = lostResult(E); S != NoId)
      Out.push_back(S);
  };
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  CallableSlot Kind = M ? slotKind(M->getParent()) : CallableSlot::None;
  if (Kind != CallableSlot::None) {
    // The constructor is voidSlotSite's; an assignment keeps a callable too.
    if (Kind == CallableSlot::Void && M->getOverloadedOperator() == OO_Equal &&
        C.Arguments.size() == 1 && !isa<CXXConstructExpr>(C.E))
      Add(C.Arguments.front().E);
    return Out;
  }
  if (!C.Model)
    return Out;
  bool Constructs = isa_and_nonnull<CXXConstructorDecl>(C.Callee);
  for (unsigned N = 0; N != C.Arguments.size(); ++N)
    for (const ArgumentModel &A : C.Model->Arguments)
      if ((A.Argument == int(N) || A.Argument == -2) && A.Callable && !A.Task &&
          ((*A.Callable == CallableUse::Stores && !Constructs) ||
           *A.Callable == CallableUse::Offloads))
        Add(C.Arguments[N].E);
  return Out;
}

PlaceId CallFacts::madeByAwait(const CoroutineSuspendExpr &E) {
  if (!isa<CoawaitExpr>(E) || !E.isPRValue())
    return NoId;
  const AsyncType &A = Unit.Types.of(E.getType());
  if (A.What != AsyncType::Task || A.isEager())
    return NoId;
  Site S;
  S.What = Site::Task;
  S.Start = A.Start;
  S.DestructorHandles = A.DestructorHandles;
  S.Made = &E;
  S.Maker = "the awaited call";
  G.Sites.push_back(std::move(S));
  return Resolver.temporary(&E);
}

/// Without what Clang writes around the operand of an await, to which the parts
/// of the await refer by opaque values.
static const Expr *stripOperand(const Expr *E) {
  for (;;) {
    E = stripImplicit(E);
    const auto *X = dyn_cast<OpaqueValueExpr>(E);
    if (!X || !X->getSourceExpr())
      return E;
    E = X->getSourceExpr();
  }
}

const Expr *CallFacts::awaitedValue(const Expr *Operand) {
  for (unsigned Depth = 0; Depth != 4; ++Depth) {
    const Expr *E = stripOperand(Operand);
    const auto *C = dyn_cast<CallExpr>(E);
    const auto *F =
        C ? dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl()) : nullptr;
    if (!F)
      return Operand;
    if (F->getOverloadedOperator() == OO_Coawait) {
      const auto *M = dyn_cast<CXXMemberCallExpr>(C);
      Operand = M ? M->getImplicitObjectArgument()
                  : (C->getNumArgs() ? C->getArg(0) : nullptr);
      if (!Operand)
        return E;
      continue;
    }
    if (F->getIdentifier() && F->getName() == "await_transform" &&
        isa<CXXMemberCallExpr>(C) && C->getNumArgs() >= 1) {
      Operand = C->getArg(0);
      continue;
    }
    return Operand;
  }
  return Operand;
}

/// The return of a body, and how many there are.
static const ReturnStmt *onlyReturn(const Stmt *S, unsigned &Returns) {
  const ReturnStmt *Found = nullptr;
  if (const auto *R = dyn_cast_or_null<ReturnStmt>(S)) {
    ++Returns;
    return R;
  }
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  for (const Stmt *Child : S->children())
    if (const ReturnStmt *R = onlyReturn(Child, Returns))
      Found = R;
  return Found;
}

/// Whatever it does, it returns false.
static bool returnsFalse(const FunctionDecl *F) {
  unsigned Returns = 0;
  const ReturnStmt *R = F ? onlyReturn(F->getBody(), Returns) : nullptr;
  const auto *B = R && Returns == 1 && R->getRetValue()
                      ? dyn_cast<CXXBoolLiteralExpr>(
                            R->getRetValue()->IgnoreParenImpCasts())
                      : nullptr;
  return B && !B->getValue();
}

/// A single `return true`.
static bool returnsTrue(const FunctionDecl *F) {
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  const auto *R = Body && Body->size() == 1
                      ? dyn_cast<ReturnStmt>(Body->body_front())
                      : nullptr;
  const auto *B = R && R->getRetValue()
                      ? dyn_cast<CXXBoolLiteralExpr>(
                            R->getRetValue()->IgnoreParenImpCasts())
                      : nullptr;
  return B && B->getValue();
}

void CallFacts::describeAwait(Await &A) {
  const Expr *E = stripOperand(A.Operand);
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    CallParts P(*C);
    A.Callee = Unit.Index.onlyTarget(P.Callee);
    A.Object = P.Object;
    A.Model = matchModel(Unit.Ctx, Unit.Models, P.view());
  }
  if (const auto *S = dyn_cast<CoroutineSuspendExpr>(A.E);
      S && S->getReadyExpr())
    if (const auto *Ready = dyn_cast<CallExpr>(stripOperand(S->getReadyExpr())))
      A.NeverSuspends = returnsTrue(calleeOf(Ready));
  if (const auto *S = dyn_cast<CoroutineSuspendExpr>(A.E);
      S && S->getSuspendExpr() &&
      S->getSuspendExpr()->getType()->isBooleanType())
    if (const auto *Suspend =
            dyn_cast<CallExpr>(stripOperand(S->getSuspendExpr())))
      A.NeverSuspends |= returnsFalse(calleeOf(Suspend));
  // An await_transform passes it on.
  const auto *Awaited =
      awaitedValue(A.Operand)->getType()->getAsCXXRecordDecl();
  A.NeverSuspends |= Awaited && qualifiedName(*Awaited) == "std::suspend_never";
}

bool CallFacts::saysCancelled(const NamedDecl &D) const {
  std::string Name = qualifiedName(D);
  for (const CancellationModel &M : Unit.Models.cancellations())
    if (llvm::is_contained(M.ErrorCodes, Name))
      return true;
  std::string Last = llvm::StringRef(D.getName()).lower();
  return Last.find("cancel") != std::string::npos ||
         Last.find("abort") != std::string::npos;
}

bool CallFacts::savesException(const Call &C) const {
  return C.Callee && isOfStd(*C.Callee) && C.Callee->getIdentifier() &&
         C.Callee->getName() == "current_exception";
}

} // namespace corolint
