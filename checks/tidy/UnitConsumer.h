//===- UnitConsumer.h - the one analysis of a unit --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_TIDY_UNITCONSUMER_H
#define COROLINT_CHECKS_TIDY_UNITCONSUMER_H

#include "clang/AST/ASTConsumer.h"

#include <memory>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace corolint::tidy {

/// Sees a unit beside clang-tidy's own consumer. When everything is parsed, but
/// Sema still alive, it runs the checks that are active and gives them what
/// they found. It does nothing where none is.
std::unique_ptr<clang::ASTConsumer>
makeUnitConsumer(clang::CompilerInstance &Instance);

} // namespace corolint::tidy

#endif // COROLINT_CHECKS_TIDY_UNITCONSUMER_H
