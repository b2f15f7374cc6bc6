//===- Insights.h - from an analysis to what is known of places -*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_INSIGHTS_H
#define COROLINT_FLOW_INSIGHTS_H

#include "program/Insight.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace clang {
class Decl;
}

namespace corolint {

class UnitAnalysis;

/// What is known of the functions, calls and awaits that are written in the
/// wanted files, one for each place, sorted by place. `Decls` are the top-level
/// declarations of user code. Functions with errors in them are left out.
std::vector<Insight>
insightsOf(UnitAnalysis &Analysis, llvm::ArrayRef<clang::Decl *> Decls,
           llvm::function_ref<bool(llvm::StringRef File)> Wanted);

} // namespace corolint

#endif // COROLINT_FLOW_INSIGHTS_H
