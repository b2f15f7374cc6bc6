//===- SilenceEdit.cpp - where a comment silences a finding ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/SilenceEdit.h"

#include "report/Comments.h"

#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace corolint::lsp {
namespace {

/// What is no comment, without blanks: what the compiler sees, nearly.
std::string codeOf(StringRef Text) {
  std::string Out;
  const char *From = Text.begin();
  auto AddUpTo = [&](const char *To) {
    std::copy_if(From, To, std::back_inserter(Out), [](char C) {
      return !llvm::StringRef(" \t\r\n").contains(C);
    });
  };
  for (StringRef Comment : findComments(Text)) {
    AddUpTo(Comment.begin());
    From = Comment.end();
  }
  AddUpTo(Text.end());
  return Out;
}

class SilenceEdit {
public:
  SilenceEdit(const LineIndex &Lines, StringRef Check)
      : Lines(Lines), Text(Lines.text()), Check(Check) {}

  std::optional<Edit> on(unsigned N) {
    StringRef Line = Lines.line(N);
    const std::string Name = Check.str();
    if (std::optional<size_t> End = listEnd(Line, "NOLINT("))
      return insert(*End, ", " + Name);
    if (N != 0)
      if (auto End = listEnd(Lines.line(N - 1), "NOLINTNEXTLINE("))
        return insert(*End, ", " + Name);
    if (!goesOn(Line) && !hasComment(Line))
      if (auto E = insert(begin(Line) + Line.rtrim().size(),
                          " // NOLINT(" + Name + ")"))
        return E;
    if (N != 0 && goesOn(Lines.line(N - 1)))
      return std::nullopt;
    StringRef Indent =
        Line.take_while([](char C) { return C == ' ' || C == '\t'; });
    StringRef LineEnd = Text.contains("\r\n") ? "\r\n" : "\n";
    return insert(begin(Line),
                  (Indent + "// NOLINTNEXTLINE(" + Name + ")" + LineEnd).str());
  }

private:
  size_t begin(StringRef Line) const { return Line.data() - Text.data(); }

  /// Clang takes blanks behind the backslash for a part of it.
  static bool goesOn(StringRef Line) { return Line.rtrim().ends_with("\\"); }

  /// One begins on the line, or comes from above.
  bool hasComment(StringRef Line) const {
    return llvm::any_of(findComments(Text), [&](StringRef Comment) {
      return Comment.begin() < Line.end() && Comment.end() > Line.begin();
    });
  }

  /// Where the list of a comment on the line ends that begins with `Word`.
  std::optional<size_t> listEnd(StringRef Line, StringRef Word) const {
    for (StringRef Comment : findComments(Text)) {
      size_t At = Comment.find(Word);
      size_t End = At == StringRef::npos ? At : Comment.find(')', At);
      if (End != StringRef::npos && Comment.data() + At >= Line.begin() &&
          Comment.data() + End < Line.end())
        return begin(Comment) + End;
    }
    return std::nullopt;
  }

  /// If that leaves the code as it is.
  std::optional<Edit> insert(size_t Offset, std::string What) const {
    std::string New =
        (Text.take_front(Offset) + What + Text.drop_front(Offset)).str();
    if (codeOf(New) != codeOf(Text))
      return std::nullopt;
    Edit Out;
    Out.Where.Offset = Offset;
    Out.Text = std::move(What);
    return Out;
  }

  const LineIndex &Lines;
  const StringRef Text;
  const StringRef Check;
};

} // namespace

std::optional<Edit> silenceEdit(const std::string &File, const LineIndex &Lines,
                                unsigned N, const std::string &Check) {
  std::optional<Edit> Out = SilenceEdit(Lines, Check).on(N);
  if (Out)
    Out->Where.File = File;
  return Out;
}

} // namespace corolint::lsp
