//===- Nearest.cpp - what a misspelt word was meant to be -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Nearest.h"

using llvm::ArrayRef;
using llvm::StringRef;

namespace corolint {

namespace {

/// How many letters must change to make `Wrong` into `Word`, or into its
/// beginning or end, which costs one more.
unsigned distance(StringRef Wrong, StringRef Word, unsigned Limit) {
  auto To = [&](StringRef Part) {
    return Wrong.edit_distance(Part, /*AllowReplacements=*/true,
                               /*MaxEditDistance=*/Limit);
  };
  unsigned Best = To(Word);
  if (Wrong.size() < Word.size())
    Best = std::min({Best, 1 + To(Word.take_front(Wrong.size())),
                     1 + To(Word.take_back(Wrong.size()))});
  return Best;
}

} // namespace

std::string didYouMean(StringRef Wrong, ArrayRef<StringRef> Words) {
  // A third of the letters may be wrong: as much as Clang allows for its own
  // suggestions.
  unsigned Best = (Wrong.size() + 2) / 3 + 1;
  StringRef Found;
  for (StringRef Word : Words) {
    unsigned D = distance(Wrong, Word, Best);
    if (D < Best) {
      Best = D;
      Found = Word;
    }
  }
  if (Found.empty())
    return "";
  return "; did you mean '" + Found.str() + "'?";
}

} // namespace corolint
