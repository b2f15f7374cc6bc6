//===- Program.cpp - from the arguments to the exit code ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Commands.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <fcntl.h>

using llvm::StringRef;

namespace corolint {

namespace {

ExitCode runCommand(const Options &O) {
  switch (O.What) {
  case Options::Check:
    return runCheck(O);
  case Options::Rules:
    return runRules(O);
  case Options::Rule:
    return runRule(O);
  case Options::Help:
    llvm::outs() << helpText();
    return ExitClean;
  case Options::Version:
    llvm::outs() << "corolint " << COROLINT_VERSION << " (Clang "
                 << LLVM_VERSION_STRING << ")\n";
    return ExitClean;
  }
  llvm_unreachable("no other command");
}

} // namespace

void printError(StringRef Message) {
  if (!Message.contains(": error: "))
    llvm::errs() << "corolint: error: ";
  llvm::errs() << Message.rtrim('\n') << '\n';
}

bool wantsColor(const Options &O) {
  switch (O.Color) {
  case ColorMode::Always:
    return true;
  case ColorMode::Never:
    return false;
  case ColorMode::Auto:
    // https://no-color.org
    return llvm::sys::Process::StandardOutHasColors() &&
           llvm::sys::Process::GetEnv("NO_COLOR").value_or("").empty();
  }
  llvm_unreachable("no other mode");
}

ExitCode runProgram(llvm::ArrayRef<const char *> Args) {
  // Asked before anything is opened: a file could get the number of a closed
  // standard output.
  bool CanPrint = fcntl(STDOUT_FILENO, F_GETFD) != -1;
  llvm::sys::Process::FixupStandardFileDescriptors();

  ExitCode Code = ExitWrong;
  if (!CanPrint) {
    printError("the standard output is closed");
  } else if (llvm::Expected<Options> O = parseOptions(Args)) {
    Code = runCommand(*O);
    llvm::outs().flush();
    if (std::error_code EC = llvm::outs().error()) {
      printError("cannot write to the standard output: " + EC.message());
      Code = ExitWrong;
    }
  } else {
    printError(llvm::toString(O.takeError()));
    llvm::errs() << "'corolint --help' lists the options\n";
  }
  // LLVM's streams end the program noisily for an error that is still set.
  llvm::outs().clear_error();
  llvm::errs().clear_error();
  return Code;
}

} // namespace corolint
