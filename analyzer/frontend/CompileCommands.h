//===- CompileCommands.h - how each file is compiled ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_COMPILECOMMANDS_H
#define COROLINT_FRONTEND_COMPILECOMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace corolint {

/// How one translation unit is compiled, ready for Clang: compiler launchers
/// (ccache, distcc, …) removed, response files expanded, flags that only GCC
/// knows dropped, output and dependency flags dropped, `Args[0]` a Clang driver
/// name.
struct CompileCommand {
  /// Absolute.
  std::string Directory;
  /// The translation unit, absolute and without dots. For a header this is the
  /// file that includes it.
  std::string File;
  std::vector<std::string> Args;
  /// True where no database named the file, so that flags are a guess.
  bool Guessed = false;
};

/// Where compile commands come from.
class CompileCommands {
public:
  virtual ~CompileCommands() = default;

  /// The command for `File`, which may be a header: then the command of a
  /// translation unit that includes it. An error says why there is none.
  virtual llvm::Expected<CompileCommand>
  commandFor(llvm::StringRef File) const = 0;

  /// All translation units of the database, absolute, sorted, without repeats;
  /// empty for fixed flags.
  virtual std::vector<std::string> files() const = 0;

  /// The flags after `--`, for every file.
  static std::unique_ptr<CompileCommands>
  fixed(llvm::ArrayRef<std::string> Flags, llvm::StringRef Directory);

  /// Reads `Path`: a compile_commands.json, the folder that holds one, or a
  /// compile_flags.txt with one flag a line.
  static llvm::Expected<std::unique_ptr<CompileCommands>>
  load(llvm::StringRef Path);

  /// Looks for compile_commands.json in the folders from that of `File` upward
  /// (also in a `build` folder beside each), and for compile_flags.txt after it.
  /// Returns the path, or "" where there is none.
  static std::string find(llvm::StringRef File);
};

} // namespace corolint

#endif // COROLINT_FRONTEND_COMPILECOMMANDS_H
