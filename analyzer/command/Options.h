//===- Options.h - the command line ---------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_OPTIONS_H
#define COROLINT_COMMAND_OPTIONS_H

#include "checks/RunChecks.h"
#include "command/GateOptions.h"
#include "command/Outputs.h"
#include "report/Certainty.h"
#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace corolint {

enum class ColorMode { Auto, Always, Never };

/// The command line, read and checked as far as it can be without the files.
struct Options {
  enum Command { Check, Rules, Rule, Help, Version };
  Command What = Check;

  /// Never empty. `rules` has one, text or JSON.
  std::vector<Output> Outputs = {Output()};
  ColorMode Color = ColorMode::Auto;

  /// `rule NAME`.
  std::string RuleName;

  /// As they are written.
  std::vector<std::string> Paths;
  /// -p, or "".
  std::string Database;
  /// 0: one for each core.
  unsigned Jobs = 0;
  std::vector<std::string> Checks;
  std::optional<Certainty> MinCertainty;
  /// --models=none: only `Models` hold.
  bool NoOtherModels = false;
  std::vector<std::string> Models;
  /// --config, or "".
  std::string ConfigFile;
  bool NoConfig = false;
  bool Quiet = false;
  GateOptions Gate;
  std::optional<Dump> DebugDump;
  /// What stands after `--`.
  std::optional<std::vector<std::string>> Flags;

  /// Everything that the compile database names is linted.
  bool isWhole() const {
    return Paths.empty() && !Gate.isAboutChanges() && Gate.Shards == 1;
  }
};

/// Reads the arguments, without the program's name.
llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args);

/// What `--help` prints.
llvm::StringRef helpText();

} // namespace corolint

#endif // COROLINT_COMMAND_OPTIONS_H
