//===- Report.cpp - what a run found, for every format --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"

#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"

using llvm::StringRef;

namespace corolint {

std::string Report::path(StringRef File) const {
  auto IsBelow = [&](StringRef Path) {
    return Path == Root || shortPath(Path, Root) != Path;
  };
  auto FromRoot = [&](StringRef Path) {
    return Path == Root ? "." : shortPath(Path, Root).str();
  };
  // The run may have been started in a folder by another name.
  llvm::SmallString<256> Real;
  if (!IsBelow(File) && !llvm::sys::fs::real_path(File, Real) && IsBelow(Real))
    return FromRoot(Real);
  return FromRoot(File);
}

std::string Report::problem(const UnitReport &U) const {
  UnitReport Told = U;
  if (!Told.Errors.empty()) {
    StringRef Error = U.Errors.front();
    std::string Message;
    if (Error.consume_front(U.File) && !Error.consume_front(": "))
      Message = path(U.File);
    // Compilers name files by whole paths.
    std::string Prefix = (Root + "/").str();
    for (size_t At; (At = Error.find(Prefix)) != StringRef::npos;
         Error = Error.drop_front(At + Prefix.size()))
      Message += Error.take_front(At);
    Told.Errors.front() = Message + Error.str();
  }
  return unitProblem(Told, Root);
}

const Rule *Report::rule(StringRef Name) const {
  const auto *It =
      llvm::lower_bound(Rules, Name, [](const Rule &R, StringRef Wanted) {
        return StringRef(R.Name) < Wanted;
      });
  return It != Rules.end() && It->Name == Name ? It : nullptr;
}

const char *LevelNames::operator[](Level L) const {
  switch (L) {
  case Level::Error:
    return Error;
  case Level::Warning:
    return Warning;
  case Level::Note:
    return Note;
  }
  llvm_unreachable("no other level");
}

Level levelOf(Certainty Sure) {
  switch (Sure) {
  case Certainty::Certain:
    return Level::Error;
  case Certainty::Likely:
    return Level::Warning;
  case Certainty::Possible:
  case Certainty::Unknown:
    return Level::Note;
  }
  llvm_unreachable("no other certainty");
}

Level levelOf(UnitReport::Status What) {
  return What == UnitReport::Partial ? Level::Warning : Level::Error;
}

std::string messageWithNotes(const Finding &F, const Report &R) {
  std::string Message = F.Message;
  for (const Note &N : F.Notes) {
    Message += '\n';
    if (!N.Where.File.empty())
      Message += R.path(N.Where.File) + ":" + llvm::utostr(N.Where.Line) + ":" +
                 llvm::utostr(N.Where.Column) + ": ";
    Message += "note: " + N.Message;
  }
  return Message;
}

std::string validUtf8(StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

} // namespace corolint
