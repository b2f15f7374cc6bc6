//===- Prefix.h - what comes before the edited function ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of a file up to a cut, parsed upon the file's preamble and
// kept. Who writes in one function has the ones before it parsed once, with all
// the templates that they use. What is found through a prefix is what is found
// without.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PREFIX_H
#define COROLINT_FRONTEND_PREFIX_H

#include "frontend/CompileCommands.h"
#include "frontend/CutPoints.h"
#include "frontend/ParsedHead.h"

#include "llvm/ADT/StringRef.h"

#include <memory>

namespace corolint {

class Prefix : public ParsedHead {
public:
  ~Prefix() override;

  /// Parses `Command`'s file, read from `FS`, up to `Cut`, upon `Below`, which
  /// must hold. Null if it does not, if the code up to the cut does not
  /// compile, or if Clang fails.
  static std::shared_ptr<const Prefix>
  build(const CompileCommand &Command,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
        std::shared_ptr<const ParsedHead> Below, const CutPoint &Cut);

  /// Whether a file with `Text` begins with it.
  bool begins(llvm::StringRef Text) const;
  /// Where it ends, in bytes.
  unsigned offset() const { return Cut.Offset; }
  /// What it is built upon.
  const ParsedHead *below() const { return Below.get(); }
  std::size_t size() const override;
  const SystemBase *base() const override { return Below->base(); }

  /// Begins with what is below alone where the file begins otherwise now.
  HeadUse use(const CompileCommand &Command,
              clang::CompilerInvocation &Invocation,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
              bool Old) const override;

private:
  struct Impl;
  Prefix(std::shared_ptr<const ParsedHead> Below, const CutPoint &Cut);

  const std::shared_ptr<const ParsedHead> Below;
  const CutPoint Cut;
  std::unique_ptr<Impl> Kept;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_PREFIX_H
