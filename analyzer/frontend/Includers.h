//===- Includers.h - which translation unit includes a header -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_INCLUDERS_H
#define COROLINT_FRONTEND_INCLUDERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <set>
#include <string>
#include <vector>

namespace corolint {

/// The folders in which a translation unit looks for headers, from its flags.
struct SearchFolders {
  /// For #include "…" only, and for both kinds; absolute.
  std::vector<std::string> Quoted, All;
  /// Files of -include, absolute.
  std::vector<std::string> Forced;

  static SearchFolders fromFlags(llvm::ArrayRef<std::string> Flags,
                                 llvm::StringRef Directory);
};

/// Follows #include lines as text: no macro is expanded and no condition
/// looked at, so an answer may be wrong where a condition hides the line, but a
/// whole project takes less time than one parse.
class IncludeScanner {
public:
  /// Whether `Source`, looking in `Folders`, reaches `Header` (a real path).
  /// Asking the same header of many sources costs little more than of one.
  bool reaches(llvm::StringRef Source, const SearchFolders &Folders,
               llvm::StringRef Header) {
    return reachesAny(Source, Folders, {Header.str()});
  }
  /// Whether it reaches one of `Headers`.
  bool reachesAny(llvm::StringRef Source, const SearchFolders &Folders,
                  const std::set<std::string> &Headers);

private:
  struct Include {
    std::string Name;
    bool Quoted;
  };
  const std::vector<Include> &includesOf(llvm::StringRef File);
  std::string resolve(llvm::StringRef From, const Include &I,
                      const SearchFolders &Folders);
  const std::string &realPath(llvm::StringRef File);

  llvm::StringMap<std::vector<Include>> Includes;
  /// "" for files that do not exist.
  llvm::StringMap<std::string> RealPaths;
  /// By headers and search folders: the files that are known to reach none.
  llvm::StringMap<llvm::StringSet<>> Barren;
};

} // namespace corolint

#endif // COROLINT_FRONTEND_INCLUDERS_H
