//===- Commands.h - what the program does ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each command prints to the standard output, complains on the standard error
// and returns the exit code.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_COMMANDS_H
#define COROLINT_COMMAND_COMMANDS_H

#include "command/Options.h"

#include "llvm/ADT/StringRef.h"

namespace corolint {

/// In order of precedence, most important first: 2, 1, 3, 0.
enum ExitCode {
  ExitClean = 0,
  ExitFindings = 1,
  /// The command line, the configuration or the input is wrong.
  ExitWrong = 2,
  /// Some unit could not be analysed, or not all of it.
  ExitIncomplete = 3,
};

ExitCode runCheck(const Options &O);
ExitCode runRules(const Options &O);
ExitCode runRule(const Options &O);

/// Prints an error, as the program's own unless the message names a place.
void printError(llvm::StringRef Message);

/// Whether what is printed to the standard output gets colours.
bool wantsColor(const Options &O);

/// Runs the program. `Args` are the arguments without its name.
ExitCode runProgram(llvm::ArrayRef<const char *> Args);

} // namespace corolint

#endif // COROLINT_COMMAND_COMMANDS_H
