//===- Project.h - how each file is linted ----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_PROJECT_H
#define COROLINT_LSP_ANALYSIS_PROJECT_H

#include "command/LintUnit.h"
#include "command/Options.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace corolint::lsp {

/// How one file is linted. Valid on its own, also after a reload.
struct FileSetup {
  Unit What;
  const Setup *How = nullptr;
  /// The configuration excludes the file: there is nothing to do.
  bool Excluded = false;
  /// What the user should know of the compile command; "" mostly.
  std::string Remark;
  /// Owns what the others point into.
  std::shared_ptr<void> Owner;
};

/// The configurations and compile commands of all files. Thread-safe.
class Project {
public:
  /// `O` as the command line would have given it.
  explicit Project(Options O);

  /// An error says what is wrong with the configuration or the database.
  llvm::Expected<FileSetup> setupFor(const std::string &File);

  /// The source files in `Folder`, and below, that its compile database names
  /// and no configuration excludes. Takes long for a large one.
  llvm::Expected<std::vector<std::string>> filesIn(const std::string &Folder);

  /// Forgets what was read: a configuration, a database or a setting has
  /// changed.
  void reload(Options O);
  void reload();

private:
  struct State;
  std::shared_ptr<State> now() const;

  mutable std::mutex Mutex;
  std::shared_ptr<State> Now;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_PROJECT_H
