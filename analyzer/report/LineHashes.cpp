//===- LineHashes.cpp - how GitHub follows a finding ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LineHashes.h"

#include "report/Report.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

#include <map>

using llvm::StringRef;
using llvm::UTF16;

namespace corolint {

namespace {

constexpr size_t BlockSize = 100;
constexpr uint64_t Factor = 37;
/// Stands behind the last character of a file, and zeros behind it.
constexpr UTF16 EndOfFile = 0xffff;

/// The characters that count, and at which of them each line begins.
struct Characters {
  std::vector<UTF16> All;
  std::vector<size_t> Lines;
};

Characters charactersOf(StringRef Text) {
  llvm::SmallVector<UTF16, 0> Units;
  llvm::convertUTF8ToUTF16String(validUtf8(Text), Units);
  Units.push_back(EndOfFile);
  Characters C;
  bool LineBegins = true, BehindReturn = false;
  for (UTF16 Unit : Units) {
    bool EndsReturn = BehindReturn && Unit == '\n';
    BehindReturn = Unit == '\r';
    if (Unit == ' ' || Unit == '\t' || EndsReturn)
      continue;
    if (LineBegins)
      C.Lines.push_back(C.All.size());
    LineBegins = Unit == '\n' || Unit == '\r';
    C.All.push_back(LineBegins ? UTF16('\n') : Unit);
  }
  return C;
}

} // namespace

std::vector<std::string> lineHashes(StringRef Text) {
  Characters C = charactersOf(Text);
  C.All.resize(C.All.size() + BlockSize);
  std::vector<std::string> Hashes;
  std::map<uint64_t, unsigned> Seen;
  for (size_t Line : C.Lines) {
    uint64_t Hash = 0;
    for (size_t I = 0; I < BlockSize; ++I)
      Hash = Hash * Factor + C.All[Line + I];
    Hashes.push_back(llvm::utohexstr(Hash, /*LowerCase=*/true) + ":" +
                     llvm::utostr(++Seen[Hash]));
  }
  return Hashes;
}

} // namespace corolint
