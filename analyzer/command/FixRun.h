//===- FixRun.h - makes the safe fixes of a run -----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_FIXRUN_H
#define COROLINT_COMMAND_FIXRUN_H

#include "command/LintRun.h"
#include "report/FixPlan.h"
#include "report/Sources.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace corolint {

/// Makes the safe fixes in memory and lints again what they touch, as often as
/// that gives something new to fix. What does not compile any more then is
/// taken back. Nothing is written before the end.
class FixRun {
public:
  struct Callbacks {
    /// The findings that are shown, as things stand.
    llvm::function_ref<std::vector<Finding>()> Shown;
    /// Told of what is about to change, in the file's text of before.
    llvm::function_ref<void(llvm::StringRef File, llvm::ArrayRef<Edit> Edits)>
        Edited;
  };

  /// Files outside of `Folders` (symbolic links resolved; may be files too) are
  /// not touched. Messages name files relative to `Base`. `Files` gets the
  /// changed texts.
  FixRun(LintRun &Run, Sources &Files, std::vector<std::string> Folders,
         std::string Base);
  ~FixRun();

  void run(const Callbacks &Calls);

  size_t fixed() const { return Fixed; }
  /// What could not be fixed, and why; one line each.
  llvm::ArrayRef<std::string> messages() const { return Messages; }
  /// All changes, as one patch.
  std::string diff() const;
  /// Writes the files, if none has changed on the disk since it was read.
  llvm::Error write() const;

private:
  struct Changed;

  bool round(const Callbacks &Calls);
  bool mayEdit(const std::string &File);
  std::string whyNotEdit(const std::string &File);
  /// Gives a file one name, whichever its findings have it by.
  void useRealNames(std::vector<Finding> &Findings);
  bool reads(const UnitResult &R, const std::string &File);
  void refuse(const FixPlan &Plan, llvm::StringRef Unit);

  LintRun &Run;
  Sources &Files;
  const std::vector<std::string> Folders;
  const std::string Base;
  /// By file, symbolic links resolved.
  std::map<std::string, std::unique_ptr<Changed>> Done;
  llvm::StringMap<bool> MayEdit;
  std::map<std::string, std::string> RealNames;
  size_t Fixed = 0;
  std::vector<std::string> Messages;
};

} // namespace corolint

#endif // COROLINT_COMMAND_FIXRUN_H
