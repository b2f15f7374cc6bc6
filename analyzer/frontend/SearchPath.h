//===- SearchPath.h - where headers are looked for --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_SEARCHPATH_H
#define COROLINT_FRONTEND_SEARCHPATH_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <string>

namespace clang {
class HeaderSearchOptions;
} // namespace clang
namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace corolint {

/// A hash of the names of all files that stand where a header of the same name
/// as one of `Headers` (absolute) is looked for earlier. If it has changed,
/// another file may be included in place of one of them.
std::uint64_t headersBefore(llvm::ArrayRef<std::string> Headers,
                            const clang::HeaderSearchOptions &Path,
                            llvm::vfs::FileSystem &Files);

} // namespace corolint

#endif // COROLINT_FRONTEND_SEARCHPATH_H
