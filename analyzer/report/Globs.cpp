//===- Globs.cpp - names and paths with wildcards -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace corolint {

bool matchesGlob(StringRef Glob, StringRef Text) {
  // The last `*` seen, and where the text goes on if it takes one character
  // more: enough, because an earlier `*` never needs to take more.
  size_t G = 0, T = 0, Star = StringRef::npos, Resume = 0;
  while (T < Text.size()) {
    if (G < Glob.size() && Glob[G] == '*') {
      Star = G++;
      Resume = T;
    } else if (G < Glob.size() && Glob[G] == Text[T]) {
      ++G;
      ++T;
    } else if (Star != StringRef::npos) {
      G = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  return Glob.drop_front(G).find_first_not_of('*') == StringRef::npos;
}

std::vector<StringRef> splitGlobs(StringRef List) {
  std::vector<StringRef> Globs;
  while (!List.empty()) {
    size_t End = List.find_first_of(",\n");
    StringRef Glob = List.substr(0, End).trim();
    List = End == StringRef::npos ? StringRef() : List.substr(End + 1);
    if (!Glob.empty())
      Globs.push_back(Glob);
  }
  return Globs;
}

} // namespace corolint
