//===- CallParts.cpp - the parts of a call, however written ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CallParts.h"

#include "flow/Callables.h"
#include "flow/FunctionIndex.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() && isOfStd(*F) ? F->getName()
                                                : llvm::StringRef();
}

/// A call of one of std's functions with such a name; null if `E` is none.
const CallExpr *callOf(const Expr *E,
                       std::initializer_list<llvm::StringRef> Names) {
  const auto *C = dyn_cast<CallExpr>(stripCasts(E));
  return C && llvm::is_contained(Names, nameOf(C->getDirectCallee())) ? C
                                                                      : nullptr;
}

} // namespace

/// The call is that of `Callable` with `Given`; false if it is not known.
bool CallParts::call(const Expr *Callable, llvm::ArrayRef<const Expr *> Given) {
  const FunctionDecl *F = callableOf(Callable);
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  bool IsClosure = M && M->getParent()->isLambda();
  bool HasObject = M && !M->isStatic() && !IsClosure;
  if (!F || F->isTemplated() ||
      Given.size() < F->getMinRequiredArguments() + (HasObject ? 1 : 0))
    return false;
  Callee = F;
  Object = IsClosure ? Callable : HasObject ? Given.front() : nullptr;
  if (HasObject)
    Given = Given.drop_front();
  llvm::SmallVector<const Expr *, 4> New(Given);
  Arguments = std::move(New);
  return true;
}

/// `std::invoke(F, X…)` is `F(X…)`, or `X.F(…)`; so are `std::visit` of
/// variants and `std::apply` of what std::tie refers to.
void CallParts::throughStd() {
  llvm::StringRef Name = nameOf(Callee);
  if (Arguments.empty())
    return;
  llvm::ArrayRef<const Expr *> Given(Arguments);
  if (Name == "invoke" || Name == "visit")
    call(Given.front(), Given.drop_front());
  if (Name == "apply" && Given.size() == 2)
    if (const CallExpr *Tuple = callOf(Given[1], {"tie", "forward_as_tuple"}))
      call(Given.front(),
           llvm::ArrayRef<const Expr *>(Tuple->getArgs(), Tuple->getNumArgs()));
}

/// `std::bind_front(F, std::ref(X))(Y)`: copies of other arguments would be the
/// binding's own.
void CallParts::throughBinding(const Expr &E) {
  const CallExpr *Bound = Object ? bindingOf(Object) : nullptr;
  if (!Bound || stripCasts(Object) != Bound ||
      nameOf(Bound->getDirectCallee()) != "bind_front" ||
      cast<CXXOperatorCallExpr>(E).getOperator() != OO_Call)
    return;
  llvm::SmallVector<const Expr *, 4> Given;
  for (const Expr *A : llvm::drop_begin(Bound->arguments())) {
    const CallExpr *Ref = callOf(A, {"ref", "cref"});
    if (!Ref || Ref->getNumArgs() != 1)
      return;
    Given.push_back(Ref->getArg(0));
  }
  llvm::append_range(Given, Arguments);
  call(Bound->getArg(0), Given);
}

CallParts::CallParts(const Expr &E) {
  Callee = calleeOf(&E);
  if (const auto *C = dyn_cast<CXXConstructExpr>(&E)) {
    Arguments.append(C->arg_begin(), C->arg_end());
    return;
  }
  const auto &C = cast<CallExpr>(E);
  Arguments.append(C.arg_begin(), C.arg_end());
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&C)) {
    Object = M->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(C)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C.getCalleeDecl());
    if (Method && Method->isInstance() && !Arguments.empty()) {
      Object = Arguments.front();
      Arguments.erase(Arguments.begin());
    }
    throughBinding(E);
  } else if (Callee) {
    throughStd();
  } else {
    const Expr *Fn = C.getCallee()->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Fn))
      Object = M->isImplicitAccess() ? nullptr : M->getBase();
    else if (const auto *M = dyn_cast<UnresolvedMemberExpr>(Fn))
      Object = M->isImplicitAccess() ? nullptr : M->getBase();
  }
}

} // namespace corolint
