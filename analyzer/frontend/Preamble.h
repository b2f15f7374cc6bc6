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
#include "frontend/ParsedHead.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"

#include <memory>
#include <string>
#include <vector>

namespace corolint {

class SystemBase;

class Preamble : public ParsedHead {
public:
  ~Preamble() override;

  /// Parses the include block of `Command`'s file, which is read from `FS`
  /// (null: the real file system). Null where there is none or Clang cannot;
  /// then `Error` says why, if there is anything to say. A crash in Clang gives
  /// null as well. Built upon `Base` if that is given and fits; then a parse
  /// that cannot use it any more begins with the base.
  static std::shared_ptr<const Preamble>
  build(const CompileCommand &Command,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS, std::string &Error,
        std::shared_ptr<const SystemBase> Base = nullptr);

  /// Whether it is still what the file begins with: the include block, the
  /// command and every header (by size and time, unsaved ones by content) are
  /// the same.
  bool holds(const CompileCommand &Command,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) const;

  std::size_t size() const override;
  const SystemBase *base() const override { return Base.get(); }

  HeadUse use(const CompileCommand &Command,
              clang::CompilerInvocation &Invocation,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
              bool Old) const override;

private:
  Preamble(const CompileCommand &Command,
           std::shared_ptr<const SystemBase> Base);
  bool isFor(const CompileCommand &Command) const {
    return MadeFor.Directory == Command.Directory &&
           MadeFor.Args == Command.Args;
  }

  struct Impl;
  CompileCommand MadeFor;
  std::shared_ptr<const SystemBase> Base;
  std::unique_ptr<Impl> Kept;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_PREAMBLE_H
