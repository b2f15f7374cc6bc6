//===- OwnerChanges.cpp - what is done to a container ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/OwnerChanges.h"

#include "compat/StringSwitch.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : llvm::StringRef();
}

/// The object of a member call or operator, and the name of what is called.
struct Operation {
  const Expr *Object = nullptr;
  llvm::StringRef Name;
};

Operation operationOf(const Expr &E) {
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(&E)) {
    if (isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()))
      return {C->getImplicitObjectArgument(), "operator bool"};
    return {C->getImplicitObjectArgument(), nameOf(C->getMethodDecl())};
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(&E);
      Op && Op->getNumArgs() != 0)
    switch (Op->getOperator()) {
    case OO_Equal:
      return {Op->getArg(0), "operator="};
    case OO_PlusEqual:
      return {Op->getArg(0), "operator+="};
    case OO_Subscript:
      return {Op->getArg(0), "operator[]"};
    case OO_EqualEqual:
      return {Op->getArg(0), "operator=="};
    default:
      return {};
    }
  if (const auto *C = dyn_cast<CallExpr>(&E); C && C->getNumArgs() != 0)
    if (const FunctionDecl *Callee = C->getDirectCallee();
        Callee && isOfStd(*Callee))
      return {C->getArg(0), StringSwitch<llvm::StringRef>(nameOf(Callee))
                                .Cases({"exchange", "swap"}, "operator=")
                                .Cases({"erase", "erase_if"}, "erase")
                                .Default("")};
  return {};
}

} // namespace

std::optional<OwnerChange> changeBy(const Expr &E, const FunctionDecl &F) {
  Operation O = operationOf(E);
  if (!O.Object || O.Name.empty())
    return std::nullopt;
  bool Grows = StringSwitch<bool>(O.Name)
                   .Cases({"push_back", "emplace_back", "push_front",
                           "emplace_front", "push", "emplace", "insert",
                           "try_emplace", "insert_or_assign", "emplace_hint"},
                          true)
                   .Cases({"resize", "reserve", "append", "shrink_to_fit",
                           "operator+=", "rehash", "merge", "insert_range",
                           "append_range"},
                          true)
                   .Default(false);
  bool OneByOne = StringSwitch<bool>(O.Name)
                      .Cases({"erase", "pop_back", "pop_front", "pop",
                              "extract", "remove", "remove_if", "take"},
                             true)
                      .Default(false);
  bool All = StringSwitch<bool>(O.Name)
                 .Cases({"clear", "assign", "operator=", "swap", "reset",
                         "resize", "assign_range"},
                        true)
                 .Default(false);
  Owner Of = ownerNamed(O.Object, F);
  // `m[k]` adds what is not there.
  if (O.Name == "operator[]" &&
      (Of.How == Storage::Nodes || Of.How == Storage::Table))
    Grows = true;
  if (!Of.Decl || (!Grows && !OneByOne && !All))
    return std::nullopt;
  if (Of.How == Storage::Single && (Grows || OneByOne))
    return O.Name == "emplace"
               ? std::optional(OwnerChange{Of, false, true, false})
               : std::nullopt;
  return OwnerChange{Of, Grows, OneByOne || All, !All};
}

bool invalidates(const OwnerChange &C, const Lender &B, bool ByOthers) {
  bool Removes = C.Removes &&
                 (ByOthers || !C.OneByOne || B.From.How == Storage::Contiguous);
  if (B.What == Lender::Pointee)
    return Removes;
  switch (B.From.How) {
  case Storage::Contiguous:
    return C.Grows || Removes;
  case Storage::Blocks:
  case Storage::Table:
    return Removes || (C.Grows && B.What == Lender::Iterator);
  case Storage::Nodes:
  case Storage::Single:
    return Removes;
  case Storage::None:
    return false;
  }
  return false;
}

bool looksUp(const Expr &E, const FunctionDecl &F, Owner &Of) {
  Operation O = operationOf(E);
  bool Looks = StringSwitch<bool>(O.Name)
                   .Cases({"find", "contains", "count", "empty", "has_value",
                           "operator bool", "operator==", "lower_bound", "get"},
                          true)
                   .Default(false);
  if (!O.Object || !Looks)
    return false;
  Of = ownerNamed(O.Object, F);
  return Of.Decl != nullptr;
}

} // namespace corolint
