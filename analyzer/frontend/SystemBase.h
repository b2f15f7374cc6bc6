//===- SystemBase.h - system headers, parsed once for many files -*- C++ -*-==//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The system headers that a file includes, without the project's own, which
// change while one works. A parse may begin with them if user code does nothing
// before them that they can see, and includes them all. Whether that is so is
// known after the parse: fits().
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_SYSTEMBASE_H
#define COROLINT_FRONTEND_SYSTEMBASE_H

#include "frontend/CompileCommands.h"
#include "frontend/IncludeTrace.h"
#include "frontend/ParsedHead.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace corolint {

class SystemBase : public ParsedHead {
public:
  ~SystemBase() override;

  /// Parses `Names` as `Command` would. Null if they have errors, if the
  /// command itself includes files, or if Clang fails.
  static std::shared_ptr<const SystemBase>
  build(const CompileCommand &Command,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
        llvm::ArrayRef<std::string> Names);

  /// Names all bases that this program can build for the flags of `Command`, in
  /// any process; "" if there are none.
  static std::string kind(const CompileCommand &Command,
                          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);
  std::string kind() const;
  /// Names it among those of its kind.
  std::string name() const;

  /// It was read from the disk, and not from what an editor has, and nothing
  /// has changed since that began.
  bool isSettled() const;
  /// Writes what another process can read.
  llvm::Error write(llvm::raw_ostream &To) const;
  /// What was written at the end of `From`, from a multiple of 16 bytes on.
  /// Null if that is no base for `Command`, or if Clang would read other
  /// headers now.
  static std::shared_ptr<const SystemBase>
  read(std::unique_ptr<llvm::MemoryBuffer> From, std::size_t Offset,
       const CompileCommand &Command,
       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

  /// What a parse with this trace has read through the base is what it would
  /// have read without.
  bool fits(const IncludeTrace &Trace) const;

  /// The flags are the same and no header has changed.
  bool isFor(const CompileCommand &Command,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) const;

  /// What it includes, as IncludeTrace has it.
  llvm::ArrayRef<std::string> names() const;
  /// How many files it was read from.
  std::size_t fileCount() const;
  const SystemBase *base() const override { return this; }
  /// Of itself.
  std::size_t size() const override;

  /// The parse begins with the base, and then reads the whole file; not used if
  /// the flags are others or a header has changed.
  HeadUse use(const CompileCommand &Command,
              clang::CompilerInvocation &Invocation,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
              bool Old) const override;

private:
  struct Impl;
  explicit SystemBase(std::unique_ptr<Impl> Kept);

  std::unique_ptr<Impl> Kept;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_SYSTEMBASE_H
