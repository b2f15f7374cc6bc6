//===- Preamble.h - the includes of a file, parsed once ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The include block at the head of a file, parsed and kept, so that parsing the
// file again costs about a tenth. Bodies of system functions are skipped as in
// any other parse. What is found through a preamble is what is found without.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PREAMBLE_H
#define COROLINT_FRONTEND_PREAMBLE_H

#include "frontend/CompileCommands.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
class Decl;
class SourceLocation;
} // namespace clang
namespace llvm {
class MemoryBuffer;
namespace vfs {
class FileSystem;
} // namespace vfs
} // namespace llvm

namespace corolint {

class ErrorLines;

/// That a parse begins with a preamble.
struct PreambleUse {
  /// The main file, and includes that have been added; to be kept until the
  /// parse has ended. Empty if the preamble is not used.
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Texts;
  /// It does not hold any more.
  bool IsOld = false;
};

/// Immutable, so that any number of threads may use one at a time.
class Preamble {
public:
  ~Preamble();

  /// Parses the include block of `Command`'s file, which is read from `FS`
  /// (null: the real file system). Null where there is none or Clang cannot;
  /// then `Error` says why, if there is anything to say. A crash in Clang gives
  /// null as well.
  static std::shared_ptr<const Preamble>
  build(const CompileCommand &Command,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS, std::string &Error);

  /// Whether it is still what the file begins with: the include block, the
  /// command and every header (by size and time, unsaved ones by content) are
  /// the same.
  bool holds(const CompileCommand &Command,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) const;

  /// Bytes that it takes in memory.
  std::size_t size() const;

  /// The files that it was read from, absolute, the main file first.
  const std::vector<std::string> &files() const { return Files; }

  /// The rest is for parse().
  ///
  /// Makes `Invocation` begin with it; nothing is changed if it cannot be used.
  /// Where it does not hold any more, but only includes have come or gone
  /// since, it is used if `Old`: those that have come are parsed after it.
  PreambleUse use(const CompileCommand &Command,
                  clang::CompilerInvocation &Invocation,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
                  bool Old) const;

  /// The declarations of user code in it.
  std::vector<clang::Decl *> userDecls(clang::CompilerInstance &Instance) const;

  /// Tells `To` of the errors in it. The texts are kept first.
  const std::vector<std::string> &errors() const { return Errors; }
  void addErrorPlaces(clang::CompilerInstance &Instance, ErrorLines &To) const;

private:
  explicit Preamble(const CompileCommand &Command);
  bool isFor(const CompileCommand &Command) const {
    return MadeFor.Directory == Command.Directory &&
           MadeFor.Args == Command.Args;
  }

  struct Impl;
  CompileCommand MadeFor;
  std::unique_ptr<Impl> Kept;
  std::vector<std::string> Files;
  std::vector<std::string> Errors;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_PREAMBLE_H
