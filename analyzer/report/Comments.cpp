//===- Comments.cpp - the comments of a C++ file --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Comments.h"

#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace corolint {

namespace {

bool isIdentifierChar(char C) {
  return llvm::isAlnum(C) || C == '_' || C == '$' || (C & 0x80);
}

/// The length of the line splice (a backslash before a line end) at `I`, or 0.
size_t spliceAt(StringRef Text, size_t I) {
  if (Text[I] != '\\')
    return 0;
  StringRef Rest = Text.substr(I + 1);
  return Rest.starts_with("\n") ? 2 : Rest.starts_with("\r\n") ? 3 : 0;
}

/// The end of the line comment that starts at `I`.
size_t lineCommentEnd(StringRef Text, size_t I) {
  while (I < Text.size() && Text[I] != '\n') {
    size_t Splice = spliceAt(Text, I);
    I += Splice ? Splice : 1;
  }
  return I;
}

/// The end of the string or character literal whose opening quote is at `I`.
/// One that is not closed ends with its line, as an apostrophe in the text of
/// an
/// `#error` does.
size_t quotedEnd(StringRef Text, size_t I) {
  char Quote = Text[I++];
  while (I < Text.size()) {
    if (size_t Splice = spliceAt(Text, I)) {
      I += Splice;
    } else if (Text[I] == '\\') {
      I += 2;
    } else if (Text[I] == Quote) {
      return I + 1;
    } else if (Text[I] == '\n') {
      return I;
    } else {
      ++I;
    }
  }
  return Text.size();
}

/// The end of the raw string literal whose opening quote is at `I`.
size_t rawStringEnd(StringRef Text, size_t I) {
  size_t Open = Text.find_first_of("(\n", I);
  if (Open == StringRef::npos || Text[Open] == '\n')
    return quotedEnd(Text, I);
  std::string Close = (")" + Text.slice(I + 1, Open) + "\"").str();
  size_t End = Text.find(Close, Open);
  return End == StringRef::npos ? Text.size() : End + Close.size();
}

/// The end of the number that starts at `I`, digit separators included.
size_t numberEnd(StringRef Text, size_t I) {
  while (I < Text.size()) {
    if (isIdentifierChar(Text[I]) || Text[I] == '.')
      ++I;
    else if (Text[I] == '\'' && I + 1 < Text.size() &&
             isIdentifierChar(Text[I + 1]))
      I += 2;
    else
      break;
  }
  return I;
}

} // namespace

std::vector<StringRef> findComments(StringRef Text) {
  std::vector<StringRef> Comments;
  size_t I = 0;
  while (I < Text.size()) {
    char C = Text[I];
    if (C == '/' && Text.substr(I).starts_with("//")) {
      size_t End = lineCommentEnd(Text, I);
      Comments.push_back(Text.slice(I, End));
      I = End;
    } else if (C == '/' && Text.substr(I).starts_with("/*")) {
      size_t Close = Text.find("*/", I + 2);
      size_t End = Close == StringRef::npos ? Text.size() : Close + 2;
      Comments.push_back(Text.slice(I, End));
      I = End;
    } else if (C == '"' || C == '\'') {
      I = quotedEnd(Text, I);
    } else if (llvm::isDigit(C)) {
      I = numberEnd(Text, I);
    } else if (isIdentifierChar(C)) {
      size_t Start = I;
      while (I < Text.size() && isIdentifierChar(Text[I]))
        ++I;
      StringRef Word = Text.slice(Start, I);
      bool RawPrefix = Word == "R" || Word == "LR" || Word == "uR" ||
                       Word == "UR" || Word == "u8R";
      if (RawPrefix && I < Text.size() && Text[I] == '"')
        I = rawStringEnd(Text, I);
    } else {
      ++I;
    }
  }
  return Comments;
}

} // namespace corolint
