//===- Changes.h - what --since and --diff are about ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_CHANGES_H
#define COROLINT_COMMAND_CHANGES_H

#include "command/Inputs.h"
#include "command/Options.h"
#include "command/Overlay.h"
#include "report/ChangedLines.h"

#include "llvm/Support/Error.h"

#include <set>
#include <string>

namespace corolint {

/// Files by their names with symbolic links resolved.
struct Changes {
  ChangedLines Lines;
  /// Also those that are gone, binary or only renamed.
  std::set<std::string> Files;
  /// What changed files held before; a renamed one also by its old name. New
  /// files have no old text.
  ChangedTexts Before;
};

/// Reads what --since or --diff names.
llvm::Expected<Changes> readChanges(const GateOptions &O,
                                    llvm::StringRef WorkingFolder);

/// Leaves the units that are changed or include a changed file.
void keepConcerned(Inputs &In, const Changes &Changed);

} // namespace corolint

#endif // COROLINT_COMMAND_CHANGES_H
