//===- Fingerprint.cpp - what a finding is known by -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Fingerprint.h"

#include "report/Comments.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

#include <map>

using llvm::ArrayRef;
using llvm::StringRef;

namespace corolint {

namespace {

/// Enough that no two of a project's findings share a name by chance.
constexpr size_t HashBytes = 16;

void append(std::string &Out, StringRef Code) {
  for (char C : Code) {
    if (llvm::isSpace(C))
      continue;
    Out += C;
    // Two string literals side by side are one.
    if (StringRef(Out).ends_with("\"\""))
      Out.resize(Out.size() - 2);
  }
}

} // namespace

std::string normaliseCode(StringRef Code) {
  std::string Text;
  const char *At = Code.begin();
  for (StringRef Comment : findComments(Code)) {
    append(Text, StringRef(At, Comment.begin() - At));
    At = Comment.end();
  }
  append(Text, StringRef(At, Code.end() - At));
  return Text.substr(0, Text.find('{'));
}

Identity identityOf(const Finding &F, Sources &Files) {
  StringRef Code;
  if (std::optional<StringRef> All = Files.text(F.Where.File))
    Code = All->substr(F.Where.Offset, F.Where.Length);
  // Where only a place is known, its line says what is there.
  if (Code.empty())
    Code = Files.line(F.Where.File, F.Where.Line).value_or("");
  return {F.Check, F.Function, normaliseCode(Code)};
}

std::vector<std::string> fingerprints(ArrayRef<Finding> Findings,
                                      Sources &Files) {
  std::vector<std::string> Names;
  std::map<Identity, size_t> Seen;
  for (const Finding &F : Findings) {
    Identity I = identityOf(F, Files);
    size_t Before = Seen[I]++;
    llvm::SHA256 Hash;
    for (StringRef Part :
         {StringRef(I.Check), StringRef(I.Function), StringRef(I.Text)}) {
      Hash.update(Part);
      Hash.update(StringRef("\0", 1));
    }
    Hash.update(llvm::utostr(Before));
    std::array<uint8_t, 32> Digest = Hash.final();
    Names.push_back(llvm::toHex(ArrayRef(Digest).take_front(HashBytes),
                                /*LowerCase=*/true));
  }
  return Names;
}

} // namespace corolint
