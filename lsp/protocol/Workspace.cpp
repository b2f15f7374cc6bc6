//===- Workspace.cpp - files, configuration, progress, messages -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Workspace.h"

#include "lsp/protocol/Fields.h"

namespace corolint::lsp {

template <> struct Fields<WorkspaceFolder> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.optional("name", Value.Name);
  }
};
COROLINT_LSP_FIELDS(WorkspaceFolder)

std::optional<DidChangeWorkspaceFoldersParams>
DidChangeWorkspaceFoldersParams::fromJson(const Json &Value) {
  const Json *Event = objectAt(Value, "event");
  if (!Event)
    return std::nullopt;
  DidChangeWorkspaceFoldersParams Out;
  FieldReader Reader(*Event);
  Reader.required("added", Out.Added);
  Reader.required("removed", Out.Removed);
  if (!Reader.good())
    return std::nullopt;
  return Out;
}

Json toJson(const DidChangeWorkspaceFoldersParams &Value) {
  FieldWriter Writer;
  Writer.required("added", Value.Added);
  Writer.required("removed", Value.Removed);
  return {{"event", std::move(Writer.Object)}};
}

template <> struct Fields<FileEvent> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.required("type", Value.Type);
  }
};
COROLINT_LSP_FIELDS(FileEvent)

template <> struct Fields<DidChangeWatchedFilesParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("changes", Value.Changes);
  }
};
COROLINT_LSP_FIELDS(DidChangeWatchedFilesParams)

template <> struct Fields<ConfigurationItem> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.optional("scopeUri", Value.ScopeUri);
    Io.optional("section", Value.Section);
  }
};
COROLINT_LSP_FIELDS(ConfigurationItem)

template <> struct Fields<ConfigurationParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("items", Value.Items);
  }
};
COROLINT_LSP_FIELDS(ConfigurationParams)

template <> struct Fields<WorkDoneProgressBegin> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.constant("kind", "begin");
    Io.required("title", Value.Title);
    Io.optional("cancellable", Value.Cancellable);
    Io.optional("message", Value.Message);
    Io.optional("percentage", Value.Percentage);
  }
};
COROLINT_LSP_FIELDS(WorkDoneProgressBegin)

template <> struct Fields<WorkDoneProgressReport> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.constant("kind", "report");
    Io.optional("cancellable", Value.Cancellable);
    Io.optional("message", Value.Message);
    Io.optional("percentage", Value.Percentage);
  }
};
COROLINT_LSP_FIELDS(WorkDoneProgressReport)

template <> struct Fields<WorkDoneProgressEnd> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.constant("kind", "end");
    Io.optional("message", Value.Message);
  }
};
COROLINT_LSP_FIELDS(WorkDoneProgressEnd)

template <> struct Fields<ProgressParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("token", Value.Token);
    Io.required("value", Value.Value);
  }
};
COROLINT_LSP_FIELDS(ProgressParams)

template <> struct Fields<MessageParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("type", Value.Type);
    Io.required("message", Value.Message);
  }
};
COROLINT_LSP_FIELDS(MessageParams)

} // namespace corolint::lsp
