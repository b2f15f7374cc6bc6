//===- Setups.h - how each unit is linted ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_SETUPS_H
#define COROLINT_COMMAND_SETUPS_H

#include "command/CheckSelection.h"
#include "command/Config.h"
#include "command/Options.h"
#include "model/LibraryModel.h"

#include "llvm/Support/Error.h"

#include <map>
#include <memory>

namespace corolint {

/// What the command line and a configuration settle together.
struct Setup {
  CheckSelection Checks;
  Certainty MinCertainty;
  BlockingTier LastTier;
  AnalysisOptions Analysis;
  LibraryModels Models;
};

/// The setup of each configuration, made once.
class Setups {
public:
  explicit Setups(const Options &O) : O(O) {}

  /// Fails where a model is wrong or no check is left. Valid as long as this
  /// object.
  llvm::Expected<const Setup *> get(const Config &C);

private:
  const Options &O;
  std::map<const Config *, std::unique_ptr<Setup>> Made;
};

} // namespace corolint

#endif // COROLINT_COMMAND_SETUPS_H
