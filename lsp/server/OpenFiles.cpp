//===- OpenFiles.cpp - the documents in the editor ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/OpenFiles.h"

#include "command/Inputs.h"
#include "frontend/Preamble.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint::lsp {

struct OpenFiles::Open {
  std::string File;
  int Version = 0;
  std::shared_ptr<const std::string> Text;
  /// Counts what has to be analysed: changes of the text, and of what it
  /// depends on.
  unsigned long Wanted = 0, Known = 0;
  AnalysisPtr Last;
  std::vector<Waiter> Waiting;
  std::shared_ptr<const Preamble> Head;
  /// Clang crashes over what is included: parsed whole until it is closed.
  bool WithoutHead = false;
  /// Changed under both mutexes.
  bool Closed = false;
  unsigned long LastUse = 0;
};

OpenFiles::OpenFiles(Project &Settings, Limits L, Listener Done)
    : Settings(Settings), Limit(L), Done(std::move(Done)), Queue(L.Threads),
      Behind(L.Lanes, Scheduler::Low) {}

OpenFiles::~OpenFiles() = default;

void OpenFiles::open(const std::string &File, const std::string &Uri,
                     int Version, std::string Text) {
  close(File);
  std::lock_guard<std::mutex> Lock(Mutex);
  auto F = std::make_shared<Open>();
  F->File = File;
  F->Version = Version;
  F->Text = std::make_shared<const std::string>(std::move(Text));
  Texts.set(File, Uri, *F->Text);
  Files[File] = F;
  schedule(*F, Scheduler::Asked);
}

bool OpenFiles::change(const std::string &File, int Version, std::string Text) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Files.find(File);
  if (It == Files.end())
    return false;
  Open &F = *It->second;
  F.Version = Version;
  F.Text = std::make_shared<const std::string>(std::move(Text));
  Texts.set(File, "", *F.Text);
  scheduleUsersOf(File, Scheduler::Idle);
  schedule(F, Scheduler::Typed);
  return true;
}

void OpenFiles::close(const std::string &File) {
  std::vector<Waiter> Left;
  {
    std::lock_guard<std::mutex> NobodyIsTold(Telling);
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Files.find(File);
    if (It == Files.end())
      return;
    It->second->Closed = true;
    Left = std::move(It->second->Waiting);
    Texts.remove(File);
    Files.erase(It);
    Queue.drop(File);
  }
  for (Waiter &W : Left)
    W(nullptr);
}

void OpenFiles::changedOnDisk(const std::string &Changed) {
  std::lock_guard<std::mutex> Lock(Mutex);
  scheduleUsersOf(Changed, Scheduler::Asked);
}

/// Of the other files, those that may be read from `Changed`.
void OpenFiles::scheduleUsersOf(const std::string &Changed,
                                Scheduler::Reason Why) {
  // The compiler may have found it by another name.
  const std::string Real = realPath(Changed);
  for (auto &[File, F] : Files) {
    if (File == Changed || !F->Last)
      continue;
    const Analysed &Found = F->Last->Found;
    // What has not been parsed whole may be waiting for a file to come.
    bool Waits =
        Why == Scheduler::Asked && Found.Report.What != UnitReport::Complete;
    if (Waits || llvm::is_contained(Found.Files, Changed) ||
        llvm::is_contained(Found.Files, Real))
      schedule(*F, Why);
  }
}

void OpenFiles::changedAll() {
  std::lock_guard<std::mutex> Lock(Mutex);
  for (auto &[File, F] : Files)
    schedule(*F, Scheduler::Asked);
}

void OpenFiles::whenAnalysed(const std::string &File, Waiter Do) {
  wait(File, /*AnyOfVersion=*/false, std::move(Do));
}

void OpenFiles::whenVersionAnalysed(const std::string &File, Waiter Do) {
  wait(File, /*AnyOfVersion=*/true, std::move(Do));
}

void OpenFiles::wait(const std::string &File, bool AnyOfVersion, Waiter Do) {
  AnalysisPtr Now;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Files.find(File);
    if (It != Files.end()) {
      Open &F = *It->second;
      bool Good = AnyOfVersion ? F.Last && F.Last->Version == F.Version
                               : F.Known == F.Wanted;
      if (!Good) {
        F.Waiting.push_back(std::move(Do));
        return;
      }
      Now = F.Last;
    }
  }
  Do(Now);
}

bool OpenFiles::isOpen(const std::string &File) const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Files.count(File) != 0;
}

Analysis OpenFiles::analyseClosed(const std::string &File) {
  Analysis Out;
  Out.File = File;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out.Texts = Texts.snapshot();
  }
  lint(Out, nullptr);
  return Out;
}

void OpenFiles::inBackground(unsigned Lane, Scheduler::Work Do) {
  Behind.schedule(std::to_string(Lane), std::move(Do), Scheduler::Asked);
}

void OpenFiles::lint(Analysis &Now, const Preamble *Head) {
  if (llvm::Expected<FileSetup> Setup = Settings.setupFor(Now.File)) {
    Now.Remark = Setup->Remark;
    if (!Setup->Excluded)
      Now.Found = analyse(Now.File, *Setup, Now.Texts, Head);
  } else {
    Now.Problem = llvm::toString(Setup.takeError());
  }
}

void OpenFiles::schedule(Open &F, Scheduler::Reason Why) {
  ++F.Wanted;
  F.LastUse = ++Uses;
  std::shared_ptr<Open> Kept = Files.at(F.File);
  Queue.schedule(
      F.File, [this, Kept] { run(Kept); }, Why);
}

void OpenFiles::run(std::shared_ptr<Open> F) {
  auto Now = std::make_shared<Analysis>();
  unsigned long Wanted = 0;
  std::shared_ptr<const Preamble> Head;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    Wanted = F->Wanted;
    Head = F->Head;
    Now->File = F->File;
    Now->Version = F->Version;
    Now->Text = F->Text;
    Now->Texts = Texts.snapshot();
    Now->Again = F->Last && F->Last->Version == F->Version;
  }
  Scheduler::Clock::time_point Begin = Scheduler::Clock::now();
  lint(*Now, Head.get());
  Now->Took = Scheduler::Clock::now() - Begin;

  std::vector<Waiter> Served;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    F->Last = Now;
    F->Known = Wanted;
    if (F->Known == F->Wanted)
      Served = std::move(F->Waiting);
    if (Now->Found.CrashedThroughHead) {
      F->Head.reset();
      F->WithoutHead = true;
    }
    // What the user types goes before; it comes by here again.
    if (Now->Found.NeedsHead && !F->WithoutHead && !Queue.waits(F->File))
      Queue.schedule(
          F->File, [this, F] { renewHead(F); },
          Now->Again || Head ? Scheduler::Idle : Scheduler::Asked);
    keepWithinBudget(*F);
  }
  {
    std::lock_guard<std::mutex> Lock(Telling);
    if (!F->Closed)
      Done(Now);
  }
  for (Waiter &W : Served)
    W(Now);
}

/// Builds the preamble anew, and corrects what was found through an old one.
void OpenFiles::renewHead(std::shared_ptr<Open> F) {
  Drafts::Snapshot Now;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    Now = Texts.snapshot();
  }
  llvm::Expected<FileSetup> Setup = Settings.setupFor(F->File);
  if (!Setup)
    // The analysis has told it.
    return llvm::consumeError(Setup.takeError());
  bool Failed = false;
  std::shared_ptr<const Preamble> Head = buildHead(*Setup, Now, Failed);

  std::lock_guard<std::mutex> Lock(Mutex);
  if (F->Closed)
    return;
  F->Head = Head;
  F->WithoutHead |= Failed;
  if (F->Last && F->Last->Found.Provisional && !Queue.waits(F->File))
    schedule(*F, Scheduler::Asked);
}

/// Gives up the preambles of the files that were longest left alone.
void OpenFiles::keepWithinBudget(const Open &JustUsed) {
  std::vector<Open *> Idle;
  std::size_t Taken = 0;
  for (auto &[File, F] : Files) {
    if (!F->Head)
      continue;
    Taken += F->Head->size();
    if (F.get() != &JustUsed)
      Idle.push_back(F.get());
  }
  llvm::sort(Idle, [](const Open *A, const Open *B) {
    return A->LastUse < B->LastUse;
  });
  for (Open *F : Idle) {
    if (Taken <= Limit.PreambleBytes)
      return;
    Taken -= F->Head->size();
    F->Head.reset();
  }
}

} // namespace corolint::lsp
