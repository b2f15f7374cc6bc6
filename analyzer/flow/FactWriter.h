//===- FactWriter.h - writes the facts of one function --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_FACTWRITER_H
#define COROLINT_FLOW_FACTWRITER_H

#include "flow/BodyScan.h"
#include "flow/CallFacts.h"
#include "flow/Conditions.h"
#include "flow/PlaceResolver.h"
#include "flow/TemporaryLifetimes.h"

namespace corolint {

/// The graph of one function while it is made, and what all that add to it
/// need to know of the function.
struct FactWriter {
  FactWriter(const UnitContext &Unit, const clang::FunctionDecl &F,
             clang::Stmt *Body);

  /// From here on, facts are those of this block.
  void startBlock(unsigned Number) { Current = Number; }

  Fact &add(Fact::Kind What, const clang::Stmt *Where, PlaceId Place = NoId);
  void addAll(Fact::Kind What, const clang::Stmt *Where, const Places &Ps);
  /// What `From` holds is now in `To`.
  void move(const Places &From, PlaceId To, const clang::Stmt *Where);

  /// A task or closure that is made and at once lost, as `Where` is run.
  void addLost(SiteId Site, const clang::Stmt *Where);

  /// `S` has been evaluated when the facts so far have happened.
  void evaluated(const clang::Stmt *S);

  /// What `RunBy` runs although its text is not there. What it makes stays
  /// where it is needed and is not followed.
  void addElsewhere(const clang::Expr *E, const clang::Stmt *RunBy);

  const UnitContext &Unit;
  FactGraph G;
  clang::ParentMap Parents;
  PlaceResolver Resolver;
  Conditions Conds;
  CallFacts Calls;
  BodyScan Scan;
  TemporaryLifetimes Temporaries;

private:
  /// The number of the block that facts are added to.
  unsigned Current = 0;
};

} // namespace corolint

#endif // COROLINT_FLOW_FACTWRITER_H
