//===- Workspace.h - files, configuration, progress, messages -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For what the structs have in common, see Basics.h.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_WORKSPACE_H
#define COROLINT_LSP_PROTOCOL_WORKSPACE_H

#include "lsp/protocol/Basics.h"

namespace corolint::lsp {

struct WorkspaceFolder {
  std::string Uri;
  std::string Name;

  static std::optional<WorkspaceFolder> fromJson(const Json &Value);
};
Json toJson(const WorkspaceFolder &Value);

/// Of workspace/didChangeWorkspaceFolders.
struct DidChangeWorkspaceFoldersParams {
  std::vector<WorkspaceFolder> Added, Removed;

  static std::optional<DidChangeWorkspaceFoldersParams>
  fromJson(const Json &Value);
};
Json toJson(const DidChangeWorkspaceFoldersParams &Value);

enum class FileChangeType { Created = 1, Changed = 2, Deleted = 3 };

struct FileEvent {
  std::string Uri;
  FileChangeType Type = FileChangeType::Changed;

  static std::optional<FileEvent> fromJson(const Json &Value);
};
Json toJson(const FileEvent &Value);

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> Changes;

  static std::optional<DidChangeWatchedFilesParams> fromJson(const Json &Value);
};
Json toJson(const DidChangeWatchedFilesParams &Value);

struct ConfigurationItem {
  std::optional<std::string> ScopeUri;
  std::string Section;

  static std::optional<ConfigurationItem> fromJson(const Json &Value);
};
Json toJson(const ConfigurationItem &Value);

/// Of workspace/configuration, which is answered with a list of values, one for
/// each item.
struct ConfigurationParams {
  std::vector<ConfigurationItem> Items;

  static std::optional<ConfigurationParams> fromJson(const Json &Value);
};
Json toJson(const ConfigurationParams &Value);

struct WorkDoneProgressBegin {
  std::string Title;
  bool Cancellable = false;
  std::string Message;
  /// From 0 to 100. Without one now, later ones are ignored.
  std::optional<unsigned> Percentage;

  static std::optional<WorkDoneProgressBegin> fromJson(const Json &Value);
};
Json toJson(const WorkDoneProgressBegin &Value);

struct WorkDoneProgressReport {
  std::optional<bool> Cancellable;
  std::string Message;
  std::optional<unsigned> Percentage;

  static std::optional<WorkDoneProgressReport> fromJson(const Json &Value);
};
Json toJson(const WorkDoneProgressReport &Value);

struct WorkDoneProgressEnd {
  std::string Message;

  static std::optional<WorkDoneProgressEnd> fromJson(const Json &Value);
};
Json toJson(const WorkDoneProgressEnd &Value);

/// Of $/progress.
struct ProgressParams {
  /// A string or an integer.
  Json Token;
  /// One of the three above, or a part of a result.
  Json Value;

  static std::optional<ProgressParams> fromJson(const Json &Value);
};
Json toJson(const ProgressParams &Value);

enum class MessageType { Error = 1, Warning = 2, Info = 3, Log = 4 };

/// Of window/logMessage and window/showMessage.
struct MessageParams {
  MessageType Type = MessageType::Info;
  std::string Message;

  static std::optional<MessageParams> fromJson(const Json &Value);
};
Json toJson(const MessageParams &Value);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_WORKSPACE_H
