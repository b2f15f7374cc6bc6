//===- ErrorLines.h - the errors of one parse -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_ERRORLINES_H
#define COROLINT_FRONTEND_ERRORLINES_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"

#include <string>
#include <vector>

namespace corolint {

/// More errors than this only repeat themselves.
constexpr std::size_t MaxErrors = 20;

/// Keeps the first errors as lines of text, "path:line:col: error: ...".
class ErrorLines : public clang::DiagnosticConsumer {
public:
  explicit ErrorLines(std::vector<std::string> &Lines) : Lines(Lines) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// Where each error is, also of those that are not kept.
  llvm::ArrayRef<clang::SourceLocation> places() const { return Places; }
  /// An error that was found before, at `L`.
  void addPlace(clang::SourceLocation L) { Places.push_back(L); }

private:
  std::vector<clang::SourceLocation> Places;
  std::vector<std::string> &Lines;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_ERRORLINES_H
