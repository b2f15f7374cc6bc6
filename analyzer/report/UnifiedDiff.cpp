//===- UnifiedDiff.cpp - a changed text as a patch ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/UnifiedDiff.h"

#include "report/Lines.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

constexpr size_t Context = 3;

/// The lines [From, To) of the old text, from 0, become others.
struct LineChange {
  size_t From, To;
  std::string New;
};

class Differ {
public:
  Differ(StringRef Old, const std::vector<TextChange> &Changes)
      : Old(Old), OldLines(linesOf(Old)), Changes(Changes) {
    size_t At = 0;
    for (StringRef Line : OldLines) {
      Starts.push_back(At);
      At += Line.size();
    }
    Starts.push_back(At);
  }

  void print(raw_ostream &OS);

private:
  /// The line that holds the byte or ends before it; behind the last one where
  /// a new line would begin there.
  size_t lineOf(size_t Offset) const {
    size_t Line = llvm::upper_bound(Starts, Offset) - Starts.begin() - 1;
    bool IsOpen = !Old.empty() && !Old.ends_with("\n");
    return Line == OldLines.size() && IsOpen ? Line - 1 : Line;
  }
  std::vector<LineChange> lineChanges() const;
  void trim(LineChange &C) const;
  void printHunk(llvm::ArrayRef<LineChange> Hunk, raw_ostream &OS);

  StringRef Old;
  std::vector<StringRef> OldLines;
  /// Of each line, and the end of the text.
  std::vector<size_t> Starts;
  const std::vector<TextChange> &Changes;
  /// How many lines more there are now, up to the hunk.
  ptrdiff_t Shift = 0;
};

std::vector<LineChange> Differ::lineChanges() const {
  std::vector<LineChange> Result;
  for (auto C = Changes.begin(); C != Changes.end();) {
    size_t From = lineOf(C->Offset), To = From;
    auto End = C;
    // All changes that share lines are made in one piece.
    do {
      To = std::min(lineOf(End->Offset + End->Length) + 1, OldLines.size());
      ++End;
    } while (End != Changes.end() && lineOf(End->Offset) < To);
    LineChange L{From, To, ""};
    size_t At = Starts[From];
    for (; C != End; ++C) {
      L.New += Old.slice(At, C->Offset);
      L.New += C->New;
      At = C->Offset + C->Length;
    }
    L.New += Old.slice(At, Starts[To]);
    trim(L);
    if (L.From == L.To && L.New.empty())
      continue;
    // As git has it: what goes, then what comes.
    if (!Result.empty() && Result.back().To == L.From) {
      Result.back().To = L.To;
      Result.back().New += L.New;
    } else {
      Result.push_back(std::move(L));
    }
  }
  return Result;
}

/// Leaves the lines out that stay.
void Differ::trim(LineChange &C) const {
  std::vector<StringRef> New = linesOf(C.New);
  size_t First = 0, Last = New.size();
  while (C.From < C.To && First < Last && OldLines[C.From] == New[First]) {
    ++C.From;
    ++First;
  }
  while (C.From < C.To && First < Last && OldLines[C.To - 1] == New[Last - 1]) {
    --C.To;
    --Last;
  }
  std::string Kept;
  for (size_t I = First; I != Last; ++I)
    Kept += New[I];
  C.New = std::move(Kept);
}

void printLine(char Sign, StringRef Line, raw_ostream &OS) {
  OS << Sign << Line;
  if (!Line.ends_with("\n"))
    OS << "\n\\ No newline at end of file\n";
}

/// "12,3" as hunks have it: a count of 1 is left out, and where there is no
/// line, the one before is named.
void printRange(size_t First, size_t Count, raw_ostream &OS) {
  OS << (Count == 0 ? First : First + 1);
  if (Count != 1)
    OS << ',' << Count;
}

void Differ::printHunk(llvm::ArrayRef<LineChange> Hunk, raw_ostream &OS) {
  size_t From = Hunk.front().From - std::min(Hunk.front().From, Context);
  size_t To = std::min(Hunk.back().To + Context, OldLines.size());
  ptrdiff_t Grown = 0;
  for (const LineChange &C : Hunk)
    Grown += ptrdiff_t(linesOf(C.New).size()) - ptrdiff_t(C.To - C.From);
  OS << "@@ -";
  printRange(From, To - From, OS);
  OS << " +";
  printRange(From + Shift, To - From + Grown, OS);
  OS << " @@\n";
  size_t At = From;
  for (const LineChange &C : Hunk) {
    for (; At != C.From; ++At)
      printLine(' ', OldLines[At], OS);
    for (; At != C.To; ++At)
      printLine('-', OldLines[At], OS);
    for (StringRef Line : linesOf(C.New))
      printLine('+', Line, OS);
  }
  for (; At != To; ++At)
    printLine(' ', OldLines[At], OS);
  Shift += Grown;
}

void Differ::print(raw_ostream &OS) {
  std::vector<LineChange> All = lineChanges();
  for (size_t I = 0; I != All.size();) {
    size_t End = I + 1;
    while (End != All.size() && All[End].From - All[End - 1].To <= 2 * Context)
      ++End;
    printHunk(llvm::ArrayRef(All).slice(I, End - I), OS);
    I = End;
  }
}

} // namespace

std::string unifiedDiff(StringRef Path, StringRef Old,
                        const std::vector<TextChange> &Changes) {
  std::string Hunks;
  llvm::raw_string_ostream OS(Hunks);
  Differ(Old, Changes).print(OS);
  if (Hunks.empty())
    return "";
  // As git does, so that it is seen where a path with spaces ends.
  StringRef End = Path.contains(' ') ? "\t\n" : "\n";
  bool IsAbsolute = Path.starts_with("/");
  auto Name = [&](StringRef Side) {
    return (llvm::Twine(IsAbsolute ? "" : Side) + Path + End).str();
  };
  return "--- " + Name("a/") + "+++ " + Name("b/") + Hunks;
}

} // namespace corolint
