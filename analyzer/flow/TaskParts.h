//===- TaskParts.h - tasks that are parts of variables ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `*Pending`, `Pair.second`, `Many.front()`, `Tasks[1]`: expressions that name
// the same task wherever they stand, as long as nobody changes the variable.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_TASKPARTS_H
#define COROLINT_FLOW_TASKPARTS_H

#include "clang/Basic/Lambda.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXForRangeStmt;
class Expr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace corolint {

using PartId = unsigned;
constexpr PartId NoPart = ~0u;

class TaskParts {
public:
  struct Part {
    const clang::VarDecl *Root = nullptr;
    /// Which part of it; equal for the same part.
    std::string Path;
    /// As it is written, for people.
    std::string Name;
    /// A closure refers to it, and the function around the closure names it
    /// elsewhere as well.
    bool OfOthers = false;
    /// All elements of the container that it is one of; NoPart if of none.
    PartId All = NoPart;
  };

  TaskParts(const clang::FunctionDecl &F, const clang::ASTContext &Ctx);

  /// The part that `E` names, whether or not it is moved from; NoPart if it is
  /// a whole variable, or may be another one next time.
  PartId of(const clang::Expr *E);
  /// The member, or what a closure has captured, of the object that `E` names;
  /// NoPart as above.
  PartId memberOf(const clang::Expr *E, llvm::StringRef Member);
  const Part &operator[](PartId P) const { return Parts[P]; }
  /// The variable that `E` is, or is a part of; null if it is none of the
  /// function's.
  const clang::VarDecl *rootOf(const clang::Expr *E) const;
  /// The loop over a range that takes `P`, its element, by `Taken` in each
  /// turn; null if there is none.
  const clang::CXXForRangeStmt *loopOf(PartId P, const clang::Expr &Taken);

private:
  bool path(const clang::Expr *E, Part &Out, unsigned Depth = 0);
  PartId intern(Part P);

  const clang::FunctionDecl &F;
  const clang::ASTContext &Ctx;
  /// Variables that closures refer to, or whose address is taken.
  llvm::DenseSet<const clang::VarDecl *> Shared;
  /// What the variable of a loop over a range takes its elements from.
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> Loops;
  llvm::DenseMap<const clang::Expr *, PartId> Known;
  /// Whether a loop takes an element by that in each turn.
  llvm::DenseMap<const clang::Expr *, bool> Always;
  llvm::StringMap<PartId> Numbers;
  std::vector<Part> Parts;
};

/// How the closure whose call operator `F` is has captured `V`; none if it has
/// not.
std::optional<clang::LambdaCaptureKind> captureOf(const clang::FunctionDecl &F,
                                                  const clang::VarDecl &V);

/// `E` without what only moves or converts it.
const clang::Expr *withoutMove(const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_FLOW_TASKPARTS_H
