//===- ShowConfig.cpp - --show-config -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/ShowConfig.h"

#include "report/Text.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

/// A scalar of YAML, whatever it holds.
std::string quoted(StringRef Text) {
  std::string Out = "'";
  for (char C : Text) {
    Out += C;
    if (C == '\'')
      Out += C;
  }
  return Out + "'";
}

StringRef tierName(BlockingTier Tier) {
  switch (Tier) {
  case BlockingTier::Wait:
    return "wait";
  case BlockingTier::Disk:
    return "disk";
  case BlockingTier::Syscall:
    return "syscall";
  case BlockingTier::Cpu:
    return "cpu";
  }
  llvm_unreachable("no other tier");
}

void printList(StringRef Key, const std::vector<std::string> &Items,
               raw_ostream &OS) {
  OS << Key << (Items.empty() ? ": []\n" : ":\n");
  for (const std::string &Item : Items)
    OS << "  - " << quoted(Item) << '\n';
}

void printConfig(const Setup &S, const Config &C, raw_ostream &OS) {
  std::vector<std::string> Checks = {"-*"};
  for (StringRef Name : checkNames())
    if (S.Checks.contains(Name))
      Checks.push_back(Name.str());
  printList("checks", Checks, OS);
  OS << "min-certainty: " << certaintyName(S.MinCertainty) << '\n';
  printList("models", C.Models, OS);
  OS << "exclude:" << (C.Exclude.empty() ? " []\n" : "\n");
  for (const PathGlob &G : C.Exclude)
    OS << "  - " << quoted(G.Glob) << " # below " << G.Folder << '\n';
  OS << "options:\n  coro-blocking-call.tier: " << tierName(S.LastTier)
     << "\n  coro-hostile-raii-across-await.types: "
     << quoted(llvm::join(S.Analysis.HostileTypes, ";")) << '\n';
}

} // namespace

void printConfigs(llvm::ArrayRef<UnitJob> Jobs, StringRef Base,
                  raw_ostream &OS) {
  llvm::MapVector<const Config *, std::vector<const UnitJob *>> ByConfig;
  for (const UnitJob &J : Jobs)
    ByConfig[J.What->Settings].push_back(&J);
  for (const auto &[C, Units] : ByConfig) {
    OS << "---\n# " << shortPath(Units.front()->What->Command.File, Base);
    if (Units.size() > 1)
      OS << " and " << Units.size() - 1 << " more";
    OS << '\n';
    printConfig(*Units.front()->How, *C, OS);
  }
}

} // namespace corolint
