//===- LspMessagesTest.cpp - all messages ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Messages.h"

#include <gtest/gtest.h>

namespace corolint::lsp {
namespace {

const char *const RangeText =
    R"({"start":{"line":1,"character":2},"end":{"line":3,"character":4}})";

/// The text with RangeText for every "RANGE".
Json json(std::string Text) {
  for (size_t At; (At = Text.find("RANGE")) != std::string::npos;)
    Text.replace(At, 5, RangeText);
  return Json::parse(Text);
}

/// Reads and writes every example: nothing may be lost.
template <typename T> void expectKept(std::initializer_list<const char *> All) {
  for (const char *Text : All) {
    Json Value = json(Text);
    std::optional<T> Read = T::fromJson(Value);
    ASSERT_TRUE(Read) << Text;
    EXPECT_EQ(toJson(*Read), Value);
    // What is not known is skipped.
    Value["unknown"] = {1, 2};
    EXPECT_TRUE(T::fromJson(Value)) << Text;
  }
}

template <typename T>
void expectRefused(std::initializer_list<const char *> All) {
  for (const char *Text : All)
    EXPECT_FALSE(T::fromJson(json(Text))) << Text;
  for (const char *Text : {"null", "1", "\"x\"", "[]", "{}"})
    EXPECT_FALSE(T::fromJson(json(Text))) << Text;
}

TEST(LspMessages, Positions) {
  expectKept<Position>({R"({"line":0,"character":7})"});
  expectRefused<Position>(
      {R"({"line":0})", R"({"line":-1,"character":0})",
       R"({"line":0.5,"character":0})", R"({"line":-1e300,"character":0})",
       R"({"line":"0","character":0})", R"({"line":null,"character":0})"});
  for (const char *Large : {"2147483647", "2147483648", "4294967295",
                            "18446744073709551615", "1.7976931348623157e308"}) {
    std::optional<Position> P = Position::fromJson(
        json(std::string(R"({"line":1.0,"character":)") + Large + "}"));
    ASSERT_TRUE(P) << Large;
    EXPECT_EQ(*P, (Position{1, 2147483647})) << Large;
  }
  EXPECT_LT((Position{1, 9}), (Position{2, 0}));

  expectKept<Range>({"RANGE"});
  expectRefused<Range>({R"({"start":{"line":1,"character":2}})",
                        R"({"start":{"line":1,"character":2},"end":3})"});
  expectKept<Location>({R"({"uri":"file:///a","range":RANGE})"});
  expectRefused<Location>({R"({"range":RANGE})", R"({"uri":1,"range":RANGE})"});
  expectKept<TextEdit>({R"({"range":RANGE,"newText":""})"});
  expectRefused<TextEdit>({R"({"range":RANGE})", R"({"newText":"x"})"});
}

TEST(LspMessages, Documents) {
  expectKept<DidOpenTextDocumentParams>(
      {R"({"textDocument":{"uri":"u","languageId":"cpp","version":-3,"text":"t"}})"});
  expectRefused<DidOpenTextDocumentParams>(
      {R"({"textDocument":{"uri":"u","languageId":"cpp","text":"t"}})",
       R"({"textDocument":{"uri":"u","languageId":"cpp","version":1}})"});
  expectKept<DidChangeTextDocumentParams>(
      {R"({"textDocument":{"uri":"u","version":2},"contentChanges":[]})",
       R"({"textDocument":{"uri":"u","version":2},"contentChanges":
           [{"text":"all"},{"range":RANGE,"text":""}]})"});
  expectRefused<DidChangeTextDocumentParams>(
      {R"({"textDocument":{"uri":"u","version":2}})",
       R"({"textDocument":{"uri":"u","version":2},"contentChanges":[{}]})",
       R"({"textDocument":{"uri":"u","version":2},"contentChanges":{}})",
       R"({"textDocument":{"uri":"u","version":2},"contentChanges":
           [{"range":1,"text":"t"}]})"});
  expectKept<TextDocumentParams>({R"({"textDocument":{"uri":"u"}})"});
  expectRefused<TextDocumentParams>({R"({"textDocument":"u"})"});
  expectKept<DidSaveTextDocumentParams>(
      {R"({"textDocument":{"uri":"u"}})",
       R"({"textDocument":{"uri":"u"},"text":""})"});
  expectKept<TextDocumentPositionParams>(
      {R"({"textDocument":{"uri":"u"},"position":{"line":1,"character":2}})"});
  expectKept<TextDocumentRangeParams>(
      {R"({"textDocument":{"uri":"u"},"range":RANGE})"});
}

TEST(LspMessages, Diagnostics) {
  const char *Full = R"({"range":RANGE,"severity":2,"code":"coro-x",
      "codeDescription":{"href":"https://x"},"source":"corolint",
      "message":"m","tags":[1,2],"relatedInformation":[
      {"location":{"uri":"u","range":RANGE},"message":"n"}],"data":{"a":[1]}})";
  expectKept<Diagnostic>({Full, R"({"range":RANGE,"message":""})",
                          R"({"range":RANGE,"message":"m","code":7})"});
  expectRefused<Diagnostic>({R"({"range":RANGE})",
                             R"({"range":RANGE,"message":"m","severity":"x"})",
                             R"({"range":RANGE,"message":"m","tags":["x"]})"});
  std::optional<Diagnostic> D = Diagnostic::fromJson(json(Full));
  ASSERT_TRUE(D);
  EXPECT_EQ(D->Severity, DiagnosticSeverity::Warning);
  EXPECT_EQ(D->Code, "coro-x");
  EXPECT_EQ(D->Tags.back(), DiagnosticTag::Deprecated);

  expectKept<PublishDiagnosticsParams>({R"({"uri":"u","diagnostics":[]})",
                                        R"({"uri":"u","version":3,"diagnostics":
           [{"range":RANGE,"message":"m"}]})"});
  expectKept<DocumentDiagnosticParams>(
      {R"({"textDocument":{"uri":"u"}})",
       R"({"textDocument":{"uri":"u"},"previousResultId":"7"})"});
  expectKept<DocumentDiagnosticReport>(
      {R"({"kind":"full","items":[]})",
       R"({"kind":"full","resultId":"1","items":
           [{"range":RANGE,"message":"m"}]})",
       R"({"kind":"unchanged","resultId":"1"})"});
  expectRefused<DocumentDiagnosticReport>(
      {R"({"kind":"unchanged"})", R"({"kind":"full"})",
       R"({"kind":"other","items":[],"resultId":"1"})"});
  expectKept<WorkspaceDiagnosticParams>(
      {R"({"previousResultIds":[{"uri":"u","value":"1"}]})",
       R"({"previousResultIds":[],"partialResultToken":4})",
       R"({"previousResultIds":[],"workDoneToken":"w"})"});
  expectKept<WorkspaceDiagnosticReport>(
      {R"({"items":[{"kind":"full","uri":"u","version":null,"items":[]},
           {"kind":"unchanged","uri":"u","version":2,"resultId":"1"}]})"});
  expectRefused<WorkspaceDiagnosticReport>(
      {R"({"items":[{"kind":"full","version":1,"items":[]}]})"});
}

TEST(LspMessages, Actions) {
  expectKept<Command>({R"({"title":"t","command":"c"})",
                       R"({"title":"t","command":"c","arguments":[1,null]})"});
  expectKept<ExecuteCommandParams>({R"({"command":"c","arguments":[{}]})"});
  expectKept<WorkspaceEdit>(
      {R"({"changes":{"u":[{"range":RANGE,"newText":"x"}],"v":[]}})",
       R"({"documentChanges":[
           {"textDocument":{"uri":"u","version":null},"edits":[]},
           {"textDocument":{"uri":"u","version":1},"edits":
            [{"range":RANGE,"newText":"x"}]}]})"});
  EXPECT_FALSE(WorkspaceEdit::fromJson(json(R"({"changes":[]})")));
  EXPECT_FALSE(WorkspaceEdit::fromJson(
      json(R"({"documentChanges":[{"kind":"create","uri":"u"}]})")));
  expectKept<CodeAction>({R"({"title":"t"})",
                          R"({"title":"t","kind":"quickfix","diagnostics":
           [{"range":RANGE,"message":"m"}],"isPreferred":true,
           "edit":{"changes":{}},"command":{"title":"t","command":"c"},
           "data":7})"});
  expectKept<CodeActionParams>(
      {R"({"textDocument":{"uri":"u"},"range":RANGE,"context":
           {"diagnostics":[],"only":["quickfix"],"triggerKind":2}})"});
  expectRefused<CodeActionParams>(
      {R"({"textDocument":{"uri":"u"},"range":RANGE,"context":{}})"});
  expectKept<Hover>(
      {R"({"contents":{"kind":"markdown","value":"*x*"},"range":RANGE})",
       R"({"contents":{"kind":"plaintext","value":"x"}})"});
  expectRefused<Hover>({R"({"contents":{"kind":"html","value":"x"}})"});
  expectKept<InlayHint>(
      {R"({"position":{"line":1,"character":2},"label":"l"})",
       R"({"position":{"line":1,"character":2},"label":"l","kind":1,
           "textEdits":[{"range":RANGE,"newText":"x"}],"tooltip":"t",
           "paddingLeft":true,"paddingRight":true,"data":[]})"});
  expectKept<CodeLens>(
      {R"({"range":RANGE})",
       R"({"range":RANGE,"command":{"title":"t","command":"c"},"data":1})"});
}

TEST(LspMessages, BothFormsOfEdits) {
  std::vector<TextDocumentEdit> Edits(3);
  Edits[0] = {"u", 1, {{Range(), "a"}}};
  Edits[1] = {"v", std::nullopt, {{Range(), "b"}}};
  Edits[2] = {"u", 1, {{Range(), "c"}}};
  Json Plain = toJson(WorkspaceEdit::of(Edits, /*DocumentChanges=*/false));
  EXPECT_FALSE(Plain.contains("documentChanges"));
  EXPECT_EQ(Plain["changes"]["u"].size(), 2u);
  EXPECT_EQ(Plain["changes"]["u"][1]["newText"], "c");
  EXPECT_EQ(Plain["changes"]["v"].size(), 1u);
  Json Versioned = toJson(WorkspaceEdit::of(Edits, /*DocumentChanges=*/true));
  EXPECT_FALSE(Versioned.contains("changes"));
  EXPECT_EQ(Versioned["documentChanges"].size(), 3u);
  EXPECT_EQ(Versioned["documentChanges"][0]["textDocument"]["version"], 1);
  EXPECT_TRUE(
      Versioned["documentChanges"][1]["textDocument"]["version"].is_null());
}

TEST(LspMessages, Workspace) {
  expectKept<DidChangeWatchedFilesParams>(
      {R"({"changes":[{"uri":"u","type":1},{"uri":"u","type":3}]})"});
  expectKept<ConfigurationParams>(
      {R"({"items":[{"section":"corolint"},{"scopeUri":"u"}]})"});
  expectKept<DidChangeWorkspaceFoldersParams>(
      {R"({"event":{"added":[{"uri":"u","name":"n"}],"removed":[]}})"});
  expectRefused<DidChangeWorkspaceFoldersParams>(
      {R"({})", R"({"event":{"added":[]}})", R"({"event":1})"});
  expectKept<WorkDoneProgressBegin>(
      {R"({"kind":"begin","title":"t"})",
       R"({"kind":"begin","title":"t","cancellable":true,"message":"m",
           "percentage":0})"});
  expectRefused<WorkDoneProgressBegin>({R"({"kind":"end","title":"t"})"});
  expectKept<WorkDoneProgressReport>(
      {R"({"kind":"report"})",
       R"({"kind":"report","cancellable":false,"message":"m",
           "percentage":50})"});
  expectKept<WorkDoneProgressEnd>(
      {R"({"kind":"end"})", R"({"kind":"end","message":"m"})"});
  expectKept<ProgressParams>(
      {R"({"token":"t","value":{"kind":"end"}})", R"({"token":1,"value":[]})"});
  expectKept<MessageParams>({R"({"type":4,"message":"m"})"});
  expectRefused<MessageParams>({R"({"message":"m"})"});
}

TEST(LspMessages, InitializeNothing) {
  std::optional<InitializeParams> P = InitializeParams::fromJson(
      json(R"({"processId":null,"rootUri":null,"capabilities":{}})"));
  ASSERT_TRUE(P);
  EXPECT_FALSE(P->ProcessId);
  EXPECT_FALSE(P->RootUri);
  EXPECT_TRUE(P->WorkspaceFolders.empty());
  EXPECT_TRUE(P->InitializationOptions.is_null());
  EXPECT_EQ(P->Trace, "off");
  EXPECT_FALSE(P->Capabilities.PullDiagnostics);
  EXPECT_FALSE(P->Capabilities.DocumentChanges);
  EXPECT_EQ(P->Capabilities.encoding(), PositionEncoding::UTF16);
  EXPECT_FALSE(InitializeParams::fromJson(json("[]")));
  EXPECT_FALSE(InitializeParams::fromJson(json(R"({"rootUri":1})")));
}

TEST(LspMessages, InitializeEverything) {
  std::optional<InitializeParams> P = InitializeParams::fromJson(json(R"({
    "processId": 17, "rootUri": "file:///r", "rootPath": "/r",
    "trace": "verbose", "initializationOptions": {"checks": ["x"]},
    "workspaceFolders": [{"uri": "file:///r", "name": "r"}],
    "capabilities": {
      "experimental": {"commands": {"commands": ["corolint.showReferences"]}},
      "general": {"positionEncodings": ["ascii", "utf-8", 3, "utf-32"]},
      "window": {"workDoneProgress": true},
      "workspace": {
        "configuration": true, "workspaceFolders": true,
        "workspaceEdit": {"documentChanges": true},
        "didChangeConfiguration": {"dynamicRegistration": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true},
        "diagnostics": {"refreshSupport": true},
        "inlayHint": {"refreshSupport": true},
        "codeLens": {"refreshSupport": true}},
      "textDocument": {
        "diagnostic": {}, "inlayHint": {},
        "hover": {"contentFormat": ["plaintext", "markdown"]},
        "publishDiagnostics": {"relatedInformation": true,
          "codeDescriptionSupport": true, "dataSupport": true,
          "versionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {}},
          "isPreferredSupport": true, "dataSupport": true,
          "resolveSupport": {"properties": ["edit"]}}}}})"));
  ASSERT_TRUE(P);
  EXPECT_EQ(P->ProcessId, 17);
  EXPECT_EQ(P->RootUri, "file:///r");
  EXPECT_EQ(P->RootPath, "/r");
  EXPECT_EQ(P->Trace, "verbose");
  EXPECT_EQ(P->InitializationOptions["checks"][0], "x");
  ASSERT_EQ(P->WorkspaceFolders.size(), 1u);
  EXPECT_EQ(P->WorkspaceFolders[0].Name, "r");
  const ClientCapabilities &C = P->Capabilities;
  for (bool Can : {C.PullDiagnostics,
                   C.DiagnosticRefresh,
                   C.RelatedInformation,
                   C.CodeDescription,
                   C.UnnecessaryTag,
                   C.DeprecatedTag,
                   C.DiagnosticData,
                   C.DiagnosticVersion,
                   C.DocumentChanges,
                   C.CodeActionLiterals,
                   C.CodeActionIsPreferred,
                   C.CodeActionData,
                   C.ResolveEdit,
                   C.WorkDoneProgress,
                   C.Configuration,
                   C.ConfigurationRegistration,
                   C.WatchedFilesRegistration,
                   C.WorkspaceFolders,
                   C.HoverMarkdown,
                   C.InlayHints,
                   C.InlayHintRefresh,
                   C.CodeLensRefresh,
                   C.ShowReferences})
    EXPECT_TRUE(Can);
  EXPECT_EQ(C.PositionEncodings,
            (std::vector{PositionEncoding::UTF8, PositionEncoding::UTF32}));
  EXPECT_EQ(C.encoding(), PositionEncoding::UTF8);
  EXPECT_STREQ(positionEncodingName(C.encoding()), "utf-8");
}

TEST(LspMessages, OddCapabilities) {
  for (const char *Text :
       {"null", "[]", "1", R"({"textDocument": 1})",
        R"({"textDocument": {"publishDiagnostics": {"tagSupport": true}}})",
        R"({"general": {"positionEncodings": {"utf-8": 1}}})",
        R"({"workspace": {"configuration": "yes"}})"}) {
    std::optional<ClientCapabilities> C =
        ClientCapabilities::fromJson(json(Text));
    ASSERT_TRUE(C) << Text;
    EXPECT_FALSE(C->UnnecessaryTag || C->Configuration);
    EXPECT_EQ(C->encoding(), PositionEncoding::UTF16);
  }
}

} // namespace
} // namespace corolint::lsp
