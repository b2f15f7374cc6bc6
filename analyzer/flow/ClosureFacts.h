//===- ClosureFacts.h - facts about closures and what they capture --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CLOSUREFACTS_H
#define COROLINT_FLOW_CLOSUREFACTS_H

#include "flow/FactWriter.h"

namespace corolint {

class ClosureFacts {
public:
  explicit ClosureFacts(FactWriter &Writer)
      : Writer(Writer), Unit(Writer.Unit), Resolver(Writer.Resolver),
        Calls(Writer.Calls) {}

  void closure(const clang::LambdaExpr *E);

private:
  bool isNeverUsed(const clang::LambdaExpr *E) const;
  bool onlyLooksAt(const clang::LambdaExpr *E, const clang::VarDecl *V) const;

  FactWriter &Writer;
  const UnitContext &Unit;
  PlaceResolver &Resolver;
  CallFacts &Calls;
};

} // namespace corolint

#endif // COROLINT_FLOW_CLOSUREFACTS_H
