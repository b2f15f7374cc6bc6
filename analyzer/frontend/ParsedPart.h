//===- ParsedPart.h - what is kept of a part of a unit ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit can be parsed in parts: Clang writes what it has parsed to memory, and
// a later parse begins there. Beside what Clang writes, a parse has to know
// which declarations are the user's and what was wrong.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PARSEDPART_H
#define COROLINT_FRONTEND_PARSEDPART_H

#include "clang/AST/DeclID.h"
#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace clang {
class ASTWriter;
class CompilerInstance;
class Decl;
class DeclGroupRef;
class SourceManager;
} // namespace clang

namespace corolint {

class ErrorLines;

/// A place that every parse has.
struct ErrorPlace {
  std::string File;
  unsigned Line, Column;
};

struct ParsedPart {
  /// The declarations of user code.
  std::vector<clang::LocalDeclID> Decls;
  /// The first errors, as ParseOutcome has them, and the places of all.
  std::vector<std::string> Errors;
  std::vector<ErrorPlace> ErrorPlaces;
  /// The files that it was read from, absolute, the main file first.
  std::vector<std::string> Files;
};

/// Fills a part while Clang parses it. The calls come in this order.
class PartRecorder {
public:
  PartRecorder(ParsedPart &Part, const ErrorLines &Errors)
      : Part(Part), Errors(Errors) {}

  void begin(const clang::SourceManager &Manager) { SM = &Manager; }
  bool skipsBody(const clang::Decl &D) const;
  void topLevel(clang::DeclGroupRef Group);
  void parsed();
  void written(clang::ASTWriter &Writer);

private:
  ParsedPart &Part;
  const ErrorLines &Errors;
  const clang::SourceManager *SM = nullptr;
  std::vector<clang::Decl *> Decls;
};

/// The user's declarations in the parts that `Instance` has begun with, in the
/// order of the source.
std::vector<clang::Decl *> userDecls(clang::CompilerInstance &Instance,
                                     llvm::ArrayRef<const ParsedPart *> Parts);

/// Tells `To` where the errors in the parts are.
void addErrorPlaces(clang::CompilerInstance &Instance,
                    llvm::ArrayRef<const ParsedPart *> Parts, ErrorLines &To);

} // namespace corolint

#endif // COROLINT_FRONTEND_PARSEDPART_H
