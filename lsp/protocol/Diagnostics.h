//===- Diagnostics.h - diagnostics, published and pulled ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For what the structs have in common, see Basics.h.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_DIAGNOSTICS_H
#define COROLINT_LSP_PROTOCOL_DIAGNOSTICS_H

#include "lsp/protocol/Basics.h"

namespace corolint::lsp {

enum class DiagnosticSeverity {
  Error = 1,
  Warning = 2,
  Information = 3,
  Hint = 4
};

enum class DiagnosticTag { Unnecessary = 1, Deprecated = 2 };

struct CodeDescription {
  /// A URI.
  std::string Href;

  bool operator==(const CodeDescription &) const = default;
  static std::optional<CodeDescription> fromJson(const Json &Value);
};
Json toJson(const CodeDescription &Value);

struct DiagnosticRelatedInformation {
  Location Where;
  std::string Message;

  bool operator==(const DiagnosticRelatedInformation &) const = default;
  static std::optional<DiagnosticRelatedInformation>
  fromJson(const Json &Value);
};
Json toJson(const DiagnosticRelatedInformation &Value);

/// A diagnostic may also come from the client, and be another server's: any
/// numbers may be in its enumerations, then.
struct Diagnostic {
  Range Where;
  std::optional<DiagnosticSeverity> Severity;
  /// A string or an integer; null if there is none.
  Json Code;
  std::optional<CodeDescription> Description;
  std::string Source;
  std::string Message;
  std::vector<DiagnosticTag> Tags;
  std::vector<DiagnosticRelatedInformation> RelatedInformation;
  /// Comes back in requests for code actions. Null if there is none.
  Json Data;

  bool operator==(const Diagnostic &) const = default;
  static std::optional<Diagnostic> fromJson(const Json &Value);
};
Json toJson(const Diagnostic &Value);

struct PublishDiagnosticsParams {
  std::string Uri;
  std::optional<int> Version;
  std::vector<Diagnostic> Diagnostics;

  static std::optional<PublishDiagnosticsParams> fromJson(const Json &Value);
};
Json toJson(const PublishDiagnosticsParams &Value);

/// Of textDocument/diagnostic.
struct DocumentDiagnosticParams {
  TextDocumentIdentifier TextDocument;
  std::optional<std::string> PreviousResultId;

  static std::optional<DocumentDiagnosticParams> fromJson(const Json &Value);
};
Json toJson(const DocumentDiagnosticParams &Value);

/// "full", or "unchanged": then `ResultId` must be there, and `Items` does not
/// count.
struct DocumentDiagnosticReport {
  bool Unchanged = false;
  std::optional<std::string> ResultId;
  std::vector<Diagnostic> Items;

  static std::optional<DocumentDiagnosticReport> fromJson(const Json &Value);
};
Json toJson(const DocumentDiagnosticReport &Value);

struct PreviousResultId {
  std::string Uri;
  std::string Value;

  static std::optional<PreviousResultId> fromJson(const Json &Value);
};
Json toJson(const PreviousResultId &Value);

/// Of workspace/diagnostic.
struct WorkspaceDiagnosticParams {
  std::vector<PreviousResultId> PreviousResultIds;
  /// Under which the client takes parts of the report, in $/progress; a string
  /// or an integer, null if there is none.
  Json PartialResultToken;
  /// The same for the progress.
  Json WorkDoneToken;

  static std::optional<WorkspaceDiagnosticParams> fromJson(const Json &Value);
};
Json toJson(const WorkspaceDiagnosticParams &Value);

struct WorkspaceDocumentDiagnosticReport {
  std::string Uri;
  /// None if the file is not open.
  std::optional<int> Version;
  DocumentDiagnosticReport Report;

  static std::optional<WorkspaceDocumentDiagnosticReport>
  fromJson(const Json &Value);
};
Json toJson(const WorkspaceDocumentDiagnosticReport &Value);

/// Also a part of one.
struct WorkspaceDiagnosticReport {
  std::vector<WorkspaceDocumentDiagnosticReport> Items;

  static std::optional<WorkspaceDiagnosticReport> fromJson(const Json &Value);
};
Json toJson(const WorkspaceDiagnosticReport &Value);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_DIAGNOSTICS_H
