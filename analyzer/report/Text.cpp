//===- Text.cpp - findings for people -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Unicode.h"

#include <map>
#include <set>

using llvm::ArrayRef;
using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

/// As wide as Clang's tabulators.
constexpr unsigned TabStop = 8;
/// Longer lines are generated code; to mark a place in them helps nobody.
constexpr size_t MaxLineLength = 1000;

/// A unit with so many errors may have more, which the frontend does not keep.
constexpr size_t MaxErrorsKept = 20;

/// A source line as it appears on a terminal.
struct DisplayLine {
  std::string Text;
  /// The column, from 0, of each byte of the source line and of its end.
  std::vector<unsigned> Columns;
};

DisplayLine displayLine(StringRef Line) {
  DisplayLine D;
  unsigned Column = 0;
  while (!Line.empty()) {
    unsigned Bytes = 1;
    if (Line.front() == '\t') {
      unsigned Width = TabStop - Column % TabStop;
      D.Columns.push_back(Column);
      D.Text.append(Width, ' ');
      Column += Width;
    } else {
      Bytes =
          std::min<size_t>(llvm::getNumBytesForUTF8(Line.front()), Line.size());
      int Width = llvm::sys::unicode::columnWidthUTF8(Line.take_front(Bytes));
      if (Width < 0) {
        // Not printable, or no UTF-8: nothing that a terminal should obey.
        Bytes = Width = 1;
        D.Text += '?';
      } else {
        D.Text += Line.take_front(Bytes);
      }
      D.Columns.insert(D.Columns.end(), Bytes, Column);
      Column += Width;
    }
    Line = Line.drop_front(Bytes);
  }
  D.Columns.push_back(Column);
  return D;
}

/// Text from outside the program, safe to send to a terminal.
std::string printable(StringRef Text) { return displayLine(Text).Text; }

/// The text of an edit as a hint below a line: no line ends.
std::string hintText(StringRef Text) {
  std::string Hint;
  Text = Text.trim("\r\n");
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Hint += printable(Line.rtrim());
    Text = Rest.ltrim();
    if (!Text.empty())
      Hint += ' ';
  }
  return Hint;
}

void mark(std::string &Line, unsigned From, unsigned To, char C) {
  if (Line.size() < To)
    Line.resize(To, ' ');
  for (unsigned I = From; I < To; ++I)
    if (Line[I] != '^')
      Line[I] = C;
}

/// The columns [From, To) that a range takes on its first line.
std::pair<unsigned, unsigned> columnsOf(const SourceRange &Where,
                                        const DisplayLine &Line) {
  size_t Last = Line.Columns.size() - 1;
  size_t From = std::min<size_t>(Where.Column - 1, Last);
  size_t To = std::min<size_t>(From + Where.Length, Last);
  return {Line.Columns[From], Line.Columns[To]};
}

class Colored {
public:
  Colored(raw_ostream &OS, bool On, raw_ostream::Colors C, bool Bold)
      : OS(OS), On(On) {
    if (On)
      OS.changeColor(C, Bold);
  }
  ~Colored() {
    if (On)
      OS.resetColor();
  }

private:
  raw_ostream &OS;
  bool On;
};

std::string plural(size_t N, StringRef What) {
  return llvm::utostr(N) + " " + What.str() + (N == 1 ? "" : "s");
}

/// Whether a fix can be shown below the finding's own source line.
bool fitsBelow(const Fix &F, const SourceRange &Where) {
  return F.Safe && llvm::all_of(F.Edits, [&](const Edit &E) {
           return E.Where.File == Where.File && E.Where.Line == Where.Line;
         });
}

} // namespace

StringRef shortPath(StringRef File, StringRef Base) {
  Base = Base.rtrim('/');
  StringRef Rest = File;
  if (!Base.empty() && Rest.consume_front(Base) && Rest.consume_front("/") &&
      !Rest.empty())
    return Rest;
  return File;
}

TextPrinter::TextPrinter(raw_ostream &OS, Sources &Files, TextOptions Options)
    : OS(OS), Files(Files), Options(std::move(Options)) {
  OS.enable_colors(this->Options.Color);
}

void TextPrinter::printHeader(const SourceRange &Where, bool IsNote,
                              StringRef Message, StringRef Suffix) {
  if (!Where.File.empty()) {
    Colored C(OS, Options.Color, raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << printable(shortPath(Where.File, Options.Base)) << ':';
    if (Where.Line)
      OS << Where.Line << ':' << Where.Column << ':';
    OS << ' ';
  }
  if (IsNote) {
    Colored C(OS, Options.Color, raw_ostream::CYAN, /*Bold=*/true);
    OS << "note: ";
  } else {
    Colored C(OS, Options.Color, raw_ostream::MAGENTA, /*Bold=*/true);
    OS << "warning: ";
  }
  if (IsNote) {
    OS << printable(Message);
  } else {
    Colored C(OS, Options.Color, raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << printable(Message) << Suffix;
  }
  OS << '\n';
}

void TextPrinter::printSnippet(const SourceRange &Where, ArrayRef<Edit> Edits) {
  std::optional<StringRef> Source = Files.line(Where.File, Where.Line);
  if (!Source || Source->size() > MaxLineLength || Where.Column == 0)
    return;
  DisplayLine Line = displayLine(*Source);

  std::string Marks, Hints;
  auto [Caret, End] = columnsOf(Where, Line);
  mark(Marks, Caret, Caret + 1, '^');
  mark(Marks, Caret, End, '~');
  for (const Edit &E : Edits) {
    auto [From, To] = columnsOf(E.Where, Line);
    mark(Marks, From, To, '~');
    std::string Text = hintText(E.Text);
    if (Text.empty())
      continue;
    // A hint that would run into the one before stands behind it.
    if (Hints.size() > From)
      Hints += ' ';
    else
      Hints.resize(From, ' ');
    Hints += Text;
  }

  std::string Number = llvm::utostr(Where.Line);
  size_t Width = std::max<size_t>(4, Number.size());
  OS.indent(Width - Number.size() + 1) << Number << " | " << Line.Text << '\n';
  OS.indent(Width + 2) << "| ";
  {
    Colored C(OS, Options.Color, raw_ostream::GREEN, /*Bold=*/true);
    OS << StringRef(Marks).rtrim();
  }
  OS << '\n';
  if (Hints.empty())
    return;
  OS.indent(Width + 2) << "| ";
  {
    Colored C(OS, Options.Color, raw_ostream::GREEN, /*Bold=*/false);
    OS << StringRef(Hints).rtrim();
  }
  OS << '\n';
}

void TextPrinter::printFixAsNote(const Fix &F) {
  std::map<std::pair<std::string, unsigned>, std::vector<Edit>> Lines;
  for (const Edit &E : F.Edits)
    Lines[{E.Where.File, E.Where.Line}].push_back(E);
  SourceRange First = F.Edits.empty() ? SourceRange() : F.Edits.front().Where;
  printHeader(First, /*IsNote=*/true,
              (F.Safe ? "fix: " : "possible fix: ") + F.Title, "");
  for (auto &[Place, Edits] : Lines)
    printSnippet(Edits.front().Where, Edits);
}

void TextPrinter::print(const Finding &F) {
  std::string Suffix;
  if (F.Sure < Certainty::Likely)
    Suffix += (" (" + certaintyName(F.Sure) + ")").str();
  Suffix += " [" + F.Check + "]";
  printHeader(F.Where, /*IsNote=*/false, F.Message, Suffix);

  bool Below = F.Fixes.size() == 1 && fitsBelow(F.Fixes.front(), F.Where);
  printSnippet(F.Where, Below ? ArrayRef<Edit>(F.Fixes.front().Edits)
                              : ArrayRef<Edit>());
  for (const Note &N : F.Notes) {
    printHeader(N.Where, /*IsNote=*/true, N.Message, "");
    printSnippet(N.Where, {});
  }
  if (!Below)
    for (const Fix &X : F.Fixes)
      printFixAsNote(X);
}

std::string unitProblem(const UnitReport &Unit, StringRef Base) {
  StringRef Error = Unit.Errors.empty() ? "" : StringRef(Unit.Errors.front());
  Error.consume_front(Unit.File + ": ");
  std::string First = printable(shortPath(Error, Base));
  switch (Unit.What) {
  case UnitReport::Complete:
    return "";
  case UnitReport::Partial:
    return (Unit.Errors.size() >= MaxErrorsKept ? "partial: at least "
                                                : "partial: ") +
           plural(Unit.Errors.size(), "error") + ", first: " + First;
  case UnitReport::Failed:
    return "failed: " + First;
  case UnitReport::Crashed:
    return First.empty() ? "crashed" : "crashed: " + First;
  }
  llvm_unreachable("no other status");
}

std::string describeUnit(const UnitReport &Unit, StringRef Base) {
  if (Unit.What == UnitReport::Complete)
    return "";
  std::string Line = printable(shortPath(Unit.File, Base)) + ": " +
                     unitProblem(Unit, Base) + "\n";
  if (Unit.What == UnitReport::Crashed)
    Line += "to repeat it, run: " + Unit.Reproduce + "\n";
  return Line;
}

std::string summaryLine(ArrayRef<Finding> Findings,
                        ArrayRef<UnitReport> Units) {
  std::map<StringRef, size_t> Checks;
  std::set<StringRef> FilesSeen;
  for (const Finding &F : Findings) {
    ++Checks[F.Check];
    FilesSeen.insert(F.Where.File);
  }
  std::string Line =
      Findings.empty() ? "no findings" : plural(Findings.size(), "finding");
  if (!Checks.empty()) {
    std::vector<std::string> Parts;
    for (auto [Check, N] : Checks)
      Parts.push_back(llvm::utostr(N) + " " + Check.str());
    Line += " (" + llvm::join(Parts, ", ") + ") in " +
            plural(FilesSeen.size(), "file") + ",";
  } else {
    Line += " in";
  }
  Line += " " + plural(Units.size(), "unit");

  size_t Counts[UnitReport::Crashed + 1] = {};
  for (const UnitReport &U : Units)
    ++Counts[U.What];
  std::vector<std::string> Parts;
  for (auto [What, Name] : {std::pair(UnitReport::Partial, "partial"),
                            std::pair(UnitReport::Failed, "failed"),
                            std::pair(UnitReport::Crashed, "crashed")})
    if (Counts[What])
      Parts.push_back(llvm::utostr(Counts[What]) + " " + Name);
  if (!Parts.empty())
    Line += " (" + llvm::join(Parts, ", ") + ")";
  return Line + "\n";
}

} // namespace corolint
