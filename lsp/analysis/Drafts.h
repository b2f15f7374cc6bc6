//===- Drafts.h - the texts of open documents -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_DRAFTS_H
#define COROLINT_LSP_ANALYSIS_DRAFTS_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace corolint::lsp {

/// What is in the editor stands before what is on the disk. For one thread;
/// snapshots are for any.
class Drafts {
public:
  struct Draft {
    std::shared_ptr<const std::string> Text;
    /// How the client calls the file.
    std::string Uri;
    /// Another for each text, so that two of the same length differ.
    std::int64_t Stamp = 0;
  };
  /// By absolute path. Immutable.
  using Snapshot = std::shared_ptr<const std::map<std::string, Draft>>;

  /// `Uri` may be "" if it is known from before.
  void set(const std::string &File, const std::string &Uri, std::string Text);
  void remove(const std::string &File);
  Snapshot snapshot() const { return Now; }

private:
  Snapshot Now = std::make_shared<std::map<std::string, Draft>>();
  std::int64_t Last = 0;
};

/// The real files with the drafts over them, also under the names that symbolic
/// links lead to.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
filesWith(const Drafts::Snapshot &Over);

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_DRAFTS_H
