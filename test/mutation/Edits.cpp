//===- Edits.cpp - changes of a source's text -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Edits.h"

#include <algorithm>

namespace corolint::mutation {

unsigned lineOf(std::string_view Text, std::size_t Offset) {
  return 1 + std::count(Text.begin(), Text.begin() + Offset, '\n');
}

std::vector<Edit> inOrder(std::vector<Edit> Edits) {
  std::vector<Edit> Result;
  for (Edit &E : Edits)
    Result.insert(std::upper_bound(Result.begin(), Result.end(), E,
                                   [](const Edit &A, const Edit &B) {
                                     return A.Offset < B.Offset;
                                   }),
                  std::move(E));
  return Result;
}

std::string apply(std::string_view Text, const std::vector<Edit> &Edits) {
  std::string Result;
  std::size_t At = 0;
  for (const Edit &E : Edits) {
    Result.append(Text.substr(At, E.Offset - At));
    Result += E.Text;
    At = E.Offset + E.Length;
  }
  Result.append(Text.substr(At));
  return Result;
}

std::size_t moved(unsigned Offset, const std::vector<Edit> &Edits) {
  std::size_t Result = Offset;
  for (const Edit &E : Edits)
    if (E.Offset + E.Length <= Offset)
      Result += E.Text.size() - E.Length;
    else if (E.Offset <= Offset)
      Result += E.Text.size() - (Offset - E.Offset);
  return Result;
}

std::vector<unsigned> expectedLines(std::string_view Text,
                                    std::vector<Edit> &Edits,
                                    const std::vector<Anchor> &Anchors) {
  std::vector<unsigned> Lines;
  auto Add = [&Lines](unsigned Line) {
    if (std::find(Lines.begin(), Lines.end(), Line) == Lines.end())
      Lines.push_back(Line);
  };
  std::string Mutated = apply(Text, Edits);
  for (std::size_t At = Mutated.find(Here); At != std::string::npos;
       At = Mutated.find(Here, At + 1))
    Add(lineOf(Mutated, At));
  for (const Anchor &A : Anchors) {
    Add(lineOf(Mutated, moved(A.Begin, Edits)));
    Add(lineOf(Mutated, moved(A.Name, Edits)));
  }
  for (Edit &E : Edits)
    std::erase(E.Text, Here);
  return Lines;
}

} // namespace corolint::mutation
