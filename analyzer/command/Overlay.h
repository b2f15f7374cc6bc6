//===- Overlay.h - changed texts over the files of the disk ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_OVERLAY_H
#define COROLINT_COMMAND_OVERLAY_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <ctime>
#include <map>
#include <string>

namespace corolint {

/// By file, symbolic links resolved.
using ChangedTexts = std::map<std::string, std::string>;

/// The real file system with some texts in the place of what it holds, by
/// whatever names the files are asked for: through a symbolic link, a database
/// may know a file by another name than the editor.
class Overlay {
public:
  Overlay();
  ~Overlay();

  /// `Stamp` is the time of its last change.
  void add(llvm::StringRef File, llvm::StringRef Text, time_t Stamp = 0);
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files() const;

private:
  class ByAnyName;
  llvm::IntrusiveRefCntPtr<ByAnyName> Files;
};

} // namespace corolint

#endif // COROLINT_COMMAND_OVERLAY_H
