//===- Initialize.cpp - what client and server can do ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Initialize.h"

#include "lsp/protocol/Diagnostics.h"
#include "lsp/protocol/Fields.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using llvm::StringRef;

namespace corolint::lsp {

namespace {

/// The value at a path of names with dots between them, or null.
const Json *valueAtPath(const Json &Value, StringRef Path) {
  const Json *Result = &Value;
  while (Result && !Path.empty()) {
    auto [Key, Rest] = Path.split('.');
    Result = valueAt(*Result, Key);
    Path = Rest;
  }
  return Result;
}

bool isTrue(const Json &Value, StringRef Path) {
  const Json *Found = valueAtPath(Value, Path);
  return Found && Found->is_boolean() && Found->get<bool>();
}

bool isObject(const Json &Value, StringRef Path) {
  const Json *Found = valueAtPath(Value, Path);
  return Found && Found->is_object();
}

/// Whether there is a list with this element.
bool lists(const Json &Value, StringRef Path, const Json &Element) {
  const Json *Found = valueAtPath(Value, Path);
  return Found && Found->is_array() &&
         llvm::find(*Found, Element) != Found->end();
}

constexpr PositionEncoding Encodings[] = {
    PositionEncoding::UTF8, PositionEncoding::UTF16, PositionEncoding::UTF32};

} // namespace

const char *positionEncodingName(PositionEncoding Encoding) {
  switch (Encoding) {
  case PositionEncoding::UTF8:
    return "utf-8";
  case PositionEncoding::UTF16:
    return "utf-16";
  case PositionEncoding::UTF32:
    return "utf-32";
  }
  return "utf-16";
}

PositionEncoding ClientCapabilities::encoding() const {
  return PositionEncodings.empty() ? PositionEncoding::UTF16
                                   : PositionEncodings.front();
}

std::optional<ClientCapabilities>
ClientCapabilities::fromJson(const Json &Value) {
  ClientCapabilities C;
  C.PullDiagnostics = isObject(Value, "textDocument.diagnostic");
  C.DiagnosticRefresh = isTrue(Value, "workspace.diagnostics.refreshSupport");

  const std::string Publish = "textDocument.publishDiagnostics.";
  C.RelatedInformation = isTrue(Value, Publish + "relatedInformation");
  C.CodeDescription = isTrue(Value, Publish + "codeDescriptionSupport");
  C.UnnecessaryTag = lists(Value, Publish + "tagSupport.valueSet",
                           int(DiagnosticTag::Unnecessary));
  C.DeprecatedTag = lists(Value, Publish + "tagSupport.valueSet",
                          int(DiagnosticTag::Deprecated));
  C.DiagnosticData = isTrue(Value, Publish + "dataSupport");
  C.DiagnosticVersion = isTrue(Value, Publish + "versionSupport");

  C.DocumentChanges = isTrue(Value, "workspace.workspaceEdit.documentChanges");
  const std::string Action = "textDocument.codeAction.";
  C.CodeActionLiterals = isObject(Value, Action + "codeActionLiteralSupport");
  C.CodeActionIsPreferred = isTrue(Value, Action + "isPreferredSupport");
  C.CodeActionData = isTrue(Value, Action + "dataSupport");
  C.ResolveEdit = lists(Value, Action + "resolveSupport.properties", "edit");

  C.WorkDoneProgress = isTrue(Value, "window.workDoneProgress");
  C.ShowDocument = isTrue(Value, "window.showDocument.support");
  C.Configuration = isTrue(Value, "workspace.configuration");
  C.ConfigurationRegistration =
      isTrue(Value, "workspace.didChangeConfiguration.dynamicRegistration");
  C.WatchedFilesRegistration =
      isTrue(Value, "workspace.didChangeWatchedFiles.dynamicRegistration");
  C.WorkspaceFolders = isTrue(Value, "workspace.workspaceFolders");

  C.HoverMarkdown =
      lists(Value, "textDocument.hover.contentFormat", "markdown");
  C.InlayHints = isObject(Value, "textDocument.inlayHint");
  C.InlayHintRefresh = isTrue(Value, "workspace.inlayHint.refreshSupport");
  C.CodeLensRefresh = isTrue(Value, "workspace.codeLens.refreshSupport");

  C.ShowReferences =
      lists(Value, "experimental.commands.commands", "corolint.showReferences");

  const Json *Wanted = valueAtPath(Value, "general.positionEncodings");
  if (Wanted && Wanted->is_array())
    for (const Json &Name : *Wanted)
      for (PositionEncoding Encoding : Encodings)
        if (Name == positionEncodingName(Encoding))
          C.PositionEncodings.push_back(Encoding);
  return C;
}

template <> struct Fields<InitializeParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.optional("processId", Value.ProcessId);
    Io.optional("rootUri", Value.RootUri);
    Io.optional("rootPath", Value.RootPath);
    Io.optional("workspaceFolders", Value.WorkspaceFolders);
    Io.optional("initializationOptions", Value.InitializationOptions);
    Io.optional("capabilities", Value.Capabilities);
    Io.optional("trace", Value.Trace);
  }
};

std::optional<InitializeParams> InitializeParams::fromJson(const Json &Value) {
  return readFields<InitializeParams>(Value);
}

} // namespace corolint::lsp
