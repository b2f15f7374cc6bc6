//===- HostileVariables.h - objects that hate suspensions -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HOSTILEVARIABLES_H
#define COROLINT_FLOW_HOSTILEVARIABLES_H

#include "flow/Facts.h"

#include "llvm/ADT/ArrayRef.h"

namespace corolint {

/// A variable of a hostile class that lives over a suspension.
struct HostileVariable {
  PlaceId Place = NoId;
  unsigned Await = NoId;
};

/// `Types` are qualified names of classes and class templates.
std::vector<HostileVariable>
findHostileVariables(const FactGraph &G, llvm::ArrayRef<std::string> Types);

} // namespace corolint

#endif // COROLINT_FLOW_HOSTILEVARIABLES_H
