//===- ParsedHead.h - what a parse can begin with ---------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PARSEDHEAD_H
#define COROLINT_FRONTEND_PARSEDHEAD_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang
namespace llvm {
class MemoryBuffer;
namespace vfs {
class FileSystem;
} // namespace vfs
} // namespace llvm

namespace corolint {

struct CompileCommand;
struct ParsedPart;
class SystemBase;

/// That a parse begins with a head.
struct HeadUse {
  /// What it begins with, in the order of the source; empty if the head is not
  /// used.
  std::vector<const ParsedPart *> Parts;
  /// The main file, and includes that have been added; to be kept until the
  /// parse has ended.
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Texts;
  /// It does not hold any more.
  bool IsOld = false;
  /// It is a base of system headers that has yet to be shown to fit.
  bool IsBaseAlone = false;
};

/// The beginning of a file, parsed and kept. Immutable, so that any number of
/// threads may use one at a time.
class ParsedHead {
public:
  virtual ~ParsedHead() = default;

  /// Makes `Invocation` begin with it; nothing is changed if it cannot be used.
  /// Where it does not hold any more, but only includes have come or gone
  /// since, it is used if `Old`: those that have come are parsed after it.
  virtual HeadUse use(const CompileCommand &Command,
                      clang::CompilerInvocation &Invocation,
                      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
                      bool Old) const = 0;

  /// The system headers that it is built upon, or is; may be null.
  virtual const SystemBase *base() const = 0;

  /// Bytes that it takes in memory, without that base, which others may share.
  virtual std::size_t size() const = 0;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_PARSEDHEAD_H
