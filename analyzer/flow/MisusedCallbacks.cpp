//===- MisusedCallbacks.cpp - coroutines where none is wanted -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/MisusedCallbacks.h"

#include "flow/Callables.h"
#include "model/Names.h"
#include "model/Threads.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {
namespace {

/// The name of a function of std; "sort" also for the object
/// std::ranges::sort, of class __sort_fn.
llvm::StringRef nameInStd(const FunctionDecl &F) {
  if (!isOfStd(F))
    return {};
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (M && M->getOverloadedOperator() == OO_Call &&
      M->getParent()->getIdentifier()) {
    llvm::StringRef Name = M->getParent()->getName();
    return Name.consume_front("__") && Name.consume_back("_fn")
               ? Name
               : llvm::StringRef();
  }
  return !M && F.getIdentifier() ? F.getName() : llvm::StringRef();
}

/// Calls its callable and throws the result away ([alg.foreach],
/// [thread.once.callonce]).
bool ignoresResult(llvm::StringRef Name) {
  return Name == "for_each" || Name == "for_each_n" || Name == "call_once";
}

/// Takes a predicate or a comparison.
bool testsResult(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"adjacent_find",
                                          "all_of",
                                          "any_of",
                                          "binary_search",
                                          "copy_if",
                                          "count_if",
                                          "equal",
                                          "equal_range",
                                          "erase_if",
                                          "find_if",
                                          "find_if_not",
                                          "find_last_if",
                                          "includes",
                                          "inplace_merge",
                                          "is_heap",
                                          "is_partitioned",
                                          "is_sorted",
                                          "is_sorted_until",
                                          "lower_bound",
                                          "make_heap",
                                          "max",
                                          "max_element",
                                          "merge",
                                          "min",
                                          "min_element",
                                          "minmax",
                                          "minmax_element",
                                          "mismatch",
                                          "none_of",
                                          "nth_element",
                                          "partial_sort",
                                          "partition",
                                          "partition_copy",
                                          "partition_point",
                                          "pop_heap",
                                          "push_heap",
                                          "remove_copy_if",
                                          "remove_if",
                                          "replace_copy_if",
                                          "replace_if",
                                          "search",
                                          "set_difference",
                                          "set_intersection",
                                          "set_union",
                                          "sort",
                                          "sort_heap",
                                          "stable_partition",
                                          "stable_sort",
                                          "unique",
                                          "unique_copy",
                                          "upper_bound"};
  return Names.contains(Name);
}

/// A class of std that keeps a callable, calls it, and has no use for what it
/// gives.
bool isVoidKeeper(const CXXRecordDecl &RD) {
  if (slotKind(&RD) == CallableSlot::Void)
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&RD);
  if (!S || !isOfStd(RD))
    return false;
  if (RD.getName() == "stop_callback" ||
      RD.getName() == "inplace_stop_callback")
    return true;
  const TemplateArgument &A = S->getTemplateArgs()[0];
  const auto *Proto =
      RD.getName() == "packaged_task" && A.getKind() == TemplateArgument::Type
          ? A.getAsType()->getAs<FunctionProtoType>()
          : nullptr;
  return Proto && Proto->getReturnType()->isVoidType();
}

class MisusedCallbacks {
public:
  MisusedCallbacks(TypeKinds &Types) : Types(Types) {}

  void call(const Call &C);

  std::vector<MisusedCallback> Found;

private:
  const AsyncType *result(const Argument &A);
  void check(const Argument &A, MisusedCallback::Kind What,
             llvm::StringRef Receiver, bool LazyToo);

  TypeKinds &Types;
};

/// The task that a call of `A` gives; null if it gives none, or is no callable.
const AsyncType *MisusedCallbacks::result(const Argument &A) {
  const FunctionDecl *F = A.Callable;
  QualType T;
  if (!F) {
    const auto *RD = stripImplicit(A.E)
                         ->getType()
                         .getNonReferenceType()
                         ->getAsCXXRecordDecl();
    if (!RD || !RD->hasDefinition())
      return nullptr;
    for (const CXXMethodDecl *M : RD->getDefinition()->methods())
      if (M->getOverloadedOperator() == OO_Call) {
        if (F)
          return nullptr; // Which one is called is not known here.
        F = M;
      }
    if (!F)
      return nullptr;
  }
  if (F->getReturnType()->isDependentType() ||
      F->getReturnType()->isUndeducedType())
    return nullptr;
  const AsyncType &R = Types.ofResult(*F);
  return R.What == AsyncType::Task && !R.DestructorHandles ? &R : nullptr;
}

void MisusedCallbacks::check(const Argument &A, MisusedCallback::Kind What,
                             llvm::StringRef Receiver, bool LazyToo) {
  const AsyncType *R = result(A);
  if (!R || (!R->isEager() && !LazyToo))
    return;
  // One expression may be converted more than once on its way.
  const Expr *Given = writtenCallable(A.E);
  if (llvm::none_of(Found,
                    [&](const MisusedCallback &M) { return M.Given == Given; }))
    Found.push_back({What, Given, Receiver.str(), R->isEager()});
}

void MisusedCallbacks::call(const Call &C) {
  if (!C.Callee || C.Machinery || C.Destructor)
    return;
  if (const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
      M &&
      (isa<CXXConstructorDecl>(M) || M->getOverloadedOperator() == OO_Equal) &&
      isVoidKeeper(*M->getParent())) {
    for (const Argument &A : C.Arguments)
      check(A, MisusedCallback::Ignored,
            "std::" + M->getParent()->getNameAsString(),
            slotKind(M->getParent()) != CallableSlot::Void);
    return;
  }
  if (startsThread(*C.Callee) && isa<CXXConstructorDecl>(C.Callee)) {
    if (!C.Arguments.empty())
      check(C.Arguments.front(), MisusedCallback::Ignored, "std::thread",
            /*LazyToo=*/false);
    return;
  }
  llvm::StringRef Name = nameInStd(*C.Callee);
  bool Ignores = ignoresResult(Name);
  if (!Ignores && !testsResult(Name))
    return;
  for (const Argument &A : C.Arguments)
    check(A, Ignores ? MisusedCallback::Ignored : MisusedCallback::Tested,
          ("std::" + Name).str(), /*LazyToo=*/true);
}

} // namespace

std::vector<MisusedCallback> findMisusedCallbacks(const FactGraph &G,
                                                  TypeKinds &Types) {
  MisusedCallbacks M(Types);
  for (const Call &C : G.Calls)
    M.call(C);
  return std::move(M.Found);
}

} // namespace corolint
