//===- Diagnostics.cpp - findings as the client sees them -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/Diagnostics.h"

#include "lsp/features/Pages.h"
#include "lsp/protocol/Uri.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

namespace corolint::lsp {

const LineIndex &Positions::lines(const std::string &File) {
  Text &T = Known[File];
  if (T.Lines)
    return *T.Lines;
  auto Draft = Of.Texts->find(File);
  if (Draft != Of.Texts->end()) {
    T.Kept = *Draft->second.Text;
  } else if (auto Buffer = llvm::MemoryBuffer::getFile(File)) {
    T.Kept = (*Buffer)->getBuffer().str();
  }
  T.Lines = std::make_unique<LineIndex>(T.Kept);
  return *T.Lines;
}

std::string Positions::uri(const std::string &File) const {
  auto Draft = Of.Texts->find(File);
  return Draft == Of.Texts->end() || Draft->second.Uri.empty()
             ? uriOfPath(File)
             : Draft->second.Uri;
}

Range Positions::range(const SourceRange &R) {
  return lines(R.File).range(R.Offset, R.Offset + R.Length, Encoding);
}

namespace {

DiagnosticSeverity severityOf(Certainty Sure) {
  return Sure >= Certainty::Likely ? DiagnosticSeverity::Warning
                                   : DiagnosticSeverity::Information;
}

/// About the whole file: shown at its first line.
Diagnostic aboutFile(DiagnosticSeverity Severity, const char *Code,
                     std::string Message) {
  Diagnostic D;
  D.Severity = Severity;
  D.Code = Code;
  D.Source = "corolint";
  D.Message = std::move(Message);
  return D;
}

} // namespace

Diagnostic toDiagnostic(const Finding &F, Positions &Where,
                        const ClientCapabilities &Client) {
  Diagnostic D;
  D.Where = Where.range(F.Where);
  D.Severity = severityOf(F.Sure);
  D.Code = F.Check;
  D.Source = "corolint";
  D.Message = F.Message;
  if (Client.CodeDescription) {
    std::string Page = pageUri(F.Check);
    if (!Page.empty())
      D.Description = CodeDescription{std::move(Page)};
  }
  if (Client.RelatedInformation)
    for (const Note &N : F.Notes)
      D.RelatedInformation.push_back(
          {{Where.uri(N.Where.File), Where.range(N.Where)}, N.Message});
  return D;
}

std::vector<Diagnostic> diagnosticsOf(const Analysis &A, Positions &Where,
                                      const ClientCapabilities &Client) {
  std::vector<Diagnostic> Out;
  if (!A.Problem.empty())
    Out.push_back(
        aboutFile(DiagnosticSeverity::Error, "configuration", A.Problem));
  if (std::string Why = A.obstacle(); !Why.empty() && !A.Quiet)
    Out.push_back(aboutFile(DiagnosticSeverity::Information, "not-analysed",
                            std::move(Why)));
  for (const Finding &F : A.shown())
    if (F.Where.File == A.File)
      Out.push_back(toDiagnostic(F, Where, Client));
  for (const BrokenComment &C : A.Found.Broken) {
    Diagnostic D =
        aboutFile(DiagnosticSeverity::Warning, "nolint", C.What.message());
    unsigned Line = C.What.Line - 1;
    llvm::StringRef Text = Line < Where.lines(A.File).lineCount()
                               ? Where.lines(A.File).line(Line)
                               : llvm::StringRef();
    size_t Begin = Text.data() - Where.lines(A.File).text().data();
    size_t First = std::min<size_t>(C.What.Column - 1, Text.size());
    D.Where = Where.lines(A.File).range(Begin + First, Begin + Text.size(),
                                        Where.encoding());
    Out.push_back(std::move(D));
  }
  return Out;
}

DocumentDiagnosticReport reportOf(std::vector<Diagnostic> Items) {
  Json All = Json::array();
  for (const Diagnostic &D : Items)
    All.push_back(toJson(D));
  DocumentDiagnosticReport Report;
  Report.ResultId = llvm::utohexstr(llvm::xxh3_64bits(toText(All)));
  Report.Items = std::move(Items);
  return Report;
}

} // namespace corolint::lsp
