//===- Check.cpp - corolint check -----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Commands.h"
#include "command/Inputs.h"
#include "command/OutputFile.h"
#include "command/Progress.h"
#include "command/RuleTable.h"
#include "command/RunUnits.h"
#include "command/Setups.h"
#include "command/Silence.h"
#include "compat/Paths.h"
#include "report/Merge.h"
#include "report/Sources.h"
#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

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

private:
  Expected<ConfigFinder> configs() const;
  Expected<std::vector<UnitJob>> jobs(const Inputs &In);
  /// Takes out the findings that comments silence, and complains of broken
  /// comments. False where there are any.
  bool applySuppressions(const Inputs &In, std::vector<Finding> &Findings);
  /// False where some cannot be written.
  bool printFindings(llvm::ArrayRef<Finding> Findings,
                     llvm::ArrayRef<UnitReport> Reports);

  const Options &O;
  std::string Base;
  Setups Prepared;
  Sources Files;
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
    Jobs.push_back({&U, *S});
  }
  return Jobs;
}

bool CheckRun::applySuppressions(const Inputs &In,
                                 std::vector<Finding> &Findings) {
  std::set<std::string> Places;
  for (const Unit &U : In.Units) {
    Places.insert(U.Command.File);
    Places.insert(U.Named.begin(), U.Named.end());
  }
  std::vector<BrokenComment> Broken = silence(Findings, Places, Files);
  for (const BrokenComment &C : Broken)
    llvm::errs() << shortPath(C.File, Base) << ':' << C.What.Line << ':'
                 << C.What.Column << ": error: " << C.What.message() << '\n';
  return Broken.empty();
}

bool CheckRun::printFindings(llvm::ArrayRef<Finding> Findings,
                             llvm::ArrayRef<UnitReport> Reports) {
  std::vector<Rule> Rules = ruleTable();
  std::string Root = projectRoot(Base);
  Report R = {Findings, Reports, Rules, COROLINT_VERSION, Root, &Files};
  return writeOutputs(O.Outputs, R,
                      {wantsColor(O), O.Color == ColorMode::Always, Base});
}

Expected<ExitCode> CheckRun::run() {
  // Before hours of work.
  for (const Output &Out : O.Outputs)
    if (!Out.File.empty())
      if (Error E = checkOutputFile(Out.File))
        return E;
  Expected<ConfigFinder> Configs = configs();
  if (!Configs)
    return Configs.takeError();
  Expected<Inputs> In = collectInputs(O, *Configs, Base);
  if (!In)
    return In.takeError();
  Expected<std::vector<UnitJob>> Jobs = jobs(*In);
  if (!Jobs)
    return Jobs.takeError();

  for (const InputError &E : In->Errors)
    printError(E.Message);
  if (Jobs->empty() && In->Errors.empty())
    llvm::errs() << "nothing to lint: the configuration excludes every file\n";

  std::vector<UnitResult> Results;
  {
    bool Shows = !O.Quiet && llvm::sys::Process::StandardErrIsDisplayed();
    Progress Shown(llvm::errs(), Shows, Jobs->size());
    Results = runUnits(*Jobs, O.Jobs, O.DebugDump, Shown);
  }

  std::vector<UnitReport> Reports;
  std::vector<std::vector<Finding>> Parts;
  bool Incomplete = false;
  for (UnitResult &R : Results) {
    Incomplete |= R.Report.What != UnitReport::Complete;
    Reports.push_back(std::move(R.Report));
    Parts.push_back(std::move(R.Findings));
  }
  bool Wrong = !In->Errors.empty();

  std::vector<Finding> Findings = mergeFindings(std::move(Parts));
  if (O.DebugDump) {
    for (const auto &[Report, Result] : llvm::zip_equal(Reports, Results)) {
      if (Results.size() > 1)
        llvm::outs() << "// " << shortPath(Report.File, Base) << '\n';
      llvm::outs() << Result.Dump;
    }
    llvm::outs().flush();
  } else {
    Wrong |= !applySuppressions(*In, Findings);
    std::vector<UnitReport> Shown = Reports;
    // A report must not look as if all were well.
    for (const InputError &E : In->Errors)
      Shown.push_back({E.File.empty() ? Base : E.File,
                       UnitReport::Failed,
                       {E.Message},
                       ""});
    llvm::sort(Shown, [](const UnitReport &A, const UnitReport &B) {
      return std::tie(A.File, A.Errors) < std::tie(B.File, B.Errors);
    });
    Wrong |= !printFindings(Findings, Shown);
  }

  for (const Unit &U : In->Units)
    if (U.Command.Guessed && !O.Quiet)
      llvm::errs() << shortPath(U.Command.File, Base)
                   << ": the compile database does not name it; parsed with "
                      "the flags of another file\n";
  for (const UnitReport &R : Reports)
    llvm::errs() << describeUnit(R, Base);
  if (!O.Quiet && !O.DebugDump && !Reports.empty())
    llvm::errs() << summaryLine(Findings, Reports);

  if (Wrong)
    return ExitWrong;
  if (!Findings.empty())
    return ExitFindings;
  return Incomplete ? ExitIncomplete : ExitClean;
}

} // namespace

ExitCode runCheck(const Options &O) {
  SmallString<256> WorkingFolder;
  if (std::error_code EC = llvm::sys::fs::current_path(WorkingFolder)) {
    printError("cannot find the current directory: " + EC.message());
    return ExitWrong;
  }
  Expected<ExitCode> Code = CheckRun(O, WorkingFolder).run();
  if (Code)
    return *Code;
  printError(llvm::toString(Code.takeError()));
  return ExitWrong;
}

} // namespace corolint
