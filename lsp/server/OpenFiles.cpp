//===- OpenFiles.cpp - the documents in the editor ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/OpenFiles.h"

#include "command/Inputs.h"
#include "frontend/SystemBase.h"
#include "lsp/analysis/GiveBackMemory.h"
#include "lsp/analysis/Heads.h"
#include "lsp/analysis/HeldFindings.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

namespace corolint::lsp {

struct OpenFiles::Open {
  std::string File;
  int Version = 0;
  /// The version that was saved last: nothing of it is held back.
  std::optional<int> Saved;
  std::shared_ptr<const std::string> Text;
  /// Counts what has to be analysed: changes of the text, and of what it
  /// depends on.
  unsigned long Wanted = 0, Known = 0;
  AnalysisPtr Last;
  /// Other files that have changed since what runs has begun.
  llvm::StringSet<> ChangedMeanwhile;
  /// The last in which the include block was parsed.
  AnalysisPtr Traced;
  std::vector<Waiter> Waiting;
  Heads Begin;
  /// Where the user works, in bytes from the beginning of the text; if unknown,
  /// at the end.
  std::size_t Place = std::string::npos;
  /// Changed under both mutexes.
  bool Closed = false;
  unsigned long LastUse = 0;
  Timer::Clock::time_point LastUsed;

  /// What was found last may be read from a file that has changed since it
  /// began, or from one that was not there.
  bool mayBeOutdated() const {
    const Analysed &Found = Last->Found;
    return !ChangedMeanwhile.empty() &&
           (Found.Report.What != UnitReport::Complete ||
            llvm::any_of(ChangedMeanwhile.keys(), [&](llvm::StringRef File) {
              return Found.isReadFrom(File.str());
            }));
  }
};

std::string Analysis::obstacle() const {
  const std::vector<std::string> &Errors = Found.Report.Errors;
  if (Found.Report.What == UnitReport::Failed ||
      Found.Report.What == UnitReport::Crashed)
    return "this file could not be analysed: " +
           (Errors.empty() ? "unknown error" : Errors.front());
  // An old preamble may have missed a file that is not included any more.
  auto Missing = llvm::find_if(Errors, [&](llvm::StringRef Error) {
    return !Found.Provisional && Error.ends_with("' file not found");
  });
  return Missing == Errors.end()
             ? ""
             : "what needs this file cannot be checked: " + *Missing;
}

/// The prefix of a file is built beside its analyses.
static std::string prefixJob(const std::string &File) {
  return File + "#prefix";
}

/// What is held back of a file is told when nothing more is typed.
static std::string settleJob(const std::string &File) {
  return File + "#settle";
}

OpenFiles::OpenFiles(Project &Settings, Limits L, BaseStore OnDisk,
                     Listener Done)
    : Settings(Settings), Limit(L), Done(std::move(Done)),
      System(std::move(OnDisk)), Behind(L.Lanes, Scheduler::Low),
      Queue(L.Threads) {
  Later.after(Limit.Idle / 2, [this] { giveUpIdle(); });
}

OpenFiles::~OpenFiles() = default;

static bool isOnDisk(const std::string &File, llvm::StringRef Text) {
  auto Disk = llvm::MemoryBuffer::getFile(File);
  return Disk && (*Disk)->getBuffer() == Text;
}

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
  if (!isOnDisk(File, *F->Text))
    scheduleUsersOf(File, Scheduler::Asked);
  schedule(*F, Scheduler::Asked);
}

bool OpenFiles::change(const std::string &File, int Version, std::string Text) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Files.find(File);
  if (It == Files.end())
    return false;
  Open &F = *It->second;
  F.Version = Version;
  F.Place =
      std::mismatch(F.Text->begin(), F.Text->end(), Text.begin(), Text.end())
          .first -
      F.Text->begin();
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
    Queue.drop(prefixJob(File));
    Queue.drop(settleJob(File));
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
    if (File == Changed)
      continue;
    // What is being analysed may turn out to be read from it.
    if (F->Known != F->Wanted) {
      F->ChangedMeanwhile.insert(Changed);
      F->ChangedMeanwhile.insert(Real);
    }
    if (!F->Last)
      continue;
    const Analysed &Found = F->Last->Found;
    // What has not been parsed whole may be waiting for a file to come.
    bool Waits =
        Why == Scheduler::Asked && Found.Report.What != UnitReport::Complete;
    if (Waits || Found.isReadFrom(Changed) || Found.isReadFrom(Real))
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
      F.LastUsed = Timer::Clock::now();
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
  lint(Out, nullptr, /*MayGuess=*/true);
  return Out;
}

void OpenFiles::whenClosedAnalysed(const std::string &File, Waiter Do) {
  // Work can be copied.
  auto Kept = std::make_shared<Waiter>(std::move(Do));
  Behind.schedule(
      File,
      [this, File, Kept] {
        (*Kept)(std::make_shared<Analysis>(analyseClosed(File)));
      },
      Scheduler::Asked);
}

void OpenFiles::inBackground(unsigned Lane, Scheduler::Work Do) {
  Behind.schedule(std::to_string(Lane), std::move(Do), Scheduler::Asked);
}

/// Whether there is a base for the system headers of the file.
bool OpenFiles::lint(Analysis &Now, std::shared_ptr<const ParsedHead> Head,
                     bool MayGuess) {
  llvm::Expected<FileSetup> Setup = Settings.setupFor(Now.File);
  if (!Setup) {
    Now.Problem = llvm::toString(Setup.takeError());
    return false;
  }
  Now.Remark = Setup->Remark;
  if (Setup->Excluded)
    return false;
  if (MayGuess)
    Head = System.guess(*Setup, Now.Texts);
  Now.Found = analyse(Now.File, *Setup, Now.Texts, Head.get());
  if (Now.Found.CrashedThroughHead)
    System.crashed(*Head);
  return System.find(*Setup, Now.Texts, Now.Found) != nullptr;
}

void OpenFiles::schedule(Open &F, Scheduler::Reason Why) {
  ++F.Wanted;
  F.LastUse = ++Uses;
  F.LastUsed = Timer::Clock::now();
  std::shared_ptr<Open> Kept = Files.at(F.File);
  Queue.schedule(
      F.File, [this, Kept] { run(Kept); }, Why);
}

void OpenFiles::run(std::shared_ptr<Open> F) {
  auto Now = std::make_shared<Analysis>();
  unsigned long Wanted = 0;
  std::shared_ptr<const ParsedHead> Head;
  bool MayGuess = false;
  AnalysisPtr Before;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    Before = F->Last;
    Wanted = F->Wanted;
    Head = F->Begin.best();
    MayGuess = !Head && F->Begin.isAllowed();
    Now->File = F->File;
    Now->Version = F->Version;
    Now->Text = F->Text;
    Now->Texts = Texts.snapshot();
    Now->Again = Before && Before->Version == F->Version;
    F->ChangedMeanwhile.clear();
  }
  Scheduler::Clock::time_point Begin = Scheduler::Clock::now();
  bool HasBase = lint(*Now, Head, MayGuess);
  Now->Took = Scheduler::Clock::now() - Begin;
  Queue.took(F->File, Now->Took);
  if (Before && Limit.Hold)
    hold(*Now, *Before);

  std::vector<Waiter> Served;
  bool NeedsBase = false;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    if (F->Saved == Now->Version)
      Now->tellAll();
    if (Now->Found.CrashedThroughHead)
      F->Begin.crashed();
    F->Last = Now;
    if (Now->Found.Includes)
      F->Traced = Now;
    if (F->Begin.wantsPreamble(Now->Found)) {
      NeedsBase = !HasBase && Now->Found.Includes && !BaseIsOnItsWay &&
                  !System.isRefused(*Now->Found.Includes);
      BaseIsOnItsWay |= NeedsBase;
      // One that only has to be corrected can wait for a pause.
      wantHead(F, Now->Again || F->Begin.preamble() ? Scheduler::Idle
                                                    : Scheduler::Asked);
    }
    F->Known = Wanted;
    if (F->Known == F->Wanted && F->mayBeOutdated())
      schedule(*F, Scheduler::Idle);
    preparePrefix(F);
    if (F->Known == F->Wanted)
      Served = std::move(F->Waiting);
    keepWithinBudget(*F);
  }
  {
    std::lock_guard<std::mutex> NobodyElse(Telling);
    bool IsLast = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      // Who has saved meanwhile has been told more.
      IsLast = !F->Closed && F->Last == Now;
    }
    if (IsLast)
      Done(Now);
  }
  for (Waiter &W : Served)
    W(Now);
  if (Now->Held)
    Queue.schedule(
        settleJob(F->File), [this, F, Now] { settle(F, Now); },
        Scheduler::Idle);
  if (NeedsBase)
    newBase(Now);
}

static bool areSame(const std::vector<Finding> &A,
                    const std::vector<Finding> &B) {
  return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                    [](const Finding &A, const Finding &B) {
                      return A.Sure == B.Sure && !(A < B) && !(B < A);
                    });
}

void OpenFiles::hold(Analysis &Now, const Analysis &Before) const {
  if (Now.Found.Report.What == UnitReport::Complete || !Now.Problem.empty())
    return;
  std::vector<Finding> Shown =
      holdFindings(Now.File, {Before.shown(), *Before.Text},
                   {Now.Found.Findings, *Now.Text}, Now.Found.Sound);
  Now.Quiet =
      !Now.obstacle().empty() && (Before.obstacle().empty() || Before.Quiet);
  if (Now.Quiet || !areSame(Shown, Now.Found.Findings))
    Now.Held = std::move(Shown);
}

/// The user has paused: tells what was found.
void OpenFiles::settle(const std::shared_ptr<Open> &F, const AnalysisPtr &Of) {
  std::lock_guard<std::mutex> NobodyElse(Telling);
  auto Now = std::make_shared<Analysis>(*Of);
  Now->tellAll();
  Now->Again = true;
  Now->Took = {};
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed || F->Last != Of || F->Known != F->Wanted)
      return;
    F->Last = Now;
  }
  Done(Now);
}

/// Parses the system headers of a file for all that include the same. Whoever
/// types in that file meanwhile waits for it, and not for another parse of
/// them.
void OpenFiles::newBase(AnalysisPtr Of) {
  std::shared_ptr<const SystemBase> Base;
  llvm::Expected<FileSetup> Setup = Settings.setupFor(Of->File);
  if (Setup)
    Base = buildBase(*Setup, Of->Texts, *Of->Found.Includes);
  else
    llvm::consumeError(Setup.takeError());
  System.add(Base, *Of->Found.Includes, *Of->Text);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    BaseIsOnItsWay = false;
    for (auto &[File, F] : Files)
      if (F->Last && F->Begin.wantsPreamble(F->Last->Found))
        wantHead(F, Scheduler::Asked);
  }
  // Who works here goes before those who come after this process.
  if (Base)
    Behind.schedule(
        "store", [this, Base] { System.store(*Base); }, Scheduler::Asked);
}

/// Has the preamble of a file built, upon the base that is on its way.
void OpenFiles::wantHead(const std::shared_ptr<Open> &F,
                         Scheduler::Reason Why) {
  // What the user types goes before; it comes by here again.
  if (!BaseIsOnItsWay && !Queue.waits(F->File))
    Queue.prepare(
        F->File, [this, F] { renewHead(F); }, Why);
}

/// Builds the preamble anew, and corrects what was found through an old one.
void OpenFiles::renewHead(std::shared_ptr<Open> F) {
  Drafts::Snapshot Now;
  AnalysisPtr Traced;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (F->Closed)
      return;
    Now = Texts.snapshot();
    Traced = F->Traced;
  }
  llvm::Expected<FileSetup> Setup = Settings.setupFor(F->File);
  if (!Setup)
    // The analysis has told it.
    return llvm::consumeError(Setup.takeError());
  std::shared_ptr<const SystemBase> Base;
  if (Traced)
    Base = System.find(*Setup, Now, Traced->Found);
  bool Failed = false;
  std::shared_ptr<const Preamble> Head =
      buildHead(*Setup, Now, std::move(Base), Failed);

  std::lock_guard<std::mutex> Lock(Mutex);
  if (F->Closed)
    return;
  F->Begin.setPreamble(std::move(Head), Failed);
  // What the first analysis took says nothing of those that begin with it.
  Queue.took(F->File, {});
  preparePrefix(F);
  if (F->Last && F->Last->Found.Provisional && !Queue.waits(F->File))
    schedule(*F, Scheduler::Asked);
}

void OpenFiles::saved(const std::string &File) {
  std::shared_ptr<Open> F;
  AnalysisPtr Last;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Files.find(File);
    if (It == Files.end())
      return;
    F = It->second;
    F->Saved = F->Version;
    Last = F->Last;
  }
  if (Last && Last->Held)
    settle(F, Last);
}

void OpenFiles::looksAt(const std::string &File, std::size_t Place) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Files.find(File);
  if (It == Files.end())
    return;
  It->second->Place = Place;
  It->second->LastUsed = Timer::Clock::now();
  preparePrefix(It->second);
}

/// Sees to it that what comes before the place where the user works is there
/// when he writes. Only in the file that he used last.
void OpenFiles::preparePrefix(const std::shared_ptr<Open> &F) {
  if (!F->Last || F->LastUse != Uses)
    return;
  const std::vector<CutPoint> &Cuts = F->Last->Found.Cuts;
  std::size_t Place = F->Place;
  if (Place == std::string::npos && !Cuts.empty())
    Place = Cuts.back().Offset - 1;
  AnalysisPtr Of = F->Last;
  if (auto Cut = F->Begin.wantedCut(Place, *Of->Text, Of->Found))
    Queue.prepare(
        prefixJob(F->File),
        [this, F, Of, Cut = *Cut] { renewPrefix(F, Of, Cut); },
        Scheduler::Asked);
}

/// Parses what comes before the function that the user edits.
void OpenFiles::renewPrefix(std::shared_ptr<Open> F, AnalysisPtr Of,
                            const CutPoint &Cut) {
  std::shared_ptr<const Preamble> Head;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Head = F->Begin.preamble();
    if (F->Closed || !Head)
      return;
  }
  llvm::Expected<FileSetup> Setup = Settings.setupFor(F->File);
  if (!Setup)
    return llvm::consumeError(Setup.takeError());
  std::shared_ptr<const Prefix> Before =
      buildPrefix(*Setup, Of->Texts, Head, Cut);

  std::lock_guard<std::mutex> Lock(Mutex);
  if (F->Closed)
    return;
  F->Begin.setPrefix(std::move(Before), Cut, *Of->Text);
  keepWithinBudget(*F);
}

/// Gives up the preambles of the files that were longest left alone.
void OpenFiles::keepWithinBudget(const Open &JustUsed) {
  std::vector<Open *> Idle;
  std::size_t Taken = System.size();
  for (auto &[File, F] : Files) {
    std::size_t Size = F->Begin.size();
    if (Size == 0)
      continue;
    Taken += Size;
    if (F.get() != &JustUsed)
      Idle.push_back(F.get());
  }
  llvm::sort(Idle, [](const Open *A, const Open *B) {
    return A->LastUse < B->LastUse;
  });
  for (Open *F : Idle) {
    if (Taken <= Limit.PreambleBytes)
      return;
    Taken -= F->Begin.size();
    F->Begin.clear();
  }
}

std::size_t OpenFiles::preambleBytes() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::size_t Out = System.size();
  for (const auto &[File, F] : Files)
    Out += F->Begin.size();
  return Out;
}

/// Gives up the preambles of the files that were left alone for long, and what
/// only they have shared.
void OpenFiles::giveUpIdle() {
  const std::size_t Before = preambleBytes();
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    const Timer::Clock::time_point Since = Timer::Clock::now() - Limit.Idle;
    for (auto &[File, F] : Files)
      if (F->LastUsed <= Since)
        F->Begin.clear();
    System.giveUpUnused(Since);
  }
  if (preambleBytes() < Before)
    giveBackMemory();
  Later.after(Limit.Idle / 2, [this] { giveUpIdle(); });
}

} // namespace corolint::lsp
