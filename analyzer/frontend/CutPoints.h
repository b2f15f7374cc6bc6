//===- CutPoints.h - where a file can be parsed in two parts ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_CUTPOINTS_H
#define COROLINT_FRONTEND_CUTPOINTS_H

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace corolint {

/// The end of a function's body, at the scope of the file or of namespaces.
struct CutPoint {
  /// Of the character behind the body, in bytes.
  unsigned Offset = 0;
  /// The code that opens the namespaces that are open here, and how many
  /// braces close them.
  std::string Reopen;
  unsigned Braces = 0;
};

/// Those of the main file, in order. `UserDecls` are its top-level
/// declarations; others are passed over.
std::vector<CutPoint> cutPoints(llvm::ArrayRef<clang::Decl *> UserDecls,
                                const clang::SourceManager &SM);

} // namespace corolint

#endif // COROLINT_FRONTEND_CUTPOINTS_H
