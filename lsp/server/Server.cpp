//===- Server.cpp - the language server -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Server.h"

#include "lsp/features/CodeActions.h"
#include "lsp/features/CodeLenses.h"
#include "lsp/features/Diagnostics.h"
#include "lsp/features/Hover.h"
#include "lsp/features/InlayHints.h"
#include "lsp/features/Pages.h"
#include "lsp/protocol/Uri.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

using llvm::StringRef;

namespace corolint::lsp {
namespace {

bool isConfiguration(StringRef File) {
  StringRef Name = llvm::sys::path::filename(File);
  return Name == ".corolint.yaml" || Name == "compile_commands.json" ||
         Name == "compile_flags.txt";
}

template <typename T> Json toJsonList(const std::vector<T> &All) {
  Json Out = Json::array();
  for (const T &Each : All)
    Out.push_back(toJson(Each));
  return Out;
}

Json serverCapabilities(PositionEncoding Encoding, bool Pulls, bool Workspace) {
  Json Out = {
      {"positionEncoding", positionEncodingName(Encoding)},
      {"textDocumentSync",
       {{"openClose", true}, {"change", 2}, {"save", true}}},
      {"codeActionProvider",
       {{"codeActionKinds", {"quickfix", "source.fixAll.corolint"}}}},
      {"hoverProvider", true},
      // They may be turned on at any time.
      {"inlayHintProvider", true},
      {"codeLensProvider", {{"resolveProvider", false}}},
      {"executeCommandProvider", {{"commands", {ExplainCommand}}}},
      {"workspace",
       {{"workspaceFolders",
         {{"supported", true}, {"changeNotifications", true}}}}},
  };
  if (Pulls)
    Out["diagnosticProvider"] = {{"identifier", "corolint"},
                                 {"interFileDependencies", true},
                                 {"workspaceDiagnostics", Workspace},
                                 {"workDoneProgress", Workspace}};
  return Out;
}

void traceAnalysis(Trace &Log, const Analysis &A) {
  if (!Log.isOn())
    return;
  using namespace std::chrono;
  std::string More;
  for (const Finding &F : A.Found.Findings)
    More += std::to_string(F.Where.Line) + ": " + F.Check + "\n";
  Log.log("analysed version " + std::to_string(A.Version) + " of " + A.File +
              " in " +
              std::to_string(duration_cast<milliseconds>(A.Took).count()) +
              " ms" + (A.Found.ParsedAll ? ", all headers parsed" : "") + ": " +
              std::to_string(A.Found.Findings.size()) + " findings",
          More);
}

} // namespace

Server::Server(ByteSource Source, ByteSink Sink)
    : Wire(std::move(Source), std::move(Sink)) {
  registerHandlers();
}

Server::~Server() = default;

int Server::run() { return Wire.run(); }

void Server::registerHandlers() {
  Wire.onProblem(
      [this](StringRef Text) { log(MessageType::Warning, Text.str()); });
  Wire.onRequest<InitializeParams>(
      "initialize", [this](InitializeParams P, Reply Answer) {
        initialize(std::move(P), std::move(Answer));
      });
  Wire.onNotification("initialized", [this](const Json &) { initialized(); });

  Wire.onNotification<DidOpenTextDocumentParams>(
      "textDocument/didOpen",
      [this](DidOpenTextDocumentParams P) { didOpen(std::move(P)); });
  Wire.onNotification<DidChangeTextDocumentParams>(
      "textDocument/didChange",
      [this](DidChangeTextDocumentParams P) { didChange(std::move(P)); });
  Wire.onNotification<TextDocumentParams>(
      "textDocument/didClose",
      [this](TextDocumentParams P) { didClose(std::move(P)); });
  Wire.onNotification<DidSaveTextDocumentParams>(
      "textDocument/didSave",
      [this](DidSaveTextDocumentParams P) { didSave(std::move(P)); });
  Wire.onNotification<DidChangeWatchedFilesParams>(
      "workspace/didChangeWatchedFiles", [this](DidChangeWatchedFilesParams P) {
        didChangeWatchedFiles(std::move(P));
      });
  Wire.onNotification("workspace/didChangeConfiguration",
                      [this](const Json &P) { didChangeConfiguration(P); });
  Wire.onNotification<DidChangeWorkspaceFoldersParams>(
      "workspace/didChangeWorkspaceFolders",
      [this](DidChangeWorkspaceFoldersParams P) {
        didChangeWorkspaceFolders(std::move(P));
      });
  Wire.onNotification("$/setTrace", [this](const Json &P) {
    Log.set(stringAt(P, "value").value_or(""));
  });
  Wire.onNotification("window/workDoneProgress/cancel", [this](const Json &P) {
    if (const Json *Token = valueAt(P, "token"))
      Progress->cancel(*Token);
  });
  registerRequests();
}

void Server::registerRequests() {
  Wire.onRequest<DocumentDiagnosticParams>(
      "textDocument/diagnostic", [this](DocumentDiagnosticParams P, Reply R) {
        diagnostic(std::move(P), std::move(R));
      });
  Wire.onRequest<WorkspaceDiagnosticParams>(
      "workspace/diagnostic", [this](WorkspaceDiagnosticParams P, Reply R) {
        // What is published is not told a second time.
        if (!Pulls || !Set.Workspace)
          return R.result(toJson(WorkspaceDiagnosticReport()));
        Workspace->request(std::move(P), std::move(R));
      });
  Wire.onRequest<CodeActionParams>("textDocument/codeAction",
                                   [this](CodeActionParams P, Reply R) {
                                     codeAction(std::move(P), std::move(R));
                                   });
  Wire.onRequest<ExecuteCommandParams>(
      "workspace/executeCommand", [this](ExecuteCommandParams P, Reply R) {
        executeCommand(std::move(P), std::move(R));
      });
  Wire.onRequest<TextDocumentPositionParams>(
      "textDocument/hover", [this](TextDocumentPositionParams P, Reply R) {
        hover(std::move(P), std::move(R));
      });
  Wire.onRequest<TextDocumentRangeParams>(
      "textDocument/inlayHint", [this](TextDocumentRangeParams P, Reply R) {
        inlayHint(std::move(P), std::move(R));
      });
  Wire.onRequest<TextDocumentParams>("textDocument/codeLens",
                                     [this](TextDocumentParams P, Reply R) {
                                       codeLens(std::move(P), std::move(R));
                                     });
}

void Server::initialize(InitializeParams Given, Reply Answer) {
  Client = std::move(Given.Capabilities);
  Encoding = Client.encoding();
  AtStart = std::move(Given.InitializationOptions);
  Set = readSettings(AtStart);
  // What is wrong with it has been told.
  if (!AtStart.is_object())
    AtStart = Json::object();
  ShowHints = Set.InlayHints;
  ShowLenses = Set.CodeLens;
  Pulls = Client.PullDiagnostics && !Set.Push;
  if (Given.ProcessId)
    Parent = std::make_unique<ParentWatch>(*Given.ProcessId);
  Log.set(Given.Trace);
  if (Given.WorkspaceFolders.empty() && Given.RootUri)
    Given.WorkspaceFolders.push_back({*Given.RootUri, ""});
  for (const WorkspaceFolder &F : Given.WorkspaceFolders)
    if (std::optional<std::string> Path = fileOf(F.Uri))
      Folders.insert(*Path);
  if (Folders.empty() && Given.RootPath)
    Folders.insert(*Given.RootPath);
  if (!Folders.empty())
    resolvePaths(Set, *Folders.begin());
  begin();
  Answer.result(
      {{"capabilities", serverCapabilities(Encoding, Pulls, Set.Workspace)},
       {"serverInfo", {{"name", "corolint"}, {"version", COROLINT_VERSION}}}});
}

/// What needs to know the client.
void Server::begin() {
  Settings = std::make_unique<Project>(Set.Lint);
  OpenFiles::Limits L;
  unsigned Cores = llvm::hardware_concurrency().compute_thread_count();
  // With two, no file waits for the preamble of another.
  L.Threads = Set.Threads ? Set.Threads : std::max(2u, Cores - 1);
  L.Lanes = std::max(1u, L.Threads / 2);
  L.Hold = !Pulls || Client.DiagnosticRefresh;
  Files = std::make_unique<OpenFiles>(
      *Settings, L, Set.Cache ? BaseStore() : BaseStore(""),
      [this](AnalysisPtr A) { analysed(std::move(A)); });
  Places = std::make_unique<PlaceRequests>(*Files);
  Progress = std::make_unique<WorkProgresses>(Wire, Client.WorkDoneProgress);
  First = std::make_unique<FirstAnalyses>(*Progress);
  Workspace =
      std::make_unique<WorkspaceDiagnostics>(WorkspaceDiagnostics::Surroundings{
          Wire, Client, Encoding, *Settings, *Files, *Progress, Log,
          std::max(1u, L.Threads / 2)});
  Workspace->setFolders({Folders.begin(), Folders.end()});
}

void Server::initialized() {
  for (const std::string &W : Set.Wrong)
    remark(MessageType::Warning, "corolint: " + W);
  watchFiles();
}

/// Asks to be told of what changes on the disk: configurations, databases and
/// headers.
void Server::watchFiles() {
  if (!Client.WatchedFilesRegistration)
    return;
  Json Watchers = Json::array();
  for (const char *Glob :
       {"**/.corolint.yaml", "**/compile_commands.json", "**/compile_flags.txt",
        "**/*.{h,hh,hpp,hxx,h++,ipp,inl,inc,tpp}"})
    Watchers.push_back({{"globPattern", Glob}});
  // The open ones are what the editor says.
  if (Pulls && Set.Workspace)
    Watchers.push_back({{"globPattern", "**/*.{c,cc,cpp,cxx,c++,cppm,ixx}"}});
  Json Registration = {{"id", "corolint-watch"},
                       {"method", "workspace/didChangeWatchedFiles"},
                       {"registerOptions", {{"watchers", Watchers}}}};
  Wire.request("client/registerCapability",
               {{"registrations", Json::array({Registration})}},
               [this](const Response &R) {
                 if (R.Failed)
                   log(MessageType::Warning,
                       "the client does not watch files: " + R.Message);
               });
}

void Server::didOpen(DidOpenTextDocumentParams Given) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (!File)
    return log(MessageType::Log, "not a file: " + Given.TextDocument.Uri);
  if (isConfiguration(*File))
    return;
  int Version = Given.TextDocument.Version;
  std::string Uri = Given.TextDocument.Uri;
  auto D = std::make_unique<Document>(std::move(Given.TextDocument));
  First->opened(*File);
  Files->open(*File, Uri, Version, D->text());
  Documents[*File] = std::move(D);
}

void Server::didChange(DidChangeTextDocumentParams Given) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (File && isConfiguration(*File))
    return;
  auto It = File ? Documents.find(*File) : Documents.end();
  if (It == Documents.end())
    return log(MessageType::Warning,
               "a change of a document that is not open: " +
                   Given.TextDocument.Uri);
  Document &D = *It->second;
  if (D.apply(Given.ContentChanges, Given.TextDocument.Version, Encoding))
    log(MessageType::Warning,
        "a change of " + *File + " lies outside of the text: it was moved");
  Places->modified(*File);
  Files->change(*File, D.version(), D.text());
}

void Server::didClose(TextDocumentParams Given) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (!File || !Documents.erase(*File))
    return;
  Files->close(*File);
  First->done(*File);
  Workspace->closed(*File);
  // The disk has other text than the draft had.
  changedOnDisk(*File);
  if (!Pulls)
    Wire.notify("textDocument/publishDiagnostics",
                toJson(PublishDiagnosticsParams{
                    Given.TextDocument.Uri, std::nullopt, {}}));
}

void Server::didSave(DidSaveTextDocumentParams Given) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (!File)
    return;
  if (isConfiguration(*File))
    return changedAll();
  Files->saved(*File);
  changedOnDisk(*File);
}

void Server::changedOnDisk(const std::string &File) {
  Files->changedOnDisk(File);
  Workspace->changed(File);
}

/// A configuration or a database.
void Server::changedAll() {
  Settings->reload();
  Files->changedAll();
  Workspace->changedAll();
}

void Server::didChangeWatchedFiles(DidChangeWatchedFilesParams Given) {
  bool Configured = false;
  for (const FileEvent &E : Given.Changes) {
    std::optional<std::string> File = fileOf(E.Uri);
    if (!File)
      continue;
    Configured |= isConfiguration(*File);
    // An open document is what the editor says.
    if (!Documents.count(*File))
      changedOnDisk(*File);
  }
  if (Configured)
    changedAll();
}

void Server::didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams Given) {
  for (const WorkspaceFolder &F : Given.Removed)
    if (std::optional<std::string> Path = fileOf(F.Uri))
      Folders.erase(*Path);
  for (const WorkspaceFolder &F : Given.Added)
    if (std::optional<std::string> Path = fileOf(F.Uri))
      Folders.insert(*Path);
  Workspace->setFolders({Folders.begin(), Folders.end()});
}

void Server::didChangeConfiguration(const Json &Given) {
  const Json *Pushed = objectAt(Given, "settings");
  const Json *Ours = Pushed ? objectAt(*Pushed, "corolint") : nullptr;
  if (Ours)
    return takeSettings(*Ours);
  if (!Client.Configuration)
    return;
  Wire.request("workspace/configuration",
               {{"items", Json::array({{{"section", "corolint"}}})}},
               [this](const Response &R) {
                 if (!R.Failed && R.Result.is_array() && !R.Result.empty())
                   takeSettings(R.Result.front());
               });
}

void Server::takeSettings(const Json &Value) {
  // What is not settled there stays as it was at the start.
  Json All = AtStart;
  if (Value.is_object())
    for (const auto &[Key, Each] : Value.items())
      if (!Each.is_null())
        All[Key] = Each;
  ClientSettings Next = readSettings(All);
  if (!Folders.empty())
    resolvePaths(Next, *Folders.begin());
  for (const std::string &W : Next.Wrong)
    remark(MessageType::Warning, "corolint: " + W);
  Set = std::move(Next);
  refreshPlaces(ShowHints.exchange(Set.InlayHints) != Set.InlayHints,
                ShowLenses.exchange(Set.CodeLens) != Set.CodeLens);
  Settings->reload(Set.Lint);
  Files->changedAll();
  Workspace->changedAll();
}

void Server::diagnostic(DocumentDiagnosticParams Given, Reply Answer) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (!File)
    return Answer.result(toJson(DocumentDiagnosticReport{}));
  auto Tell = [this, Given = std::move(Given),
               Pending =
                   PendingReply::of(std::move(Answer))](AnalysisPtr A) mutable {
    std::optional<Reply> Answer = Pending->take();
    if (!Answer)
      return;
    std::vector<Diagnostic> Items;
    if (A) {
      Positions Where(*A, Encoding);
      Items = diagnosticsOf(*A, Where, Client);
    }
    DocumentDiagnosticReport Report = reportOf(std::move(Items));
    if (Report.ResultId == Given.PreviousResultId) {
      Report.Unchanged = true;
      Report.Items.clear();
    }
    Answer->result(toJson(Report));
  };
  if (Files->isOpen(*File))
    Files->whenAnalysed(*File, std::move(Tell));
  else if (!llvm::sys::fs::exists(*File))
    Tell(nullptr);
  else
    Files->whenClosedAnalysed(*File, std::move(Tell));
}

void Server::codeAction(CodeActionParams Given, Reply Answer) {
  std::optional<std::string> File = fileOf(Given.TextDocument.Uri);
  if (!File)
    return Answer.result(Json::array());
  Files->whenAnalysed(*File, [this, Given = std::move(Given),
                              Pending = PendingReply::of(std::move(Answer))](
                                 AnalysisPtr A) mutable {
    std::optional<Reply> Answer = Pending->take();
    if (!Answer)
      return;
    Json Out = Json::array();
    if (A) {
      Positions Where(*A, Encoding);
      for (const CodeAction &Each : codeActions(*A, Given, Where, Client))
        Out.push_back(toJson(Each));
      // Editors ask this wherever the cursor comes to rest.
      Files->looksAt(
          A->File,
          LineIndex(*A->Text).offset(Given.Where.Start, Encoding).Offset);
    }
    Answer->result(std::move(Out));
  });
}

void Server::askOfPlaces(const std::string &Uri, Reply Answer, Json Otherwise,
                         PlaceRequests::Question Do) {
  std::optional<std::string> File = fileOf(Uri);
  auto It = File ? Documents.find(*File) : Documents.end();
  if (It == Documents.end())
    return Answer.result(std::move(Otherwise));
  Places->ask(*File, It->second->version(), std::move(Answer),
              std::move(Otherwise), std::move(Do));
}

void Server::hover(TextDocumentPositionParams Given, Reply Answer) {
  askOfPlaces(Given.TextDocument.Uri, std::move(Answer), nullptr,
              [this, At = Given.Where](const Analysis &A) {
                Positions Where(A, Encoding);
                std::optional<Hover> H = hoverAt(A, At, Where, Client);
                return H ? toJson(*H) : Json();
              });
}

void Server::executeCommand(ExecuteCommandParams Given, Reply Answer) {
  if (Given.Name != ExplainCommand)
    return Answer.error(ErrorCode::InvalidParams,
                        "no command is named '" + Given.Name + "'");
  if (Given.Arguments.size() != 1 || !Given.Arguments.front().is_string())
    return Answer.error(ErrorCode::InvalidParams,
                        "the name of a check is needed");
  std::string Uri = pageUri(Given.Arguments.front().get<std::string>());
  if (Uri.empty())
    return Answer.error(ErrorCode::RequestFailed,
                        "there is no page for this check");
  if (Client.ShowDocument)
    Wire.request("window/showDocument", {{"uri", Uri}, {"takeFocus", true}},
                 [](const Response &) {});
  else
    Wire.notify(
        "window/showMessage",
        toJson(MessageParams{MessageType::Info,
                             Given.Arguments.front().get<std::string>() +
                                 " is explained in " + Uri}));
  Answer.result(Json(Uri));
}

void Server::inlayHint(TextDocumentRangeParams Given, Reply Answer) {
  if (!ShowHints)
    return Answer.result(Json::array());
  askOfPlaces(Given.TextDocument.Uri, std::move(Answer), Json::array(),
              [this, Asked = Given.Where](const Analysis &A) {
                Positions Where(A, Encoding);
                return toJsonList(inlayHints(A, Asked, Where));
              });
}

void Server::codeLens(TextDocumentParams Given, Reply Answer) {
  if (!ShowLenses)
    return Answer.result(Json::array());
  askOfPlaces(Given.TextDocument.Uri, std::move(Answer), Json::array(),
              [this](const Analysis &A) {
                Positions Where(A, Encoding);
                return toJsonList(codeLenses(A, Where, Client));
              });
}

/// The client does not know that there is something new.
void Server::refreshPlaces(bool Hints, bool Lenses) {
  if (Hints && Client.InlayHintRefresh)
    Wire.request("workspace/inlayHint/refresh", nullptr,
                 [](const Response &) {});
  if (Lenses && Client.CodeLensRefresh)
    Wire.request("workspace/codeLens/refresh", nullptr,
                 [](const Response &) {});
}

/// On the thread of the analysis.
void Server::analysed(AnalysisPtr A) {
  First->done(A->File);
  traceAnalysis(Log, *A);
  // What was asked meanwhile got the old answer, or none.
  if (Places->wasLate(A->File) || A->Again)
    refreshPlaces(ShowHints, ShowLenses);
  if (!A->Remark.empty())
    remark(MessageType::Info, A->File + ": " + A->Remark);
  if (A->Found.CrashedThroughHead)
    remark(MessageType::Warning,
           A->File + ": Clang crashes when it reads back what this file "
                     "includes; it is parsed whole from now on, which is "
                     "slower");
  if (A->Found.Report.What == UnitReport::Crashed)
    log(MessageType::Error, A->Found.Report.Errors.empty()
                                ? "crash while analysing " + A->File
                                : A->Found.Report.Errors.front());
  if (!Pulls)
    publish(*A);
  else if (A->Again && Client.DiagnosticRefresh)
    // The client does not know that there is something new.
    Wire.request("workspace/diagnostic/refresh", nullptr,
                 [](const Response &) {});
}

void Server::publish(const Analysis &A) {
  Positions Where(A, Encoding);
  PublishDiagnosticsParams Out{Where.uri(A.File), std::nullopt,
                               diagnosticsOf(A, Where, Client)};
  if (Client.DiagnosticVersion)
    Out.Version = A.Version;
  Wire.notify("textDocument/publishDiagnostics", toJson(Out));
}

void Server::remark(MessageType Type, const std::string &Text) {
  {
    std::lock_guard<std::mutex> Lock(RemarksMutex);
    if (!Remarks.insert(Text).second)
      return;
  }
  Wire.notify("window/showMessage", toJson(MessageParams{Type, Text}));
}

void Server::log(MessageType Type, const std::string &Text) {
  Wire.notify("window/logMessage", toJson(MessageParams{Type, Text}));
}

} // namespace corolint::lsp
