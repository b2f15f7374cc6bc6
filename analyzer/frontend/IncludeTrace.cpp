//===- IncludeTrace.cpp - which system headers a file includes ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/IncludeTrace.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using llvm::StringRef;

namespace corolint {
namespace {

class Tracer : public PPCallbacks {
public:
  Tracer(const SourceManager &SM, unsigned HeadBytes, IncludeTrace &Trace)
      : SM(SM), HeadBytes(HeadBytes), Trace(Trace) {}

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File, StringRef,
                          StringRef RelativePath, const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!isInHead(Hash))
      return;
    if (!File)
      Pending.HasOther = true;
    else if (SrcMgr::isSystem(Kind) && Known.insert(RelativePath).second)
      addSystem(RelativePath);
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    if (isInHead(Name.getLocation()))
      Pending.MacrosBefore.push_back(Name.getIdentifierInfo()->getName().str());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    Pending.HasOther |= isInHead(Name.getLocation());
  }
  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
    Pending.HasOther |= isInHead(Loc) && !isOnce(Loc);
  }

private:
  void addSystem(StringRef Name) {
    Trace.System.push_back(Name.str());
    // What comes after the last of them does not count.
    Trace.HasOther |= Pending.HasOther;
    Trace.MacrosBefore.insert(Trace.MacrosBefore.end(),
                              Pending.MacrosBefore.begin(),
                              Pending.MacrosBefore.end());
    Pending = IncludeTrace();
  }

  /// Written in user code of the include block.
  bool isInHead(SourceLocation Loc) {
    if (IsPast || !Loc.isFileID() || SM.isInSystemHeader(Loc) ||
        SM.isWrittenInBuiltinFile(Loc) || SM.isWrittenInCommandLineFile(Loc) ||
        SM.isWrittenInScratchSpace(Loc))
      return false;
    auto [File, Offset] = SM.getDecomposedLoc(Loc);
    IsPast = File == SM.getMainFileID() && Offset >= HeadBytes;
    return !IsPast;
  }

  /// "#pragma once", by far the most frequent.
  bool isOnce(SourceLocation Loc) const {
    auto [File, Offset] = SM.getDecomposedLoc(Loc);
    StringRef Rest = SM.getBufferData(File).drop_front(Offset);
    return Rest.consume_front("#") &&
           (Rest = Rest.ltrim(" \t")).consume_front("pragma") &&
           Rest.ltrim(" \t").starts_with("once");
  }

  const SourceManager &SM;
  const unsigned HeadBytes;
  IncludeTrace &Trace;
  IncludeTrace Pending;
  llvm::StringSet<> Known;
  bool IsPast = false;
};

} // namespace

std::unique_ptr<PPCallbacks> traceIncludes(const SourceManager &SM,
                                           unsigned HeadBytes,
                                           IncludeTrace &Trace) {
  return std::make_unique<Tracer>(SM, HeadBytes, Trace);
}

} // namespace corolint
