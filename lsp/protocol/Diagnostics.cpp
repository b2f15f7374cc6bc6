//===- Diagnostics.cpp - diagnostics, published and pulled ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Diagnostics.h"

#include "lsp/protocol/Fields.h"

namespace corolint::lsp {

template <> struct Fields<CodeDescription> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("href", Value.Href);
  }
};
COROLINT_LSP_FIELDS(CodeDescription)

template <> struct Fields<DiagnosticRelatedInformation> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("location", Value.Where);
    Io.required("message", Value.Message);
  }
};
COROLINT_LSP_FIELDS(DiagnosticRelatedInformation)

template <> struct Fields<Diagnostic> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("range", Value.Where);
    Io.optional("severity", Value.Severity);
    Io.optional("code", Value.Code);
    Io.optional("codeDescription", Value.Description);
    Io.optional("source", Value.Source);
    Io.required("message", Value.Message);
    Io.optional("tags", Value.Tags);
    Io.optional("relatedInformation", Value.RelatedInformation);
    Io.optional("data", Value.Data);
  }
};
COROLINT_LSP_FIELDS(Diagnostic)

template <> struct Fields<PublishDiagnosticsParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.optional("version", Value.Version);
    Io.required("diagnostics", Value.Diagnostics);
  }
};
COROLINT_LSP_FIELDS(PublishDiagnosticsParams)

template <> struct Fields<DocumentDiagnosticParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.optional("previousResultId", Value.PreviousResultId);
  }
};
COROLINT_LSP_FIELDS(DocumentDiagnosticParams)

template <> struct Fields<PreviousResultId> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.required("value", Value.Value);
  }
};
COROLINT_LSP_FIELDS(PreviousResultId)

template <> struct Fields<WorkspaceDiagnosticParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("previousResultIds", Value.PreviousResultIds);
    Io.optional("partialResultToken", Value.PartialResultToken);
    Io.optional("workDoneToken", Value.WorkDoneToken);
  }
};
COROLINT_LSP_FIELDS(WorkspaceDiagnosticParams)

template <> struct Fields<WorkspaceDiagnosticReport> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("items", Value.Items);
  }
};
COROLINT_LSP_FIELDS(WorkspaceDiagnosticReport)

std::optional<DocumentDiagnosticReport>
DocumentDiagnosticReport::fromJson(const Json &Value) {
  DocumentDiagnosticReport Report;
  FieldReader Reader(Value);
  std::string Kind;
  Reader.required("kind", Kind);
  Report.Unchanged = Kind == "unchanged";
  if (Report.Unchanged) {
    Reader.required("resultId", Report.ResultId.emplace());
  } else {
    Reader.constant("kind", "full");
    Reader.optional("resultId", Report.ResultId);
    Reader.required("items", Report.Items);
  }
  if (!Reader.good())
    return std::nullopt;
  return Report;
}

Json toJson(const DocumentDiagnosticReport &Value) {
  FieldWriter Writer;
  Writer.constant("kind", Value.Unchanged ? "unchanged" : "full");
  Writer.optional("resultId", Value.ResultId);
  if (!Value.Unchanged)
    Writer.required("items", Value.Items);
  return std::move(Writer.Object);
}

std::optional<WorkspaceDocumentDiagnosticReport>
WorkspaceDocumentDiagnosticReport::fromJson(const Json &Value) {
  std::optional<DocumentDiagnosticReport> Report =
      DocumentDiagnosticReport::fromJson(Value);
  WorkspaceDocumentDiagnosticReport Result;
  FieldReader Reader(Value);
  Reader.required("uri", Result.Uri);
  Reader.optional("version", Result.Version);
  if (!Report || !Reader.good())
    return std::nullopt;
  Result.Report = std::move(*Report);
  return Result;
}

Json toJson(const WorkspaceDocumentDiagnosticReport &Value) {
  Json Object = toJson(Value.Report);
  Object["uri"] = Value.Uri;
  // Null is the word for none: the member must be there.
  Object["version"] = Value.Version ? Json(*Value.Version) : Json();
  return Object;
}

} // namespace corolint::lsp
