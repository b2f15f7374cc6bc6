//===- WorkspaceDiagnostics.cpp - findings in all files -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/WorkspaceDiagnostics.h"

#include "lsp/features/Diagnostics.h"
#include "lsp/protocol/Uri.h"

#include "command/Inputs.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

namespace corolint::lsp {

/// One request, as long as it is not answered.
struct WorkspaceDiagnostics::Sweep {
  PendingPtr Answer;
  /// Null if the client wants the result as a whole.
  Json PartToken;
  std::shared_ptr<WorkProgress> Progress;

  /// What follows is guarded by the mutex of who has the sweep.
  ///
  /// What the client knows already, by path.
  std::map<std::string, PreviousResultId> Before;
  /// What is still to be told, the next at the end.
  std::vector<std::string> Todo;
  std::vector<std::string> All;
  unsigned Total = 0, Done = 0;
  /// The client has learnt something.
  bool News = false;
  /// Nothing is to be done until something changes.
  bool Resting = false;
  WorkspaceDiagnosticReport Whole;
};

void WorkspaceDiagnostics::request(WorkspaceDiagnosticParams Given,
                                   Reply Answer) {
  auto S = std::make_shared<Sweep>();
  S->PartToken = std::move(Given.PartialResultToken);
  for (PreviousResultId &Each : Given.PreviousResultIds)
    if (std::optional<std::string> File = fileOf(Each.Uri))
      S->Before[*File] = std::move(Each);
  std::weak_ptr<Sweep> Weak = S;
  S->Progress = Around.Progress.begin(
      "corolint: all files",
      [this, Weak] {
        if (SweepPtr Kept = Weak.lock())
          stop(Kept, /*Retry=*/false, "cancelled by the user");
      },
      Given.WorkDoneToken);
  S->Answer = PendingReply::of(std::move(Answer), [this, Weak] {
    if (SweepPtr Kept = Weak.lock())
      stop(Kept, /*Retry=*/false, "cancelled");
  });
  SweepPtr Old;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Old = std::move(Active);
    Active = S;
    Around.Files.inBackground(0, [this, S] { list(S); });
  }
  if (Old)
    stop(Old, /*Retry=*/false, "another request takes its place");
}

void WorkspaceDiagnostics::setFolders(std::vector<std::string> Now) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Folders = std::move(Now);
  }
  if (SweepPtr S = activeNow())
    stop(S, /*Retry=*/true, "the workspace has other folders");
}

void WorkspaceDiagnostics::changedAll() {
  Closed.forgetAll();
  if (SweepPtr S = activeNow())
    stop(S, /*Retry=*/true, "the settings have changed");
}

void WorkspaceDiagnostics::closed(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Active)
    return;
  auto It = Active->Before.find(File);
  if (It != Active->Before.end())
    It->second.Value.clear();
}

void WorkspaceDiagnostics::changed(const std::string &File) {
  // The compiler may have found it by another name.
  Closed.changed({File, realPath(File)});
  SweepPtr S;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!Active || !Active->Resting)
      return;
    S = Active;
    if (!wake(*S))
      return;
  }
  goOn(S);
}

/// Whether there is something to do again, which is to be done then. What is
/// open is told to who asks for the document.
bool WorkspaceDiagnostics::wake(Sweep &S) {
  for (const std::string &Each : S.All)
    if (!Closed.find(Each) && !Around.Files.isOpen(Each))
      S.Todo.push_back(Each);
  S.Total = S.Todo.size();
  S.Done = 0;
  S.Resting = S.Todo.empty();
  return !S.Resting;
}

WorkspaceDiagnostics::SweepPtr WorkspaceDiagnostics::activeNow() {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Active;
}

void WorkspaceDiagnostics::stop(const SweepPtr &S, bool Retry,
                                const char *Why) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Active == S)
      Active = nullptr;
  }
  if (std::optional<Reply> R = S->Answer->take())
    R->error(ErrorCode::ServerCancelled, Why, {{"retriggerRequest", Retry}});
  S->Progress->end(Why);
}

/// Reads the databases.
void WorkspaceDiagnostics::list(const SweepPtr &S) {
  std::vector<std::string> In;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    In = Folders;
  }
  std::vector<std::string> All;
  for (const std::string &Folder : In)
    if (auto Of = Around.Settings.filesIn(Folder))
      llvm::append_range(All, *Of);
    else
      Around.Log.log(Folder + ": " + llvm::toString(Of.takeError()));
  llvm::sort(All);
  All.erase(llvm::unique(All), All.end());
  Closed.lookAtDisk();
  tellGone(S, All);
  Around.Log.log("all files: " + std::to_string(All.size()));
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    S->Todo.assign(All.rbegin(), All.rend());
    S->Total = All.size();
    S->All = std::move(All);
  }
  goOn(S);
}

/// What the client knows of files that are not looked at any more.
void WorkspaceDiagnostics::tellGone(const SweepPtr &S,
                                    const std::vector<std::string> &Present) {
  std::vector<std::string> Gone;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const auto &[File, Id] : S->Before)
      if (!llvm::binary_search(Present, File))
        Gone.push_back(File);
  }
  for (const std::string &File : Gone)
    if (!Around.Files.isOpen(File))
      tell(S, File, std::nullopt, S->Before[File].Uri, reportOf({}));
}

void WorkspaceDiagnostics::goOn(const SweepPtr &S) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!S->Todo.empty()) {
      for (unsigned Lane = 0; Lane != Around.Lanes; ++Lane)
        schedule(S, Lane);
      return;
    }
  }
  finish(S);
}

/// Under the mutex: a sweep that has ended must not take the place of another.
void WorkspaceDiagnostics::schedule(const SweepPtr &S, unsigned Lane) {
  if (Active == S)
    Around.Files.inBackground(Lane, [this, S, Lane] { next(S, Lane); });
}

void WorkspaceDiagnostics::next(const SweepPtr &S, unsigned Lane) {
  std::string File;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Active != S || S->Todo.empty())
      return;
    File = std::move(S->Todo.back());
    S->Todo.pop_back();
  }
  if (Around.Files.isOpen(File))
    Around.Files.whenAnalysed(File, [this, S, File](AnalysisPtr A) {
      if (A) {
        Positions Where(*A, Around.Encoding);
        tell(S, File, A->Version, Where.uri(File),
             reportOf(diagnosticsOf(*A, Where, Around.Client)));
      }
      done(S);
    });
  else {
    analyseClosed(S, File);
    done(S);
  }
  std::lock_guard<std::mutex> Lock(Mutex);
  schedule(S, Lane);
}

void WorkspaceDiagnostics::analyseClosed(const SweepPtr &S,
                                         const std::string &File) {
  ClosedFiles::Report Known = Closed.find(File);
  if (!Known) {
    const ClosedFiles::Moment Beginning = Closed.now();
    Analysis A = Around.Files.analyseClosed(File);
    Positions Where(A, Around.Encoding);
    Known = std::make_shared<DocumentDiagnosticReport>(
        reportOf(diagnosticsOf(A, Where, Around.Client)));
    std::vector<std::string> ReadFrom = std::move(A.Found.Files);
    llvm::append_range(ReadFrom, A.Found.RealNames);
    Closed.set(File, Known, ReadFrom,
               A.Found.Report.What == UnitReport::Complete, Beginning);
  }
  tell(S, File, std::nullopt, uriOfPath(File), *Known);
}

void WorkspaceDiagnostics::tell(const SweepPtr &S, const std::string &File,
                                std::optional<int> Version,
                                const std::string &Uri,
                                const DocumentDiagnosticReport &Report) {
  WorkspaceDocumentDiagnosticReport Out{Uri, Version, Report};
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = S->Before.find(File);
    if (It != S->Before.end()) {
      // As the client calls it.
      Out.Uri = It->second.Uri;
      if (It->second.Value == Report.ResultId) {
        Out.Report.Unchanged = true;
        Out.Report.Items.clear();
      }
    }
    S->News |= !Out.Report.Unchanged;
    S->Before[File] = {Out.Uri, *Report.ResultId};
  }
  send(S, std::move(Out));
}

void WorkspaceDiagnostics::send(const SweepPtr &S,
                                WorkspaceDocumentDiagnosticReport Report) {
  if (S->PartToken.is_null()) {
    std::lock_guard<std::mutex> Lock(Mutex);
    S->Whole.Items.push_back(std::move(Report));
    return;
  }
  // Nobody knows the token any more when the request is answered.
  if (!S->Answer->isTaken())
    Around.Wire.notify(
        "$/progress",
        toJson(ProgressParams{S->PartToken, toJson(WorkspaceDiagnosticReport{
                                                {std::move(Report)}})}));
}

void WorkspaceDiagnostics::done(const SweepPtr &S) {
  unsigned Done = 0, Total = 0;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Done = ++S->Done;
    Total = S->Total;
  }
  S->Progress->report(Done, Total);
  if (Done == Total)
    finish(S);
}

void WorkspaceDiagnostics::finish(const SweepPtr &S) {
  S->Progress->end("");
  WorkspaceDiagnosticReport Whole;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Active != S)
      return;
    bool MayRest = !S->News && !S->PartToken.is_null() && !S->All.empty();
    if (MayRest && !wake(*S))
      return;
    if (!MayRest) {
      Active = nullptr;
      Whole = std::move(S->Whole);
    }
  }
  // Something has changed meanwhile.
  if (activeNow() == S)
    return goOn(S);
  Around.Log.log("all files: done");
  if (std::optional<Reply> R = S->Answer->take())
    R->result(toJson(Whole));
}

} // namespace corolint::lsp
