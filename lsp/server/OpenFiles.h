//===- OpenFiles.h - the documents in the editor ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_OPENFILES_H
#define COROLINT_LSP_SERVER_OPENFILES_H

#include "lsp/analysis/Analyse.h"
#include "lsp/analysis/Bases.h"
#include "lsp/server/Scheduler.h"
#include "lsp/server/Timer.h"

#include "llvm/ADT/FunctionExtras.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace corolint::lsp {

/// What is known of one version of a document.
struct Analysis {
  /// Absolute.
  std::string File;
  int Version = 0;
  /// What was analysed, and what the other drafts were then.
  std::shared_ptr<const std::string> Text;
  Drafts::Snapshot Texts;
  Analysed Found;
  /// What is shown in place of what was found, where the text does not compile
  /// and the user has not paused yet.
  std::optional<std::vector<Finding>> Held;
  /// Nor is the obstacle shown.
  bool Quiet = false;
  /// The same version was analysed before.
  bool Again = false;
  std::chrono::steady_clock::duration Took{};
  /// Why there is nothing: the configuration or the database is wrong.
  std::string Problem;
  /// What the user should know of the compile command.
  std::string Remark;

  const std::vector<Finding> &shown() const {
    return Held ? *Held : Found.Findings;
  }
  void tellAll() {
    Held.reset();
    Quiet = false;
  }
  /// Why the file, or much of it, cannot be analysed; "" if it can.
  std::string obstacle() const;
};
using AnalysisPtr = std::shared_ptr<const Analysis>;

/// The open documents and what is known of them. Thread-safe.
class OpenFiles {
public:
  /// Called on some thread with each analysis of a document that is still open;
  /// for one document in the order of its versions.
  using Listener = llvm::unique_function<void(AnalysisPtr)>;
  /// Called with the analysis, or with null if the document is closed first.
  using Waiter = llvm::unique_function<void(AnalysisPtr)>;

  struct Limits {
    /// Files that are analysed at a time.
    unsigned Threads = 1;
    /// What is done beside that at a time.
    unsigned Lanes = 1;
    /// Preambles may take so much together; those of the files that were
    /// longest left alone are given up first.
    std::size_t PreambleBytes = std::size_t(384) << 20;
    /// Those of a file that nobody uses are given up after that long, or up
    /// to half as long again.
    std::chrono::steady_clock::duration Idle = std::chrono::minutes(30);
    /// What was found in text that does not compile is shown when the user
    /// pauses, and before that what was shown of the text before. Not for
    /// listeners who can only ask.
    bool Hold = true;
  };

  OpenFiles(Project &Settings, Limits L, BaseStore OnDisk, Listener Done);
  ~OpenFiles();

  /// `Uri` is how the client calls the file.
  void open(const std::string &File, const std::string &Uri, int Version,
            std::string Text);
  /// False if the document is not open.
  bool change(const std::string &File, int Version, std::string Text);
  void close(const std::string &File);

  /// The user has saved the document: what is held back of it is told.
  void saved(const std::string &File);
  /// The user is at `Place`, in bytes, of the document: he may write there.
  void looksAt(const std::string &File, std::size_t Place);

  /// Analyses again what may depend on `Changed`, but for that file itself.
  void changedOnDisk(const std::string &Changed);
  /// Analyses all again: the settings have changed.
  void changedAll();

  /// Calls `Do` as soon as the version that is open now is analysed.
  void whenAnalysed(const std::string &File, Waiter Do);
  /// The same, but what has changed beside the text does not count.
  void whenVersionAnalysed(const std::string &File, Waiter Do);
  bool isOpen(const std::string &File) const;
  /// What the preambles take, in bytes.
  std::size_t preambleBytes() const;
  /// Analyses a file that need not be open, as it is on the disk, with the
  /// drafts of the others.
  Analysis analyseClosed(const std::string &File);
  /// The same behind what is done for open documents; `Do` is dropped if it is
  /// asked for again before.
  void whenClosedAnalysed(const std::string &File, Waiter Do);
  /// Runs `Do` beside what is done for open documents, on a thread that counts
  /// less. What still waits in the same lane is dropped.
  void inBackground(unsigned Lane, Scheduler::Work Do);
  /// Blocks until everything is analysed.
  void finish() { Queue.finish(); }

private:
  struct Open;
  void schedule(Open &F, Scheduler::Reason Why);
  void scheduleUsersOf(const std::string &Changed, Scheduler::Reason Why);
  void run(std::shared_ptr<Open> F);
  void hold(Analysis &Now, const Analysis &Before) const;
  void settle(const std::shared_ptr<Open> &F, const AnalysisPtr &Of);
  bool lint(Analysis &Now, std::shared_ptr<const ParsedHead> Head,
            bool MayGuess);
  void newBase(AnalysisPtr Of);
  void wantHead(const std::shared_ptr<Open> &F, Scheduler::Reason Why);
  void renewHead(std::shared_ptr<Open> F);
  void preparePrefix(const std::shared_ptr<Open> &F);
  void renewPrefix(std::shared_ptr<Open> F, AnalysisPtr Of,
                   const CutPoint &Cut);
  void wait(const std::string &File, bool AnyOfVersion, Waiter Do);
  void keepWithinBudget(const Open &JustUsed);
  void giveUpIdle();

  Project &Settings;
  const Limits Limit;
  Listener Done;
  mutable std::mutex Mutex;
  Drafts Texts;
  std::map<std::string, std::shared_ptr<Open>> Files;
  unsigned long Uses = 0;
  Bases System;
  bool BaseIsOnItsWay = false;
  /// Held while the listener is told, so that it hears nothing of a document
  /// after close() has returned. Taken before `Mutex`.
  std::mutex Telling;
  /// Last, so that their threads end before the rest.
  /// What runs in `Queue` may still hand something to `Behind`.
  Scheduler Behind, Queue;
  Timer Later;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_OPENFILES_H
