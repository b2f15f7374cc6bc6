//===- Fixes.cpp - clang-tidy's fixes -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using llvm::StringRef;
namespace tooling = clang::tooling;

namespace corolint {

namespace {

/// LLVM's YAML ends a text at bytes that are no UTF-8. A file of such a name
/// gets no fix.
std::string fileName(const SourceRange &Where) { return validUtf8(Where.File); }

tooling::DiagnosticMessage message(const SourceRange &Where, StringRef Text) {
  tooling::DiagnosticMessage M(validUtf8(Text));
  M.FilePath = fileName(Where);
  M.FileOffset = Where.Offset;
  if (Where.Length) {
    tooling::FileByteRange &R = M.Ranges.emplace_back();
    R.FilePath = M.FilePath;
    R.FileOffset = Where.Offset;
    R.Length = Where.Length;
  }
  return M;
}

/// The edits of a fix by file; none where they get in each other's way.
llvm::StringMap<tooling::Replacements> replacements(const Fix &F) {
  llvm::StringMap<tooling::Replacements> ByFile;
  for (const Edit &E : F.Edits) {
    std::string File = fileName(E.Where);
    tooling::Replacement R(File, E.Where.Offset, E.Where.Length, E.Text);
    if (llvm::Error Conflict = ByFile[File].add(R)) {
      llvm::consumeError(std::move(Conflict));
      return {};
    }
  }
  return ByFile;
}

tooling::Diagnostic diagnostic(const Finding &F) {
  tooling::Diagnostic D;
  D.DiagnosticName = F.Check;
  D.DiagLevel = tooling::Diagnostic::Warning;
  D.Message = message(F.Where, F.Message);
  D.BuildDirectory = llvm::sys::path::parent_path(D.Message.FilePath).str();
  for (const Note &N : F.Notes)
    D.Notes.push_back(message(N.Where, N.Message));
  // Whoever reads the file applies the first fix of each finding, unasked.
  for (const Fix &X : F.Fixes)
    if (X.Safe && D.Message.Fix.empty())
      D.Message.Fix = replacements(X);
  return D;
}

} // namespace

void writeFixes(llvm::raw_ostream &OS, const Report &R) {
  tooling::TranslationUnitDiagnostics All;
  for (const Finding &F : R.Findings)
    All.Diagnostics.push_back(diagnostic(F));
  // The file cannot say that something was not looked at; a comment can.
  for (const UnitReport &U : R.Units) {
    if (U.What == UnitReport::Complete)
      continue;
    std::string Name = validUtf8(R.path(U.File));
    // A line end in a name would end the comment.
    std::replace_if(
        Name.begin(), Name.end(), [](unsigned char C) { return C < 0x20; },
        '?');
    OS << "# " << Name << ": " << R.problem(U) << '\n';
  }
  llvm::yaml::Output Yaml(OS);
  Yaml << All;
}

} // namespace corolint
