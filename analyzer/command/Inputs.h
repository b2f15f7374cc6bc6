//===- Inputs.h - what is to be linted ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_INPUTS_H
#define COROLINT_COMMAND_INPUTS_H

#include "command/Config.h"
#include "command/Options.h"
#include "frontend/CompileCommands.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace corolint {

/// A translation unit to be parsed.
struct Unit {
  CompileCommand Command;
  const Config *Settings = nullptr;
  /// The files that the command line names itself, symbolic links resolved:
  /// `exclude` does not hold for them.
  std::vector<std::string> Named;
  /// The unit is here for the headers in `Named` alone; only findings in those
  /// are wanted.
  bool OnlyNamed = false;
};

/// A file that was asked for and cannot be linted.
struct InputError {
  /// Absolute; "" where the error is not about one file.
  std::string File;
  std::string Message;
};

struct Inputs {
  /// In order of their files, each once.
  std::vector<Unit> Units;
  std::vector<InputError> Errors;
};

/// `Path` with symbolic links resolved, or unchanged where it does not exist.
std::string realPath(llvm::StringRef Path);

/// Turns the paths of the command line into units. Fails where a configuration
/// is wrong; whatever is wrong with single files is in the result.
llvm::Expected<Inputs> collectInputs(const Options &O, ConfigFinder &Configs,
                                     llvm::StringRef WorkingFolder);

} // namespace corolint

#endif // COROLINT_COMMAND_INPUTS_H
