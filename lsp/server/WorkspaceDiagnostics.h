//===- WorkspaceDiagnostics.h - findings in all files -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// workspace/diagnostic: the findings in all source files that the compile
// databases of the workspace's folders name. They are analysed one by one
// behind the open files, and kept as long as nothing changes.
//
// A client that takes partial results gets each report as soon as it is there,
// and its request stays open while there is nothing that it does not know: it
// would only ask again at once. What changes on the disk is looked at again
// then.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_WORKSPACEDIAGNOSTICS_H
#define COROLINT_LSP_SERVER_WORKSPACEDIAGNOSTICS_H

#include "lsp/analysis/ClosedFiles.h"
#include "lsp/protocol/Connection.h"
#include "lsp/protocol/Initialize.h"
#include "lsp/server/OpenFiles.h"
#include "lsp/server/PendingReply.h"
#include "lsp/server/Trace.h"
#include "lsp/server/WorkProgress.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace corolint::lsp {

class WorkspaceDiagnostics {
public:
  struct Surroundings {
    Connection &Wire;
    const ClientCapabilities &Client;
    PositionEncoding Encoding;
    Project &Settings;
    OpenFiles &Files;
    WorkProgresses &Progress;
    Trace &Log;
    /// So many files are analysed at a time.
    unsigned Lanes = 1;
  };

  explicit WorkspaceDiagnostics(const Surroundings &Around) : Around(Around) {}

  /// For the thread that handles messages.
  void request(WorkspaceDiagnosticParams Given, Reply Answer);
  /// The workspace has these folders from now on; absolute paths.
  void setFolders(std::vector<std::string> Now);
  /// A document was closed: what the client has of it is not what it was told
  /// here.
  void closed(const std::string &File);
  /// A file has changed on the disk.
  void changed(const std::string &File);
  /// Settings, a configuration or a database has changed.
  void changedAll();

private:
  struct Sweep;
  using SweepPtr = std::shared_ptr<Sweep>;

  bool wake(Sweep &S);
  void list(const SweepPtr &S);
  void goOn(const SweepPtr &S);
  void schedule(const SweepPtr &S, unsigned Lane);
  void next(const SweepPtr &S, unsigned Lane);
  void analyseClosed(const SweepPtr &S, const std::string &File);
  void tell(const SweepPtr &S, const std::string &File,
            std::optional<int> Version, const std::string &Uri,
            const DocumentDiagnosticReport &Report);
  void tellGone(const SweepPtr &S, const std::vector<std::string> &Present);
  void send(const SweepPtr &S, WorkspaceDocumentDiagnosticReport Report);
  void done(const SweepPtr &S);
  void finish(const SweepPtr &S);
  /// Ends a sweep with an error; `Retry`: the client should ask again.
  void stop(const SweepPtr &S, bool Retry, const char *Why);
  SweepPtr activeNow();

  const Surroundings Around;
  ClosedFiles Closed;
  std::mutex Mutex;
  std::vector<std::string> Folders;
  SweepPtr Active;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_WORKSPACEDIAGNOSTICS_H
