//===- RunUnits.cpp - units in, findings out, on all cores ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/RunUnits.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"

namespace corolint {

std::vector<UnitResult> runUnits(llvm::ArrayRef<UnitJob> Jobs, unsigned Threads,
                                 std::optional<Dump> DumpWhat, Progress &Shown,
                                 const ChangedTexts &Changed) {
  std::vector<UnitResult> Results(Jobs.size());
  llvm::StdThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (size_t I = 0; I < Jobs.size(); ++I)
    Pool.async([&, I] {
      UnitSource From;
      if (!Changed.empty()) {
        Overlay Over;
        for (const auto &[File, Text] : Changed)
          Over.add(File, Text);
        From.Files = Over.files();
      }
      Results[I] = lintUnit(Jobs[I], DumpWhat, std::move(From));
      Shown.done(llvm::sys::path::filename(Results[I].Report.File));
    });
  Pool.wait();
  return Results;
}

} // namespace corolint
