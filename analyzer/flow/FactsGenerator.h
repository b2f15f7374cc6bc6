//===- FactsGenerator.h - from Clang's CFG to coroutine facts -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_FACTSGENERATOR_H
#define COROLINT_FLOW_FACTSGENERATOR_H

#include "flow/Facts.h"

namespace clang {
class ASTContext;
}

namespace corolint {

class FunctionIndex;

/// What the generator asks about the rest of the unit.
struct UnitContext {
  clang::ASTContext &Ctx;
  TypeKinds &Types;
  const LibraryModels &Models;
  const FunctionIndex &Index;
  /// Blocking calls of later tiers do not count.
  BlockingTier LastTier = BlockingTier::Disk;
};

/// The facts of `F`, a definition. Never fails: where Clang cannot build a
/// control-flow graph (broken code), the result is `Straight`.
FactGraph generateFacts(const UnitContext &Unit, const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_FLOW_FACTSGENERATOR_H
