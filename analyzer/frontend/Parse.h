//===- Parse.h - one compile command in, one AST out ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns a compile command into an AST with its Sema still alive. Bodies of
// functions in system headers are skipped, except those that decide what a
// coroutine type is. Broken code still gives an AST of the parts that parse;
// a crash inside Clang costs this translation unit alone.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PARSE_H
#define COROLINT_FRONTEND_PARSE_H

#include "frontend/CompileCommands.h"
#include "frontend/CutPoints.h"
#include "frontend/IncludeTrace.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
class Sema;
class SourceLocation;
} // namespace clang

namespace corolint {

class ParsedHead;

/// A parsed translation unit. Valid only during the consumer's call.
struct ParsedUnit {
  clang::ASTContext &Context;
  /// Alive, with a usable scope: templates may be instantiated on demand.
  /// Diagnostics are suppressed.
  clang::Sema &Sema;
  /// The top-level declarations of user code (main file and headers that are
  /// no system headers), in order, without repeats.
  llvm::ArrayRef<clang::Decl *> UserDecls;
  /// Where the code does not compile: what is said of a function with one of
  /// these inside may be wrong, since Clang leaves out broken statements.
  llvm::ArrayRef<clang::SourceLocation> Errors;
};

/// What became of a parse.
struct ParseOutcome {
  enum class Status {
    Complete,
    /// Errors in the code: what could be parsed was analysed.
    Partial,
    /// No AST: the file is missing, or the command is unusable.
    Failed,
    /// Clang or the consumer crashed.
    Crashed,
  };
  Status What = Status::Complete;
  /// The first errors, one line each, "path:line:col: error: …"; for Crashed,
  /// what is known of the crash.
  std::vector<std::string> Errors;
  /// Every file read, absolute, main file first.
  std::vector<std::string> Files;
  bool UsedHead = false;
  /// The head does not hold any more: what is found may not be what a parse
  /// without it finds.
  bool UsedOldHead = false;
  /// The head was a base of system headers, of which the caller has to see that
  /// it fits `Includes`.
  bool UsedBaseAlone = false;
  /// What the include block asks for, if that was wanted; not known where the
  /// block was parsed before.
  IncludeTrace Includes;
  /// Where the main file can be cut, in order.
  std::vector<CutPoint> Cuts;
};

/// How to begin a parse.
struct ParseHead {
  /// Used if it still holds; may be null.
  const ParsedHead *Use = nullptr;
  /// Used also if only includes have come or gone since.
  bool EvenIfOld = false;
  /// Notes what the include block asks for, where it is parsed.
  bool TraceIncludes = false;
};

/// Parses `Command` and hands the result to `Consume` (not called when there is
/// no AST). Thread-safe for distinct calls. `FS` is the file system to read
/// from; null means the real one.
ParseOutcome parse(const CompileCommand &Command,
                   llvm::function_ref<void(const ParsedUnit &)> Consume,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS = nullptr,
                   ParseHead Head = {});

/// The shell command that repeats the parse of `Command` by hand, quoted, for
/// crash reports.
std::string reproductionCommand(const CompileCommand &Command);

} // namespace corolint

#endif // COROLINT_FRONTEND_PARSE_H
