//===- Check.cpp - corolint check -----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/BaselineFile.h"
#include "command/Changes.h"
#include "command/Commands.h"
#include "command/Filters.h"
#include "command/FixRun.h"
#include "command/Inputs.h"
#include "command/LintRun.h"
#include "command/OutputFile.h"
#include "command/RuleTable.h"
#include "command/Setups.h"
#include "command/Shards.h"
#include "command/ShowConfig.h"
#include "command/Tables.h"
#include "command/Watch.h"
#include "compat/Paths.h"
#include "frontend/CommandLine.h"
#include "report/Report.h"
#include "report/Sources.h"
#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <chrono>
#include <optional>
#include <set>

using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;

namespace corolint {

namespace {

class CheckRun {
public:
  CheckRun(const Options &O, StringRef WorkingFolder)
      : O(O), Base(WorkingFolder.str()), Prepared(O) {}

  Expected<ExitCode> run();
  /// What the result hangs on, as far as run() has come.
  const WatchedFiles &filesToWatch() const { return Watched; }

private:
  Expected<ConfigFinder> configs() const;
  /// Note what the result hangs on.
  void watchSettings();
  void watch(const LintRun &Run);
  /// Reads the baseline and the changes.
  Error readGate();
  Expected<std::vector<UnitJob>> jobs(const Inputs &In);
  /// Leaves the units that are asked for.
  void narrow(Inputs &In);
  void printFiles(const Inputs &In);
  /// Where --fix may write.
  std::vector<std::string> folders() const;
  void fix(LintRun &Run, Filters &Shown);
  std::vector<UnitReport> reports(const Inputs &In, const LintRun &Run) const;
  void printDump(const LintRun &Run);
  /// Findings that are put into the baseline are none any more.
  void saveBaseline(std::vector<Finding> &Findings);
  /// False where some cannot be written.
  bool printFindings(llvm::ArrayRef<Finding> Findings,
                     llvm::ArrayRef<UnitReport> Reports);
  ExitCode finish(const Inputs &In, const LintRun &Run,
                  llvm::ArrayRef<Finding> Findings);

  const Options &O;
  std::string Base;
  Setups Prepared;
  Sources Files;
  /// The exit code will be 2.
  bool Wrong = false;
  WatchedFiles Watched;
  std::optional<Changes> Changed;
  std::optional<BaselineFile> Known;
};

Expected<ConfigFinder> CheckRun::configs() const {
  if (O.NoConfig)
    return ConfigFinder(Config());
  if (O.ConfigFile.empty())
    return ConfigFinder();
  SmallString<256> File = StringRef(O.ConfigFile);
  makeAbsolute(Base, File);
  llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
  Expected<Config> C = readConfig(File);
  if (!C)
    return C.takeError();
  return ConfigFinder(std::move(*C));
}

Expected<std::vector<UnitJob>> CheckRun::jobs(const Inputs &In) {
  std::vector<UnitJob> Jobs;
  for (const Unit &U : In.Units) {
    Expected<const Setup *> S = Prepared.get(*U.Settings);
    if (!S)
      return S.takeError();
    Jobs.push_back({&U, *S, /*WithInsights=*/false, O.Gate.Profile});
  }
  return Jobs;
}

void CheckRun::narrow(Inputs &In) {
  bool HadUnits = !In.Units.empty();
  if (Changed)
    keepConcerned(In, *Changed);
  if (HadUnits && In.Units.empty() && !O.Quiet)
    llvm::errs() << "nothing to lint: no file is concerned by the changes\n";
  HadUnits = !In.Units.empty();
  if (O.Gate.Shards > 1)
    keepShard(In, O.Gate.Shard, O.Gate.Shards, Base);
  if (HadUnits && In.Units.empty() && !O.Quiet)
    llvm::errs() << "nothing to lint: this part of the files is empty\n";
}

void CheckRun::printFiles(const Inputs &In) {
  for (const Unit &U : In.Units)
    llvm::outs() << shortPath(U.Command.File, Base) << '\n';
}

std::vector<std::string> CheckRun::folders() const {
  std::vector<std::string> Folders = {realPath(Base)};
  for (const std::string &Path : O.Paths)
    Folders.push_back(realPath(Path));
  return Folders;
}

void CheckRun::fix(LintRun &Run, Filters &Shown) {
  FixRun Fixer(Run, Files, folders(), Base);
  auto Now = [&] { return Shown.shown(); };
  auto Edited = [&](StringRef File, llvm::ArrayRef<Edit> Edits) {
    Shown.follow(File, Edits);
  };
  Fixer.run({Now, Edited});
  for (const std::string &Message : Fixer.messages())
    llvm::errs() << Message << '\n';
  if (O.Gate.ShowsPatch) {
    llvm::outs() << Fixer.diff();
    llvm::outs().flush();
  } else if (Error E = Fixer.write()) {
    printError(llvm::toString(std::move(E)));
    Wrong = true;
    return;
  }
  if (!O.Quiet)
    llvm::errs() << Fixer.fixed()
                 << (Fixer.fixed() == 1 ? " finding " : " findings ")
                 << (O.Gate.ShowsPatch ? "can be fixed\n" : "fixed\n");
}

std::vector<UnitReport> CheckRun::reports(const Inputs &In,
                                          const LintRun &Run) const {
  std::vector<UnitReport> Reports;
  for (const UnitResult &R : Run.results())
    Reports.push_back(R.Report);
  // A report must not look as if all were well.
  for (const InputError &E : In.Errors)
    Reports.push_back(
        {E.File.empty() ? Base : E.File, UnitReport::Failed, {E.Message}, ""});
  llvm::sort(Reports, [](const UnitReport &A, const UnitReport &B) {
    return std::tie(A.File, A.Errors) < std::tie(B.File, B.Errors);
  });
  return Reports;
}

void CheckRun::printDump(const LintRun &Run) {
  for (const UnitResult &R : Run.results()) {
    if (Run.results().size() > 1)
      llvm::outs() << "// " << shortPath(R.Report.File, Base) << '\n';
    llvm::outs() << R.Dump;
  }
  llvm::outs().flush();
}

bool CheckRun::printFindings(llvm::ArrayRef<Finding> Findings,
                             llvm::ArrayRef<UnitReport> Reports) {
  std::vector<Rule> Rules = ruleTable();
  std::string Root = projectRoot(Base);
  Report R = {Findings, Reports,          Rules, COROLINT_VERSION, Root,
              &Files,   COROLINT_DOCS_URL};
  return writeOutputs(O.Outputs, R,
                      {wantsColor(O), O.Color == ColorMode::Always, Base});
}

void CheckRun::watchSettings() {
  std::vector<std::string> Named = O.Models;
  for (const std::string &File : {O.ConfigFile, O.Gate.BaselineFile})
    if (!File.empty())
      Named.push_back(File);
  llvm::append_range(Named, O.Paths);
  for (const std::string &File : Named)
    Watched.All.insert(absolutePath(File, Base));
  if (O.Flags)
    return;
  std::string Near =
      absolutePath(O.Paths.empty() ? "x" : O.Paths.front(), Base);
  std::string Database = O.Database.empty() ? CompileCommands::find(Near)
                                            : absolutePath(O.Database, Base);
  if (llvm::sys::fs::is_directory(Database))
    Database += "/compile_commands.json";
  if (!Database.empty())
    Watched.All.insert(Database);
}

void CheckRun::watch(const LintRun &Run) {
  for (const UnitResult &R : Run.results()) {
    Watched.All.insert(R.Report.File);
    for (auto *Files : {&Watched.All, &Watched.Read})
      Files->insert(R.Files.begin(), R.Files.end());
    // Also where none is yet.
    for (StringRef Folder = llvm::sys::path::parent_path(R.Report.File);
         !O.NoConfig && !Folder.empty();
         Folder = llvm::sys::path::parent_path(Folder))
      Watched.All.insert((Folder + "/.corolint.yaml").str());
  }
}

Error CheckRun::readGate() {
  if (!O.Gate.BaselineFile.empty()) {
    Expected<BaselineFile> Read = BaselineFile::open(O.Gate, Base);
    if (!Read)
      return Read.takeError();
    Known.emplace(std::move(*Read));
  }
  if (O.Gate.isAboutChanges()) {
    Expected<Changes> Read = readChanges(O.Gate, Base);
    if (!Read)
      return Read.takeError();
    Changed.emplace(std::move(*Read));
  }
  return Error::success();
}

void CheckRun::saveBaseline(std::vector<Finding> &Findings) {
  if (Error E = Known->save(Findings, Files)) {
    printError(llvm::toString(std::move(E)));
    Wrong = true;
    return;
  }
  if (O.Gate.Baseline == GateOptions::WriteBaseline)
    Findings.clear();
}

ExitCode CheckRun::finish(const Inputs &In, const LintRun &Run,
                          llvm::ArrayRef<Finding> Findings) {
  for (const Unit &U : In.Units)
    if (U.Command.Guessed && !O.Quiet)
      llvm::errs() << shortPath(U.Command.File, Base)
                   << ": the compile database does not name it; parsed with "
                      "the flags of another file\n";
  std::vector<UnitReport> Reports;
  for (const UnitResult &R : Run.results()) {
    llvm::errs() << describeUnit(R.Report, Base);
    Reports.push_back(R.Report);
  }
  if (!O.Quiet && Known)
    llvm::errs() << Known->message();
  if (!O.Quiet && !O.DebugDump && !Reports.empty())
    llvm::errs() << summaryLine(Findings, Reports);
  if (O.Gate.Statistics)
    printStatistics(Findings, llvm::errs());
  if (O.Gate.Profile)
    printProfile(Run.results(), llvm::errs());

  if (Wrong)
    return ExitWrong;
  if (llvm::any_of(Findings,
                   [&](const Finding &F) { return O.Gate.fails(F.Sure); }))
    return ExitFindings;
  return Run.isComplete() ? ExitClean : ExitIncomplete;
}

Expected<ExitCode> CheckRun::run() {
  // Before hours of work.
  for (const Output &Out : O.Outputs)
    if (!Out.File.empty())
      if (Error E = checkOutputFile(Out.File))
        return E;
  watchSettings();
  Expected<ConfigFinder> Configs = configs();
  if (!Configs)
    return Configs.takeError();
  if (Error E = readGate())
    return E;
  Expected<Inputs> In = collectInputs(O, *Configs, Base);
  if (!In)
    return In.takeError();
  for (const InputError &E : In->Errors)
    printError(E.Message);
  Wrong |= !In->Errors.empty();
  if (In->Units.empty() && In->Errors.empty())
    llvm::errs() << "nothing to lint: the configuration excludes every file\n";
  narrow(*In);
  if (O.Gate.ShowsFiles) {
    printFiles(*In);
    return Wrong ? ExitWrong : ExitClean;
  }
  Expected<std::vector<UnitJob>> Jobs = jobs(*In);
  if (!Jobs)
    return Jobs.takeError();

  if (O.Gate.ShowsConfig) {
    printConfigs(*Jobs, Base, llvm::outs());
    return Wrong ? ExitWrong : ExitClean;
  }

  LintRun Run(std::move(*Jobs), O.Jobs,
              !O.Quiet && llvm::sys::Process::StandardErrIsDisplayed());
  Run.run(O.DebugDump);
  watch(Run);
  if (O.DebugDump) {
    printDump(Run);
    return finish(*In, Run, {});
  }
  Filters Shown(O, Base, *In, Run, Files, Known ? &*Known : nullptr,
                Changed ? &*Changed : nullptr);
  std::vector<Finding> Findings = Shown.shown();
  if (O.Gate.Fix)
    fix(Run, Shown);
  if (O.Gate.Fix && !O.Gate.ShowsPatch)
    Findings = Shown.shown();
  Wrong |= Shown.sawWrong();
  if (Known)
    saveBaseline(Findings);
  if (!O.Gate.ShowsPatch)
    Wrong |= !printFindings(Findings, reports(*In, Run));
  return finish(*In, Run, Findings);
}

} // namespace

ExitCode runCheck(const Options &O) {
  SmallString<256> WorkingFolder;
  if (std::error_code EC = llvm::sys::fs::current_path(WorkingFolder)) {
    printError("cannot find the current directory: " + EC.message());
    return ExitWrong;
  }
  while (true) {
    auto Began = std::chrono::system_clock::now();
    CheckRun Run(O, WorkingFolder);
    Expected<ExitCode> Code = Run.run();
    if (!Code)
      printError(llvm::toString(Code.takeError()));
    if (!O.Gate.Watch || Run.filesToWatch().All.empty())
      return Code ? *Code : ExitWrong;
    llvm::outs().flush();
    std::string File = waitForChange(Run.filesToWatch(), Began);
    llvm::errs() << "\n" << shortPath(File, WorkingFolder) << " has changed\n";
  }
}

} // namespace corolint
