//===- Concurrency.h - what runs while a coroutine is suspended -*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A piece of work begins where a task is started and not awaited at once, or
// where a callback is handed over. What that calls and awaits belongs to it.
// While one piece of work is suspended, others run, and so do other instances
// of it if it was begun several times.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CONCURRENCY_H
#define COROLINT_FLOW_CONCURRENCY_H

#include "flow/UnitAnalysis.h"

#include "llvm/ADT/DenseSet.h"

#include <map>

namespace corolint {

class Concurrency {
public:
  Concurrency(llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions,
              SummaryLookup Summaries);

  enum Relation {
    /// Nothing that was seen lets one run while the other is suspended.
    Never,
    /// Both can be called from elsewhere: it is not known when.
    Perhaps,
    /// Another instance of the same work may.
    OtherInstance,
    OtherWork,
  };
  /// Whether `Runs` can run while `Suspended` is.
  Relation relation(const clang::FunctionDecl &Suspended,
                    const clang::FunctionDecl &Runs) const;

  /// Calling or awaiting `From` runs `To`.
  bool reaches(const clang::FunctionDecl &From,
               const clang::FunctionDecl &To) const;

private:
  struct Work {
    const clang::FunctionDecl *Begins;
    /// Null: it is called by nobody in this unit.
    const clang::FunctionDecl *Spawner;
    bool Many;
    /// The spawner goes on when this has ended.
    bool SpawnerWaits;
  };
  using Works = llvm::DenseSet<unsigned>;

  void calls(const FunctionAnalysis &A, SummaryLookup Summaries);
  void begins(const FunctionAnalysis &A, const clang::FunctionDecl &F,
              const Call &C, bool InLoop);
  const Works &worksOf(const clang::FunctionDecl &F) const;
  static bool isMain(const Work &W);

  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::DenseSet<const clang::FunctionDecl *>>
      Callers, Callees;
  std::vector<Work> All;
  /// What was asked before. References to its values stay good.
  mutable std::map<const clang::FunctionDecl *, Works> WorksOf;
  llvm::DenseSet<const clang::FunctionDecl *> Known;
};

} // namespace corolint

#endif // COROLINT_FLOW_CONCURRENCY_H
