//===- ParseFiles.h - the files of one parse ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_PARSEFILES_H
#define COROLINT_FRONTEND_PARSEFILES_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace clang {
class SourceManager;
}
namespace llvm::vfs {
class FileSystem;
}

namespace corolint {

struct ParsedUnit;

/// `Base` (null: the real one) seen from `Directory`, without touching the
/// working folder of `Base` or of the process, so that parses with different
/// folders can run at the same time. Null where there is no such folder.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
fileSystemAt(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base,
             llvm::StringRef Directory);

/// Every file that `SM` has read, absolute, the main file first, the others in
/// the order in which they were first entered.
std::vector<std::string> filesRead(const clang::SourceManager &SM);

/// The hash of the text of `File` as the unit was parsed from it; 0 where it
/// was not read.
uint64_t hashOfRead(const ParsedUnit &Unit, llvm::StringRef File);
/// The same hash of a text.
uint64_t hashOfText(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_FRONTEND_PARSEFILES_H
