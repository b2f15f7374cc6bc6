//===- WritePart.h - parses a part and writes it to memory ------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_WRITEPART_H
#define COROLINT_FRONTEND_WRITEPART_H

#include "frontend/ParsedPart.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <string>

namespace clang {
class CompilerInvocation;
} // namespace clang
namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace corolint {

/// A part as Clang has written it.
struct WrittenPart {
  ParsedPart What;
  std::unique_ptr<llvm::MemoryBuffer> Bytes;
};

/// Parses what `Invocation` says, beginning with what it says, and writes what
/// comes after that. `Word` is told each identifier. Null if Clang cannot. Not
/// guarded against crashes.
std::unique_ptr<WrittenPart>
writePart(std::shared_ptr<clang::CompilerInvocation> Invocation,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
          llvm::function_ref<void(llvm::StringRef)> Word = nullptr);

/// `Files` with a part as the file `Name` added; it must outlive them.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
withPart(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
         llvm::StringRef Name, const WrittenPart &Part);

} // namespace corolint

#endif // COROLINT_FRONTEND_WRITEPART_H
