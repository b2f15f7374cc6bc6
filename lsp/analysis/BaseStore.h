//===- BaseStore.h - parsed system headers on the disk ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one server has parsed of system headers spares the next, which is
// started with the editor, most of the time to its first answer. Any number of
// servers may use one folder: a file in it is never changed, only taken away.
// Whatever is wrong there costs that time and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_BASESTORE_H
#define COROLINT_LSP_ANALYSIS_BASESTORE_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace corolint {
struct CompileCommand;
class SystemBase;
} // namespace corolint

namespace corolint::lsp {

class BaseStore {
public:
  /// In the user's folder for caches; keeps nothing if there is none.
  BaseStore();
  /// In `Folder`, which is made when something is kept; "": keeps nothing.
  explicit BaseStore(std::string Folder) : Folder(std::move(Folder)) {}

  struct Entry {
    std::shared_ptr<const SystemBase> Base;
    /// The lines with which the file that it was built for includes others.
    std::vector<std::string> Lines;
  };
  /// A base for `Command` whose lines are `Good`, the newest first. Those that
  /// do not hold any more are removed.
  std::optional<Entry>
  find(const CompileCommand &Command,
       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
       llvm::function_ref<bool(const std::vector<std::string> &Lines)> Good)
      const;

  void add(const Entry &New) const;
  void remove(const SystemBase &Base) const;

private:
  std::string fileOf(const SystemBase &Base) const;

  std::string Folder;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_BASESTORE_H
