//===- Patch.h - a unified diff, read ---------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_PATCH_H
#define COROLINT_REPORT_PATCH_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace corolint {

/// A line of a hunk.
struct PatchLine {
  /// ' ', '-' or '+'.
  char Sign = ' ';
  /// With its end, unless the file ends without one.
  std::string Text;
};

struct PatchHunk {
  /// From 1; 0 where the file had no lines or has none.
  unsigned OldStart = 0, NewStart = 0;
  std::vector<PatchLine> Lines;
  /// Where the hunk stands in the patch.
  unsigned At = 0;
};

/// What a patch does to one file.
struct FilePatch {
  /// As they are written, with "a/" and "b/"; "" for /dev/null.
  std::string Old, New;
  bool IsBinary = false;
  std::vector<PatchHunk> Hunks;
  /// Where it begins in the patch.
  unsigned At = 0;
};

/// Reads a unified diff, as git and `diff -u` write it; what stands around it
/// (a mail) is passed over. The error is "NAME:LINE: error: …".
llvm::Expected<std::vector<FilePatch>> readPatch(llvm::StringRef Text,
                                                 llvm::StringRef Name);

/// The text that a patch has made `New` from. The error says which line of the
/// patch `New` does not agree with.
llvm::Expected<std::string> revertPatch(llvm::StringRef New,
                                        const FilePatch &Patch);

} // namespace corolint

#endif // COROLINT_REPORT_PATCH_H
