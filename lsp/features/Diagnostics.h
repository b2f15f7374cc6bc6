//===- Diagnostics.h - findings as the client sees them ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_DIAGNOSTICS_H
#define COROLINT_LSP_FEATURES_DIAGNOSTICS_H

#include "lsp/protocol/Diagnostics.h"
#include "lsp/protocol/Initialize.h"
#include "lsp/server/OpenFiles.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace corolint::lsp {

/// The positions of one analysis' files.
class Positions {
public:
  Positions(const Analysis &Of, PositionEncoding Encoding)
      : Of(Of), Encoding(Encoding) {}

  /// The range of `R`, which is in any file.
  Range range(const SourceRange &R);
  /// The index of a file as the analysis has seen it.
  const LineIndex &lines(const std::string &File);
  PositionEncoding encoding() const { return Encoding; }
  /// As the client calls the file, if it has opened it: some compare URIs as
  /// texts.
  std::string uri(const std::string &File) const;

private:
  struct Text {
    std::string Kept;
    std::unique_ptr<LineIndex> Lines;
  };
  const Analysis &Of;
  PositionEncoding Encoding;
  std::map<std::string, Text> Known;
};

/// The findings of an analysis, and what hinders it, as diagnostics.
std::vector<Diagnostic> diagnosticsOf(const Analysis &A, Positions &Where,
                                      const ClientCapabilities &Client);

/// A full report of these, with an id that is the same for the same.
DocumentDiagnosticReport reportOf(std::vector<Diagnostic> Items);

/// A finding without its notes in other files' positions.
Diagnostic toDiagnostic(const Finding &F, Positions &Where,
                        const ClientCapabilities &Client);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_DIAGNOSTICS_H
