//===- Actions.cpp - what a user is offered -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Actions.h"

#include "lsp/protocol/Fields.h"

namespace corolint::lsp {

template <> struct Fields<Command> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("title", Value.Title);
    Io.required("command", Value.Name);
    Io.optional("arguments", Value.Arguments);
  }
};
COROLINT_LSP_FIELDS(Command)

template <> struct Fields<ExecuteCommandParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("command", Value.Name);
    Io.optional("arguments", Value.Arguments);
  }
};
COROLINT_LSP_FIELDS(ExecuteCommandParams)

std::optional<TextDocumentEdit> TextDocumentEdit::fromJson(const Json &Value) {
  TextDocumentEdit Edit;
  const Json *Document = objectAt(Value, "textDocument");
  if (!Document)
    return std::nullopt;
  FieldReader DocumentReader(*Document), Reader(Value);
  DocumentReader.required("uri", Edit.Uri);
  DocumentReader.optional("version", Edit.Version);
  Reader.required("edits", Edit.Edits);
  if (!DocumentReader.good() || !Reader.good())
    return std::nullopt;
  return Edit;
}

Json toJson(const TextDocumentEdit &Value) {
  FieldWriter Writer;
  // Null is the word for no version: the member must be there.
  Writer.required(
      "textDocument",
      Json{{"uri", Value.Uri},
           {"version", Value.Version ? Json(*Value.Version) : Json()}});
  Writer.required("edits", Value.Edits);
  return std::move(Writer.Object);
}

WorkspaceEdit WorkspaceEdit::of(std::vector<TextDocumentEdit> Edits,
                                bool DocumentChanges) {
  WorkspaceEdit Result;
  if (DocumentChanges) {
    Result.DocumentChanges = std::move(Edits);
    return Result;
  }
  Result.Changes.emplace();
  for (TextDocumentEdit &Document : Edits) {
    std::vector<TextEdit> &Changes = (*Result.Changes)[Document.Uri];
    Changes.insert(Changes.end(), Document.Edits.begin(), Document.Edits.end());
  }
  return Result;
}

template <> struct Fields<WorkspaceEdit> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.optional("changes", Value.Changes);
    Io.optional("documentChanges", Value.DocumentChanges);
  }
};
COROLINT_LSP_FIELDS(WorkspaceEdit)

template <> struct Fields<CodeAction> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("title", Value.Title);
    Io.optional("kind", Value.Kind);
    Io.optional("diagnostics", Value.Diagnostics);
    Io.optional("isPreferred", Value.IsPreferred);
    Io.optional("edit", Value.Edit);
    Io.optional("command", Value.ThenRun);
    Io.optional("data", Value.Data);
  }
};
COROLINT_LSP_FIELDS(CodeAction)

template <> struct Fields<CodeActionContext> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("diagnostics", Value.Diagnostics);
    Io.optional("only", Value.Only);
    Io.optional("triggerKind", Value.TriggerKind);
  }
};
COROLINT_LSP_FIELDS(CodeActionContext)

template <> struct Fields<CodeActionParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.required("range", Value.Where);
    Io.required("context", Value.Context);
  }
};
COROLINT_LSP_FIELDS(CodeActionParams)

template <> struct Fields<Hover> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("contents", Value.Contents);
    Io.optional("range", Value.Where);
  }
};
COROLINT_LSP_FIELDS(Hover)

template <> struct Fields<InlayHint> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("position", Value.Where);
    Io.required("label", Value.Label);
    Io.optional("kind", Value.Kind);
    Io.optional("textEdits", Value.TextEdits);
    Io.optional("tooltip", Value.Tooltip);
    Io.optional("paddingLeft", Value.PaddingLeft);
    Io.optional("paddingRight", Value.PaddingRight);
    Io.optional("data", Value.Data);
  }
};
COROLINT_LSP_FIELDS(InlayHint)

template <> struct Fields<CodeLens> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("range", Value.Where);
    Io.optional("command", Value.Run);
    Io.optional("data", Value.Data);
  }
};
COROLINT_LSP_FIELDS(CodeLens)

std::optional<MarkupContent> MarkupContent::fromJson(const Json &Value) {
  MarkupContent Content;
  FieldReader Reader(Value);
  std::string Kind;
  Reader.required("kind", Kind);
  Reader.required("value", Content.Text);
  Content.IsMarkdown = Kind == "markdown";
  if (!Reader.good() || (!Content.IsMarkdown && Kind != "plaintext"))
    return std::nullopt;
  return Content;
}

Json toJson(const MarkupContent &Value) {
  return {{"kind", Value.IsMarkdown ? "markdown" : "plaintext"},
          {"value", Value.Text}};
}

} // namespace corolint::lsp
