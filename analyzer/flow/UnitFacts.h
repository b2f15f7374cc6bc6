//===- UnitFacts.h - what all functions of a unit do together ---*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_UNITFACTS_H
#define COROLINT_FLOW_UNITFACTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <string>
#include <vector>

namespace clang {
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// What the analyses have to know of the checks that run, and of their options.
struct AnalysisOptions {
  /// Classes whose objects must not live over a suspension:
  /// "pybind11::gil_scoped_acquire".
  std::vector<std::string> HostileTypes;
  /// What only checks of lifetimes, locks, guards and handles read is analysed.
  bool Lifetimes = true;
};

/// What is known when every function of a unit has been gone over.
struct UnitFacts {
  /// Members that somebody awaits something of, or tells to wait or to stop.
  llvm::DenseSet<const clang::FieldDecl *> Joined;
  /// Functions that are called, and those of them whose result is not awaited
  /// where they are called.
  llvm::DenseSet<const clang::FunctionDecl *> Called, KeptSomewhere;
  /// Member functions that are called on what a temporary owns:
  /// `std::make_shared<X>()->start()`.
  llvm::DenseSet<const clang::FunctionDecl *> CalledOnTemporary;
  /// Classes whose only objects live as long as the program: variables of
  /// main(), and static ones.
  llvm::DenseSet<const clang::CXXRecordDecl *> LiveLong;
  /// The function in which a member is named; null if there is more than one.
  llvm::DenseMap<const clang::FieldDecl *, const clang::FunctionDecl *> NamedBy;
};

} // namespace corolint

#endif // COROLINT_FLOW_UNITFACTS_H
