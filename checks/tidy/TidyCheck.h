//===- TidyCheck.h - a check as clang-tidy sees it --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_TIDY_TIDYCHECK_H
#define COROLINT_CHECKS_TIDY_TIDYCHECK_H

#include "checks/Check.h"
#include "checks/tidy/Settings.h"
#include "report/Finding.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace corolint::tidy {

/// Any check of the table. It looks at nothing itself: all checks of a unit
/// share one analysis (UnitConsumer.h), which gives each its findings.
class TidyCheck : public clang::tidy::ClangTidyCheck {
public:
  TidyCheck(const CheckInfo &Info, clang::tidy::ClangTidyContext *Context);
  ~TidyCheck() override;

  bool
  isLanguageVersionSupported(const clang::LangOptions &Language) const override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &To) override;
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *,
                           clang::Preprocessor *) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void onEndOfTranslationUnit() override;

  /// The checks that run on the unit that is being parsed on this thread.
  static llvm::ArrayRef<TidyCheck *> active();

  const CheckInfo &info() const { return Info; }
  const Settings &settings() const { return Asked; }
  /// To be reported at the end of the unit.
  void add(Finding F) { Found.push_back(std::move(F)); }
  /// A message that concerns no place in the code; it is an error.
  void complain(llvm::StringRef Message);

private:
  clang::SourceLocation locationOf(const SourceRange &R) const;
  bool isSilencedAs(llvm::StringRef OtherName, const SourceRange &R) const;
  void report(const Finding &F);

  const CheckInfo &Info;
  Settings Asked;
  std::vector<Finding> Found;
  const clang::SourceManager *Manager = nullptr;
};

} // namespace corolint::tidy

#endif // COROLINT_CHECKS_TIDY_TIDYCHECK_H
