//===- CommandLine.h - any compiler's command line for Clang --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_COMMANDLINE_H
#define COROLINT_FRONTEND_COMMANDLINE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace corolint {

/// What a command line looks like for Clang's front end, without its input.
struct AdjustedCommandLine {
  /// The driver and the flags.
  std::vector<std::string> Args;
  /// The language that -x gives the input; "" where its name decides.
  std::string Language;

  /// The whole command for `File`.
  std::vector<std::string> forFile(llvm::StringRef File) const;
};

/// Turns `Args`, run in `Directory` to compile `File`, into what Clang's front
/// end needs: launchers removed, response files expanded, the compiler's name
/// replaced by a Clang driver's, flags dropped that only another compiler
/// knows, that only matter to code generation or linking, or that write files
/// or load code into the compiler.
llvm::Expected<AdjustedCommandLine>
adjustCommandLine(std::vector<std::string> Args, llvm::StringRef Directory,
                  llvm::StringRef File);

/// True for names that only a header has.
bool isHeaderName(llvm::StringRef File);
/// True for names that Clang takes for C++ sources.
bool isCxxSourceName(llvm::StringRef File);

/// `Path` seen from `Directory`, without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace corolint

#endif // COROLINT_FRONTEND_COMMANDLINE_H
