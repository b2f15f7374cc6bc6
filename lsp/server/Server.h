//===- Server.h - the language server ---------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_SERVER_H
#define COROLINT_LSP_SERVER_SERVER_H

#include "lsp/protocol/Actions.h"
#include "lsp/protocol/Connection.h"
#include "lsp/protocol/Diagnostics.h"
#include "lsp/protocol/Document.h"
#include "lsp/protocol/Initialize.h"
#include "lsp/server/FirstAnalyses.h"
#include "lsp/server/OpenFiles.h"
#include "lsp/server/ParentWatch.h"
#include "lsp/server/PlaceRequests.h"
#include "lsp/server/Settings.h"
#include "lsp/server/Trace.h"
#include "lsp/server/WorkProgress.h"
#include "lsp/server/WorkspaceDiagnostics.h"

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace corolint::lsp {

/// One client's server. Requests are handled on the thread of run(); analyses
/// run on threads of their own and answer from there.
class Server {
public:
  Server(ByteSource Source, ByteSink Sink);
  ~Server();

  /// Serves until the client leaves; gives the exit code.
  int run();

private:
  void registerHandlers();
  void registerRequests();
  void initialize(InitializeParams Given, Reply Answer);
  void begin();
  void initialized();
  void watchFiles();

  void didOpen(DidOpenTextDocumentParams Given);
  void didChange(DidChangeTextDocumentParams Given);
  void didClose(TextDocumentParams Given);
  void didSave(DidSaveTextDocumentParams Given);
  void didChangeWatchedFiles(DidChangeWatchedFilesParams Given);
  void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams Given);
  void didChangeConfiguration(const Json &Given);
  void changedOnDisk(const std::string &File);
  void changedAll();
  void takeSettings(const Json &Value);

  void diagnostic(DocumentDiagnosticParams Given, Reply Answer);
  void codeAction(CodeActionParams Given, Reply Answer);
  void executeCommand(ExecuteCommandParams Given, Reply Answer);
  void hover(TextDocumentPositionParams Given, Reply Answer);
  void inlayHint(TextDocumentRangeParams Given, Reply Answer);
  void codeLens(TextDocumentParams Given, Reply Answer);
  void refreshPlaces(bool Hints, bool Lenses);
  void askOfPlaces(const std::string &Uri, Reply Answer, Json Otherwise,
                   PlaceRequests::Question Do);

  void analysed(AnalysisPtr A);
  void publish(const Analysis &A);
  /// Tells the user once.
  void remark(MessageType Type, const std::string &Text);
  void log(MessageType Type, const std::string &Text);

  Connection Wire;
  ClientCapabilities Client;
  PositionEncoding Encoding = PositionEncoding::UTF16;
  /// The settings that the client gave first, and those that hold.
  Json AtStart;
  ClientSettings Set;
  /// What of the settings is looked at on any thread.
  std::atomic<bool> ShowHints = false, ShowLenses = false;
  /// The client asks for diagnostics. Settled at the start.
  bool Pulls = false;
  std::unique_ptr<ParentWatch> Parent;
  std::unique_ptr<Project> Settings;
  /// By path; for the thread of run() alone.
  std::map<std::string, std::unique_ptr<Document>> Documents;
  std::mutex RemarksMutex;
  std::set<std::string> Remarks;
  Trace Log{Wire};
  std::unique_ptr<WorkProgresses> Progress;
  std::unique_ptr<FirstAnalyses> First;
  std::set<std::string> Folders;
  std::unique_ptr<PlaceRequests> Places;
  std::unique_ptr<WorkspaceDiagnostics> Workspace;
  /// Last, so that its threads end before what they use.
  std::unique_ptr<OpenFiles> Files;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_SERVER_H
