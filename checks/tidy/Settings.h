//===- Settings.h - what .clang-tidy settles --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_TIDY_SETTINGS_H
#define COROLINT_CHECKS_TIDY_SETTINGS_H

#include "checks/CheckOptions.h"
#include "report/Finding.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace corolint::tidy {

/// The options of all checks, and those of corolint itself, `corolint.models`
/// and `corolint.min-certainty`: as they are written, since clang-tidy keeps
/// and shows them so.
class Settings {
public:
  explicit Settings(clang::tidy::ClangTidyContext &Context);

  /// Tells those that concern `Check`: its own, and corolint's.
  void store(llvm::StringRef Check,
             clang::tidy::ClangTidyOptions::OptionMap &To) const;

  /// What they mean. A wrong value is told, and the default holds.
  struct Meaning {
    CheckOptions Checks;
    Certainty MinCertainty = Certainty::Likely;
    std::vector<std::string> Wrong;
  };
  Meaning read() const;

  /// The library models that hold for a file in `Folder`. A path that is not
  /// absolute is looked for from there upward.
  llvm::Expected<const LibraryModels *> models(llvm::StringRef Folder) const;

private:
  struct Option {
    std::string Check, Local, Value;
  };
  const Option &option(llvm::StringRef Check, llvm::StringRef Local) const;

  clang::tidy::ClangTidyContext &Context;
  std::vector<Option> All;
};

} // namespace corolint::tidy

#endif // COROLINT_CHECKS_TIDY_SETTINGS_H
