//===- TidyCheck.cpp - a check as clang-tidy sees it ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/TidyCheck.h"

#include "report/Suppressions.h"

#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using llvm::StringRef;

namespace corolint::tidy {

static thread_local std::vector<TidyCheck *> Active;

TidyCheck::TidyCheck(const CheckInfo &Info,
                     clang::tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Info.Name, Context), Info(Info), Asked(*Context) {}

TidyCheck::~TidyCheck() { llvm::erase(Active, this); }

llvm::ArrayRef<TidyCheck *> TidyCheck::active() { return Active; }

bool TidyCheck::isLanguageVersionSupported(const LangOptions &Language) const {
  return Language.CPlusPlus;
}

void TidyCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &To) {
  Asked.store(Info.Name, To);
}

void TidyCheck::registerPPCallbacks(const SourceManager &SM, Preprocessor *,
                                    Preprocessor *) {
  Manager = &SM;
}

void TidyCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  // clang-tidy calls only those at the end of a unit that want to match
  // something.
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  Active.push_back(this);
}

void TidyCheck::complain(StringRef Message) {
  configurationDiag("%0", DiagnosticIDs::Error) << Message;
}

SourceLocation TidyCheck::locationOf(const SourceRange &R) const {
  OptionalFileEntryRef File =
      Manager->getFileManager().getOptionalFileRef(R.File);
  FileID ID = File ? Manager->translateFile(*File) : FileID();
  if (ID.isInvalid())
    return {};
  return Manager->getLocForStartOfFile(ID).getLocWithOffset(R.Offset);
}

/// clang-tidy looks for NOLINT with this check's own name.
bool TidyCheck::isSilencedAs(StringRef OtherName, const SourceRange &R) const {
  SourceLocation Place = locationOf(R);
  if (OtherName.empty() || Place.isInvalid())
    return false;
  StringRef Text = Manager->getBufferData(Manager->getFileID(Place));
  StringRef Known[] = {OtherName};
  return Suppressions(Text, Known).covers(R, Known);
}

void TidyCheck::report(const Finding &F) {
  auto Range = [&](const SourceRange &R) {
    SourceLocation Begin = locationOf(R);
    return CharSourceRange::getCharRange(
        Begin,
        Begin.isValid() ? Begin.getLocWithOffset(R.Length) : SourceLocation());
  };
  {
    // A message may have a '%'.
    DiagnosticBuilder D = diag(locationOf(F.Where), "%0");
    D << F.Message;
    if (F.Where.Length != 0)
      D << Range(F.Where);
    auto Safe = llvm::find_if(F.Fixes, [](const Fix &X) { return X.Safe; });
    if (Safe != F.Fixes.end())
      for (const Edit &E : Safe->Edits)
        D << FixItHint::CreateReplacement(Range(E.Where), E.Text);
  }
  for (const Note &N : F.Notes)
    diag(locationOf(N.Where), "%0", DiagnosticIDs::Note) << N.Message;
}

void TidyCheck::onEndOfTranslationUnit() {
  for (const Finding &F : Found)
    if (!isSilencedAs(Info.CoveredBy, F.Where))
      report(F);
  Found.clear();
}

} // namespace corolint::tidy
