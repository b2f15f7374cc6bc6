//===- Progress.cpp - how far a run has come ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Progress.h"

#include "llvm/Support/Process.h"

namespace corolint {

namespace {
/// To the line's start, and delete it.
constexpr llvm::StringLiteral EraseLine = "\r\033[K";
} // namespace

Progress::~Progress() {
  if (On && Done)
    OS << EraseLine;
}

void Progress::done(llvm::StringRef Name) {
  if (!On)
    return;
  std::lock_guard<std::mutex> Guard(Lock);
  std::string Line =
      ("[" + llvm::Twine(++Done) + "/" + llvm::Twine(Total) + "] " + Name)
          .str();
  // A line that wraps could not be written over.
  unsigned Width = llvm::sys::Process::StandardErrColumns();
  if (Width > 1 && Line.size() >= Width)
    Line.resize(Width - 1);
  OS << EraseLine << Line;
}

} // namespace corolint
