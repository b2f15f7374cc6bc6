//===- CheckSelection.cpp - which checks run ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/CheckSelection.h"

#include "checks/Check.h"
#include "command/Nearest.h"
#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;
using llvm::StringRef;

namespace corolint {

std::vector<StringRef> checkNames() {
  std::vector<StringRef> Names;
  for (const CheckInfo &C : allChecks())
    Names.push_back(C.Name);
  return Names;
}

std::string whyNoCheck(StringRef Glob) {
  Glob.consume_front("-");
  Glob = Glob.ltrim();
  std::vector<StringRef> Names = checkNames();
  if (llvm::any_of(Names,
                   [&](StringRef Name) { return matchesGlob(Glob, Name); }))
    return "";
  return "no check is named '" + Glob.str() + "'" + didYouMean(Glob, Names);
}

CheckSelection::CheckSelection(ArrayRef<std::string> Globs) {
  for (const CheckInfo &C : allChecks())
    if (C.OnByDefault)
      Names.insert(C.Name);
  for (StringRef Glob : Globs) {
    bool Removes = Glob.consume_front("-");
    Glob = Glob.ltrim();
    for (const CheckInfo &C : allChecks()) {
      if (!matchesGlob(Glob, C.Name))
        continue;
      if (Removes)
        Names.erase(C.Name);
      else
        Names.insert(C.Name);
    }
  }
}

} // namespace corolint
