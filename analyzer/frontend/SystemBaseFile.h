//===- SystemBaseFile.h - a base of system headers on the disk --*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_SYSTEMBASEFILE_H
#define COROLINT_FRONTEND_SYSTEMBASEFILE_H

#include "frontend/WritePart.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace corolint {

/// As a file was when it was read.
struct FileStamp {
  std::string File;
  std::uint64_t Size = 0;
  llvm::sys::TimePoint<> Time;
};

/// What a base of system headers consists of.
struct SystemBaseParts {
  std::string Flags;
  std::vector<std::string> Names;
  /// Hashes of the words that the headers have in them, in order.
  std::vector<std::uint64_t> Words;
  std::vector<FileStamp> Stamps;
  /// headersBefore() of them.
  std::uint64_t Before = 0;
  std::string PartName;
  std::unique_ptr<WrittenPart> Written;
};

/// Writes `Parts`; the first byte has to stand at a multiple of 16.
llvm::Error writeParts(const SystemBaseParts &Parts, llvm::raw_ostream &To);

/// What writeParts() has written. What Clang wrote stays in `Bytes`, which has
/// to outlive it.
llvm::Expected<SystemBaseParts> readParts(llvm::StringRef Bytes);

} // namespace corolint

#endif // COROLINT_FRONTEND_SYSTEMBASEFILE_H
