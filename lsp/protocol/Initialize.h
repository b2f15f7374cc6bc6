//===- Initialize.h - what client and server can do -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first request. Its parts are read only, hence have no `toJson`.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_INITIALIZE_H
#define COROLINT_LSP_PROTOCOL_INITIALIZE_H

#include "lsp/protocol/LineIndex.h"
#include "lsp/protocol/Workspace.h"

namespace corolint::lsp {

/// The name of an encoding in capabilities: "utf-16" and so on.
const char *positionEncodingName(PositionEncoding Encoding);

/// What the client can do, as far as the server asks. What the client does not
/// mention, or says in an unexpected way, it cannot do.
struct ClientCapabilities {
  /// textDocument/diagnostic.
  bool PullDiagnostics = false;
  /// workspace/diagnostic/refresh.
  bool DiagnosticRefresh = false;

  /// Members of published diagnostics that the client knows what to do with.
  bool RelatedInformation = false;
  bool CodeDescription = false;
  bool UnnecessaryTag = false;
  bool DeprecatedTag = false;
  bool DiagnosticData = false;
  bool DiagnosticVersion = false;

  /// Edits with versions.
  bool DocumentChanges = false;
  /// Code actions that are more than commands.
  bool CodeActionLiterals = false;
  bool CodeActionIsPreferred = false;
  bool CodeActionData = false;
  /// The edit of a code action may be given by codeAction/resolve.
  bool ResolveEdit = false;

  /// Progress that the server begins.
  bool WorkDoneProgress = false;
  /// workspace/configuration.
  bool Configuration = false;
  bool ConfigurationRegistration = false;
  bool WatchedFilesRegistration = false;
  bool WorkspaceFolders = false;

  /// window/showDocument.
  bool ShowDocument = false;
  bool HoverMarkdown = false;
  bool InlayHints = false;
  /// workspace/inlayHint/refresh and workspace/codeLens/refresh.
  bool InlayHintRefresh = false;
  bool CodeLensRefresh = false;
  /// The command "corolint.showReferences"; clients tell of their commands in
  /// experimental.commands.commands.
  bool ShowReferences = false;

  /// Those that are known here, the client's favourite first.
  std::vector<PositionEncoding> PositionEncodings;

  /// The encoding to use: the client's favourite, or UTF-16, which all know.
  PositionEncoding encoding() const;

  /// Never fails, whatever the value is.
  static std::optional<ClientCapabilities> fromJson(const Json &Value);
};

struct InitializeParams {
  /// The process that started the server; the server ends when that has ended.
  std::optional<int> ProcessId;
  /// Old clients give these instead of folders.
  std::optional<std::string> RootUri;
  std::optional<std::string> RootPath;
  std::vector<WorkspaceFolder> WorkspaceFolders;
  /// Null if there are none.
  Json InitializationOptions;
  ClientCapabilities Capabilities;
  /// "off", "messages" or "verbose".
  std::string Trace = "off";

  static std::optional<InitializeParams> fromJson(const Json &Value);
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_INITIALIZE_H
