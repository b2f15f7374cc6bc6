//===- Actions.h - what a user is offered ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code actions, hovers, inlay hints and code lenses. For what the structs have
// in common, see Basics.h.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_ACTIONS_H
#define COROLINT_LSP_PROTOCOL_ACTIONS_H

#include "lsp/protocol/Diagnostics.h"

#include <map>

namespace corolint::lsp {

struct Command {
  std::string Title;
  /// Its name.
  std::string Name;
  std::vector<Json> Arguments;

  bool operator==(const Command &) const = default;
  static std::optional<Command> fromJson(const Json &Value);
};
Json toJson(const Command &Value);

struct ExecuteCommandParams {
  std::string Name;
  std::vector<Json> Arguments;

  static std::optional<ExecuteCommandParams> fromJson(const Json &Value);
};
Json toJson(const ExecuteCommandParams &Value);

/// The edits of one document. With a version, the client takes them for that
/// version only.
struct TextDocumentEdit {
  std::string Uri;
  std::optional<int> Version;
  std::vector<TextEdit> Edits;

  bool operator==(const TextDocumentEdit &) const = default;
  static std::optional<TextDocumentEdit> fromJson(const Json &Value);
};
Json toJson(const TextDocumentEdit &Value);

/// One of the two forms. The second is for clients that say so.
struct WorkspaceEdit {
  std::optional<std::map<std::string, std::vector<TextEdit>>> Changes;
  std::optional<std::vector<TextDocumentEdit>> DocumentChanges;

  /// The edits in the form that the client takes: without documentChanges,
  /// the versions are lost.
  static WorkspaceEdit of(std::vector<TextDocumentEdit> Edits,
                          bool DocumentChanges);

  bool operator==(const WorkspaceEdit &) const = default;
  static std::optional<WorkspaceEdit> fromJson(const Json &Value);
};
Json toJson(const WorkspaceEdit &Value);

struct CodeAction {
  std::string Title;
  /// "quickfix" and so on.
  std::string Kind;
  std::vector<Diagnostic> Diagnostics;
  bool IsPreferred = false;
  std::optional<WorkspaceEdit> Edit;
  std::optional<Command> ThenRun;
  /// Comes back in codeAction/resolve. Null if there is none.
  Json Data;

  static std::optional<CodeAction> fromJson(const Json &Value);
};
Json toJson(const CodeAction &Value);

struct CodeActionContext {
  std::vector<Diagnostic> Diagnostics;
  /// The kinds that are wanted; if there are none, all are.
  std::vector<std::string> Only;
  /// 1: asked for by the user, 2: by the editor itself.
  std::optional<int> TriggerKind;

  static std::optional<CodeActionContext> fromJson(const Json &Value);
};
Json toJson(const CodeActionContext &Value);

struct CodeActionParams {
  TextDocumentIdentifier TextDocument;
  Range Where;
  CodeActionContext Context;

  static std::optional<CodeActionParams> fromJson(const Json &Value);
};
Json toJson(const CodeActionParams &Value);

struct MarkupContent {
  bool IsMarkdown = true;
  std::string Text;

  static std::optional<MarkupContent> fromJson(const Json &Value);
};
Json toJson(const MarkupContent &Value);

struct Hover {
  MarkupContent Contents;
  std::optional<Range> Where;

  static std::optional<Hover> fromJson(const Json &Value);
};
Json toJson(const Hover &Value);

enum class InlayHintKind { Type = 1, Parameter = 2 };

struct InlayHint {
  Position Where;
  std::string Label;
  std::optional<InlayHintKind> Kind;
  std::vector<TextEdit> TextEdits;
  /// Plain text.
  std::string Tooltip;
  bool PaddingLeft = false;
  bool PaddingRight = false;
  /// Comes back in inlayHint/resolve. Null if there is none.
  Json Data;

  static std::optional<InlayHint> fromJson(const Json &Value);
};
Json toJson(const InlayHint &Value);

struct CodeLens {
  Range Where;
  std::optional<Command> Run;
  /// Comes back in codeLens/resolve. Null if there is none.
  Json Data;

  static std::optional<CodeLens> fromJson(const Json &Value);
};
Json toJson(const CodeLens &Value);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_ACTIONS_H
