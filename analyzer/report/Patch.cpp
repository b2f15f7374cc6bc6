//===- Patch.cpp - a unified diff, read -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Patch.h"

#include "report/Lines.h"

#include "llvm/ADT/StringExtras.h"

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace corolint {

namespace {

/// A name as git writes it: in quotes where it has odd characters.
std::string unquote(StringRef Name) {
  if (!Name.consume_front("\""))
    // What follows a tabulator is the time of the file, or nothing.
    return Name.take_until([](char C) { return C == '\t' || C == '\r'; }).str();
  std::string Out;
  for (size_t I = 0; I < Name.size() && Name[I] != '"'; ++I) {
    if (Name[I] != '\\' || I + 1 == Name.size()) {
      Out += Name[I];
      continue;
    }
    char C = Name[++I];
    unsigned Byte;
    if (C >= '0' && C <= '7' && I + 2 < Name.size() &&
        !Name.substr(I, 3).getAsInteger(8, Byte)) {
      Out += char(Byte);
      I += 2;
    } else {
      constexpr StringRef Codes = "abfnrtv", Bytes = "\a\b\f\n\r\t\v";
      size_t At = Codes.find(C);
      Out += At == StringRef::npos ? C : Bytes[At];
    }
  }
  return Out;
}

/// "12,3" or "12", and takes it from the front.
bool takeRange(StringRef &Text, unsigned &Start, unsigned &Count) {
  Count = 1;
  if (Text.consumeInteger(10, Start))
    return false;
  return !Text.consume_front(",") || !Text.consumeInteger(10, Count);
}

class Reader {
public:
  Reader(StringRef Text, StringRef Name) : Rest(Text), Name(Name) {}

  Expected<std::vector<FilePatch>> read();

private:
  /// The next line, with its end; it stays where it is.
  StringRef peek() const {
    size_t End = Rest.find('\n');
    return Rest.take_front(End == StringRef::npos ? Rest.size() : End + 1);
  }
  StringRef take() {
    StringRef Line = peek();
    Rest = Rest.drop_front(Line.size());
    ++Number;
    return Line;
  }
  Error error(const llvm::Twine &What) const {
    return llvm::createStringError(Name + ":" + llvm::Twine(Number) +
                                   ": error: " + What);
  }
  Error readHunk(FilePatch &File);

  StringRef Rest;
  StringRef Name;
  /// Of the line that was taken last.
  unsigned Number = 0;
};

Error Reader::readHunk(FilePatch &File) {
  StringRef Head = take();
  StringRef Text = Head;
  PatchHunk H;
  H.At = Number;
  unsigned OldCount, NewCount;
  if (!Text.consume_front("@@ -") || !takeRange(Text, H.OldStart, OldCount) ||
      !Text.consume_front(" +") || !takeRange(Text, H.NewStart, NewCount) ||
      !Text.starts_with(" @@"))
    return error("this is no head of a hunk: '" + Head.rtrim() + "'");
  while (OldCount || NewCount || Rest.starts_with("\\")) {
    if (Rest.empty())
      return error("the patch ends within a hunk");
    StringRef Line = take();
    // An editor may have taken away the blank of an empty line.
    char Sign = Line == "\n" || Line == "\r\n" ? ' ' : Line.front();
    if (Sign == '\\') {
      // "\ No newline at end of file"
      if (!H.Lines.empty()) {
        StringRef Last = H.Lines.back().Text;
        H.Lines.back().Text =
            Last.take_front(Last.size() - Last.ends_with("\n")).str();
      }
      continue;
    }
    bool IsOld = Sign == ' ' || Sign == '-', IsNew = Sign == ' ' || Sign == '+';
    if ((!IsOld && !IsNew) || (IsOld && !OldCount) || (IsNew && !NewCount))
      return error("this line is not part of the hunk of line " +
                   llvm::Twine(H.At));
    OldCount -= IsOld;
    NewCount -= IsNew;
    if (Line.front() == Sign)
      Line = Line.drop_front();
    H.Lines.push_back({Sign, Line.str()});
  }
  File.Hunks.push_back(std::move(H));
  return Error::success();
}

Expected<std::vector<FilePatch>> Reader::read() {
  std::vector<FilePatch> Files;
  // Set while the lines of git before "---" are read.
  bool InGitHead = false;
  auto Start = [&] {
    Files.emplace_back();
    Files.back().At = Number;
  };
  while (!Rest.empty()) {
    if (peek().starts_with("@@ -") && !Files.empty() &&
        !Files.back().IsBinary) {
      InGitHead = false;
      if (Error E = readHunk(Files.back()))
        return E;
      continue;
    }
    StringRef Line = take().rtrim("\r\n");
    if (Line.starts_with("diff --git ")) {
      Start();
      InGitHead = true;
    } else if (Line.starts_with("--- ") && Rest.starts_with("+++ ")) {
      if (!InGitHead)
        Start();
      InGitHead = false;
      auto NameOf = [](StringRef Written) {
        std::string Name = unquote(Written);
        return Name == "/dev/null" ? "" : Name;
      };
      Files.back().Old = NameOf(Line.drop_front(4));
      Files.back().New = NameOf(take().rtrim("\n").drop_front(4));
    } else if (InGitHead && Line.consume_front("rename from ")) {
      Files.back().Old = "a/" + unquote(Line);
    } else if (InGitHead && Line.consume_front("rename to ")) {
      Files.back().New = "b/" + unquote(Line);
    } else if (InGitHead && (Line.starts_with("Binary files ") ||
                             Line == "GIT binary patch")) {
      Files.back().IsBinary = true;
      InGitHead = false;
    }
  }
  // What has neither is a change of a file's rights, or an empty file.
  std::erase_if(
      Files, [](const FilePatch &F) { return F.Old.empty() && F.New.empty(); });
  return Files;
}

} // namespace

Expected<std::vector<FilePatch>> readPatch(StringRef Text, StringRef Name) {
  return Reader(Text, Name).read();
}

Expected<std::string> revertPatch(StringRef New, const FilePatch &Patch) {
  std::vector<StringRef> Lines = linesOf(New);
  std::string Old;
  size_t At = 0;
  for (const PatchHunk &H : Patch.Hunks) {
    size_t Adds = 0;
    for (const PatchLine &L : H.Lines)
      Adds += L.Sign != '-';
    // Where a hunk leaves no line, the one before is named.
    size_t From = Adds ? H.NewStart - 1 : H.NewStart;
    auto Wrong = [&](size_t Line) {
      return llvm::createStringError(
          "line " + llvm::Twine(Line + 1) + " of '" + Patch.New +
          "' is not what the patch says at its line " + llvm::Twine(H.At));
    };
    if (From < At || From > Lines.size())
      return Wrong(From);
    for (; At != From; ++At)
      Old += Lines[At];
    for (const PatchLine &L : H.Lines) {
      if (L.Sign == '-') {
        Old += L.Text;
        continue;
      }
      // Mails may have other line ends.
      if (At == Lines.size() ||
          Lines[At].rtrim("\r\n") != StringRef(L.Text).rtrim("\r\n"))
        return Wrong(At);
      if (L.Sign == ' ')
        Old += Lines[At];
      ++At;
    }
  }
  for (; At != Lines.size(); ++At)
    Old += Lines[At];
  return Old;
}

} // namespace corolint
