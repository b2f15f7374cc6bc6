//===- Suppressions.cpp - NOLINT comments ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Suppressions.h"
#include "compat/StringSwitch.h"

#include "report/Comments.h"
#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <optional>

using llvm::ArrayRef;
using llvm::StringRef;

namespace corolint {

namespace {

enum class Word { Other, Line, NextLine, Begin, End };

struct Directive {
  Word What = Word::Other;
  size_t Offset = 0;
  /// The list in parentheses as it is written; "*" where there is none.
  StringRef Checks = "*";
};

/// The next directive in `Comment` from `Pos` on, which is moved behind it.
std::optional<Directive> nextDirective(StringRef Comment, size_t &Pos) {
  while (true) {
    size_t Start = Comment.find("NOLINT", Pos);
    if (Start == StringRef::npos)
      return std::nullopt;
    StringRef Name = Comment.substr(Start).take_while(llvm::isAlpha);
    Pos = Start + Name.size();
    Directive D;
    D.Offset = Start;
    D.What = StringSwitch<Word>(Name)
                 .Case("NOLINT", Word::Line)
                 .Case("NOLINTNEXTLINE", Word::NextLine)
                 .Case("NOLINTBEGIN", Word::Begin)
                 .Case("NOLINTEND", Word::End)
                 .Default(Word::Other);
    if (D.What == Word::Other)
      continue;
    // Without its closing parenthesis on the same line, "(" starts no list.
    if (Comment.substr(Pos).starts_with("(")) {
      size_t Close = Comment.find_first_of("\n)", Pos);
      if (Close != StringRef::npos && Comment[Close] == ')') {
        D.Checks = Comment.slice(Pos + 1, Close);
        Pos = Close + 1;
      }
    }
    return D;
  }
}

/// The globs of a list that name a known check. A list may only silence: what
/// is taken out again by a sign counts for nothing, as in clang-tidy.
std::vector<std::string> ownGlobs(StringRef Checks, ArrayRef<StringRef> Known) {
  std::vector<std::string> Globs;
  for (StringRef Glob : splitGlobs(Checks))
    if (llvm::any_of(Known,
                     [&](StringRef Name) { return matchesGlob(Glob, Name); }))
      Globs.push_back(Glob.str());
  return Globs;
}

bool matchesAny(ArrayRef<std::string> Globs, ArrayRef<StringRef> Names) {
  return llvm::any_of(Globs, [&](StringRef Glob) {
    return llvm::any_of(
        Names, [&](StringRef Name) { return matchesGlob(Glob, Name); });
  });
}

} // namespace

Suppressions::Suppressions(StringRef Text, ArrayRef<StringRef> Known) {
  struct Open {
    Unmatched Place;
    size_t Offset;
  };
  std::vector<Open> Stack;

  // Most files have none.
  if (!Text.contains("NOLINT"))
    return;

  unsigned Line = 1;
  size_t LineStart = 0, Counted = 0;
  for (StringRef Comment : findComments(Text)) {
    size_t Pos = 0;
    while (std::optional<Directive> D = nextDirective(Comment, Pos)) {
      size_t Offset = Comment.begin() - Text.begin() + D->Offset;
      for (; Counted < Offset; ++Counted)
        if (Text[Counted] == '\n') {
          ++Line;
          LineStart = Counted + 1;
        }
      std::vector<std::string> Globs = ownGlobs(D->Checks, Known);
      if (Globs.empty())
        continue;
      Unmatched Place{Line, unsigned(Offset - LineStart + 1),
                      D->What == Word::Begin, D->Checks.str()};
      switch (D->What) {
      case Word::Line:
        Lines.push_back({Line, std::move(Globs)});
        break;
      case Word::NextLine:
        Lines.push_back({Line + 1, std::move(Globs)});
        break;
      case Word::Begin:
        Stack.push_back({std::move(Place), Offset});
        break;
      case Word::End:
        // Blocks nest: only the innermost one can be closed, by the same list.
        if (!Stack.empty() && Stack.back().Place.Checks == D->Checks) {
          Blocks.push_back({Stack.back().Offset, Offset, std::move(Globs)});
          Stack.pop_back();
        } else {
          UnmatchedBlocks.push_back(std::move(Place));
        }
        break;
      case Word::Other:
        break;
      }
    }
  }
  for (Open &O : Stack)
    UnmatchedBlocks.push_back(std::move(O.Place));
  llvm::sort(UnmatchedBlocks, [](const Unmatched &A, const Unmatched &B) {
    return std::tie(A.Line, A.Column) < std::tie(B.Line, B.Column);
  });
}

bool Suppressions::covers(const SourceRange &Where,
                          ArrayRef<StringRef> Names) const {
  return llvm::any_of(Lines,
                      [&](const OnLine &L) {
                        return L.Line == Where.Line &&
                               matchesAny(L.Globs, Names);
                      }) ||
         llvm::any_of(Blocks, [&](const Block &B) {
           return B.Begin <= Where.Offset && Where.Offset < B.End &&
                  matchesAny(B.Globs, Names);
         });
}

std::string Suppressions::Unmatched::message() const {
  return IsBegin ? "unmatched 'NOLINTBEGIN' comment without a subsequent "
                   "'NOLINTEND' comment"
                 : "unmatched 'NOLINTEND' comment without a previous "
                   "'NOLINTBEGIN' comment";
}

} // namespace corolint
