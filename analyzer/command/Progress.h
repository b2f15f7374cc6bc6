//===- Progress.h - how far a run has come --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_PROGRESS_H
#define COROLINT_COMMAND_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>

namespace corolint {

/// One line that is written over again, "[3/40] path"; for any thread.
class Progress {
public:
  /// Silent where `On` is false.
  Progress(llvm::raw_ostream &OS, bool On, unsigned Total)
      : OS(OS), On(On), Total(Total) {}
  ~Progress();

  /// Another unit is done.
  void done(llvm::StringRef Name);

private:
  std::mutex Lock;
  llvm::raw_ostream &OS;
  bool On;
  unsigned Total;
  unsigned Done = 0;
};

} // namespace corolint

#endif // COROLINT_COMMAND_PROGRESS_H
