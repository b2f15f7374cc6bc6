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
  StringRef Name;
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
    D.Name = Name;
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

} // namespace

Suppressions::Suppressions(StringRef Text, ArrayRef<StringRef> Known) {
  struct Open {
    Unmatched Place;
    std::vector<Entry> Entries;
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
      std::vector<Entry> Made;
      for (std::string &Glob : Globs) {
        Entry E;
        E.What.Word = D->Name.str();
        E.What.Where.Line = Line;
        E.What.Where.Column = Place.Column;
        E.What.Where.Offset = Offset;
        E.What.Where.Length = D->Name.size();
        E.What.Glob = std::move(Glob);
        E.Line = D->What == Word::NextLine ? Line + 1 : Line;
        Made.push_back(std::move(E));
      }
      switch (D->What) {
      case Word::Line:
      case Word::NextLine:
        llvm::append_range(Entries, Made);
        break;
      case Word::Begin:
        Stack.push_back({std::move(Place), std::move(Made)});
        break;
      case Word::End:
        // Blocks nest: only the innermost one can be closed, by the same list.
        if (!Stack.empty() && Stack.back().Place.Checks == D->Checks) {
          for (Entry &E : Stack.back().Entries) {
            E.Line = 0;
            E.Begin = E.What.Where.Offset;
            E.End = Offset;
            Entries.push_back(std::move(E));
          }
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

bool Suppressions::covers(const SourceRange &Where, ArrayRef<StringRef> Names) {
  bool Covered = false;
  for (Entry &E : Entries) {
    bool IsThere = E.Line ? E.Line == Where.Line
                          : E.Begin <= Where.Offset && Where.Offset < E.End;
    if (IsThere && llvm::any_of(Names, [&](StringRef Name) {
          return matchesGlob(E.What.Glob, Name);
        }))
      Covered = E.IsUsed = true;
  }
  return Covered;
}

std::vector<Suppressions::Unused> Suppressions::unused() const {
  std::vector<Unused> Result;
  for (const Entry &E : Entries)
    if (!E.IsUsed)
      Result.push_back(E.What);
  llvm::stable_sort(Result, [](const Unused &A, const Unused &B) {
    return A.Where.Offset < B.Where.Offset;
  });
  return Result;
}

std::string Suppressions::Unmatched::message() const {
  return IsBegin ? "unmatched 'NOLINTBEGIN' comment without a subsequent "
                   "'NOLINTEND' comment"
                 : "unmatched 'NOLINTEND' comment without a previous "
                   "'NOLINTBEGIN' comment";
}

} // namespace corolint
