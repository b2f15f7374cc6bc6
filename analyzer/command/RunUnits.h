//===- RunUnits.h - units in, findings out, on all cores ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_RUNUNITS_H
#define COROLINT_COMMAND_RUNUNITS_H

#include "command/LintUnit.h"
#include "command/Overlay.h"
#include "command/Progress.h"

#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <vector>

namespace corolint {

/// Parses and checks each unit, `Threads` at a time (0: one for each core). The
/// results are in the order of the jobs. With `DumpWhat`, dumps instead of
/// checking. `Changed` is read in the place of the files.
std::vector<UnitResult> runUnits(llvm::ArrayRef<UnitJob> Jobs, unsigned Threads,
                                 std::optional<Dump> DumpWhat, Progress &Shown,
                                 const ChangedTexts &Changed = {});

} // namespace corolint

#endif // COROLINT_COMMAND_RUNUNITS_H
