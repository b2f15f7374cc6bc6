//===- Markdown.cpp - a page for the terminal -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Markdown.h"

#include "llvm/ADT/StringExtras.h"

#include <string>
#include <vector>

using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

constexpr size_t PageWidth = 80;

enum class Style { Plain, Code, Strong };

/// What stands between two blanks.
struct Word {
  struct Piece {
    std::string Text;
    Style How;
  };
  std::vector<Piece> Pieces;

  size_t width() const {
    size_t Width = 0;
    for (const Piece &P : Pieces)
      Width += P.Text.size();
    return Width;
  }
};

/// Takes a text apart into styled words.
class Words {
public:
  explicit Words(StringRef Text) { read(Text, Style::Plain); }

  std::vector<Word> List;

private:
  bool Open = false;

  void add(StringRef Text, Style How) {
    for (size_t I = 0; I < Text.size();) {
      if (llvm::isSpace(Text[I])) {
        Open = false;
        ++I;
        continue;
      }
      size_t End = std::min(Text.find_first_of(" \t\n", I), Text.size());
      if (!Open)
        List.emplace_back();
      Open = true;
      List.back().Pieces.push_back({Text.slice(I, End).str(), How});
      I = End;
    }
  }

  void read(StringRef Text, Style How) {
    while (!Text.empty()) {
      size_t Next = Text.find_first_of("`*[");
      add(Text.take_front(Next), How);
      if (Next == StringRef::npos)
        return;
      Text = Text.drop_front(Next);
      if (!readMarkup(Text, How)) {
        add(Text.take_front(1), How);
        Text = Text.drop_front(1);
      }
    }
  }

  /// Reads `code`, **strong** or [a link](target) at the front of `Text`.
  bool readMarkup(StringRef &Text, Style How) {
    StringRef Rest = Text;
    if (Rest.consume_front("`")) {
      size_t End = Rest.find('`');
      if (End == StringRef::npos)
        return false;
      add(Rest.take_front(End), Style::Code);
      Text = Rest.drop_front(End + 1);
      return true;
    }
    if (Rest.consume_front("**")) {
      size_t End = Rest.find("**");
      if (End == StringRef::npos || How == Style::Strong)
        return false;
      read(Rest.take_front(End), Style::Strong);
      Text = Rest.drop_front(End + 2);
      return true;
    }
    if (Rest.consume_front("[")) {
      size_t Middle = Rest.find("](");
      size_t End = Rest.find(')', Middle);
      if (Middle == StringRef::npos || End == StringRef::npos ||
          Rest.take_front(Middle).contains('['))
        return false;
      StringRef Target = Rest.slice(Middle + 2, End);
      read(Rest.take_front(Middle), How);
      // Other pages are of no use here.
      if (Target.starts_with("http")) {
        add(" (", How);
        add(Target, How);
        add(")", How);
      }
      Text = Rest.drop_front(End + 1);
      return true;
    }
    return false;
  }
};

class Page {
public:
  Page(bool Color, raw_ostream &OS) : Color(Color), OS(OS) {
    OS.enable_colors(Color);
  }

  void print(StringRef Text);

private:
  bool Color;
  raw_ostream &OS;
  /// The paragraph or list item that is being collected, what its first line
  /// begins with, and how far its others are indented.
  std::string Paragraph;
  std::string Lead;
  size_t Indent = 0;

  void printPiece(const Word::Piece &P) {
    if (Color && P.How == Style::Code)
      OS.changeColor(raw_ostream::CYAN);
    if (Color && P.How == Style::Strong)
      OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << P.Text;
    if (Color && P.How != Style::Plain)
      OS.resetColor();
  }

  void flush() {
    size_t Column = Indent;
    OS << Lead;
    bool First = true;
    for (const Word &W : Words(Paragraph).List) {
      if (!First && Column + 1 + W.width() > PageWidth) {
        OS << '\n';
        OS.indent(Indent);
        Column = Indent;
        First = true;
      }
      if (!First) {
        OS << ' ';
        ++Column;
      }
      First = false;
      for (const Word::Piece &P : W.Pieces)
        printPiece(P);
      Column += W.width();
    }
    if (!Paragraph.empty())
      OS << '\n';
    Paragraph.clear();
    Lead.clear();
    Indent = 0;
  }

  void printHeading(StringRef Text) {
    if (Color)
      OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << Text.ltrim("# ");
    if (Color)
      OS.resetColor();
    OS << '\n';
  }

  /// The length of "- ", "* " or "1. " at the front of `Text`, or 0.
  static size_t bulletLength(StringRef Text) {
    if (Text.starts_with("- ") || Text.starts_with("* "))
      return 2;
    size_t Digits = Text.take_while(llvm::isDigit).size();
    return Digits && Text.substr(Digits).starts_with(". ") ? Digits + 2 : 0;
  }
};

void Page::print(StringRef Text) {
  bool InCode = false;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    StringRef Trimmed = Line.trim();
    if (Trimmed.starts_with("```")) {
      flush();
      InCode = !InCode;
    } else if (InCode) {
      OS << (Line.empty() ? "" : "    ") << Line << '\n';
    } else if (Trimmed.empty()) {
      flush();
      OS << '\n';
    } else if (Line.starts_with("#")) {
      flush();
      printHeading(Line);
    } else if (Line.starts_with("|")) {
      flush();
      OS << Line << '\n';
    } else if (size_t Length = bulletLength(Trimmed)) {
      flush();
      size_t Depth = Line.size() - Line.ltrim().size();
      Indent = Depth + Length;
      Lead = std::string(Depth, ' ') + Trimmed.take_front(Length).str();
      Paragraph = Trimmed.drop_front(Length).str();
    } else {
      Paragraph += (Paragraph.empty() ? "" : " ") + Trimmed.str();
    }
  }
  flush();
}

} // namespace

void printMarkdown(StringRef Text, bool Color, raw_ostream &OS) {
  Page(Color, OS).print(Text);
}

} // namespace corolint
