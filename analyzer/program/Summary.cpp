//===- Summary.cpp - what a function does to its callers ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Summary.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace corolint {

std::string fatesToString(unsigned Fates) {
  static const char *const Names[] = {"awaited",  "started", "stored",
                                      "returned", "unknown", "dropped",
                                      "untouched"};
  if (!Fates)
    return "none";
  std::vector<std::string> Parts;
  for (unsigned I = 0; I != std::size(Names); ++I)
    if (Fates & (1u << I))
      Parts.push_back(Names[I]);
  return llvm::join(Parts, "|");
}

const FunctionSummary *SummaryTable::find(llvm::StringRef Usr) const {
  auto It = Map.find(Usr);
  return It == Map.end() ? nullptr : &It->second;
}

bool SummaryTable::update(FunctionSummary S) {
  FunctionSummary &Old = Map[S.Usr];
  if (Old == S)
    return false;
  Old = std::move(S);
  return true;
}

static const char *useName(CallableUse U) {
  switch (U) {
  case CallableUse::CallsNow:
    return "called now";
  case CallableUse::KeepsUntilDone:
    return "kept until the task ends";
  case CallableUse::Stores:
    return "stored";
  case CallableUse::IntoResult:
    return "into the result";
  case CallableUse::Offloads:
    return "run on another thread";
  }
  return "";
}

static void dumpParameter(const ParameterSummary &P, llvm::raw_ostream &OS) {
  std::vector<std::string> Facts;
  if (P.Task)
    Facts.push_back("task " + fatesToString(P.Task));
  if (P.Callable)
    Facts.push_back(std::string("callable ") + useName(*P.Callable));
  if (P.UsedAfterSuspension)
    Facts.push_back("used after a suspension");
  else if (P.Used)
    Facts.push_back("used");
  if (P.MadeNonBlocking)
    Facts.push_back("made non-blocking");
  if (P.ExceptionDropped)
    Facts.push_back("exception dropped");
  if (!Facts.empty())
    OS << "  " << P.Name << ": " << llvm::join(Facts, ", ") << "\n";
}

/// The name at the end of a variable's or member's USR.
static llvm::StringRef nameIn(llvm::StringRef Usr) {
  return Usr.substr(Usr.rfind('@') + 1);
}

static void dumpEffects(const FunctionSummary &S, llvm::raw_ostream &OS) {
  for (const auto &[Usr, Value] : S.Sets)
    OS << "  sets " << nameIn(Usr) << " to "
       << (Value.empty() ? "more than one value" : Value) << "\n";
  if (!S.Mentions.empty())
    OS << "  mentions " << llvm::join(llvm::map_range(S.Mentions, nameIn), ", ")
       << "\n";
  if (!S.Answers.empty())
    OS << "  answers " << nameIn(S.Answers) << "\n";
  if (S.SaysCancelledByName || S.SaysCancelledInText)
    OS << "  says that there was a cancellation"
       << (S.SaysCancelledByName ? "\n" : ", in a text\n");
}

static void dumpOne(const FunctionSummary &S, llvm::raw_ostream &OS) {
  static const char *const Starts[] = {"lazy", "eager", "detached"};
  static const char *const SuspendNames[] = {"never", "maybe", "always"};
  OS << S.Name << ":";
  if (!S.BodySeen) {
    OS << " unknown (no body seen)\n";
    return;
  }
  if (S.IsCoroutine)
    OS << " " << Starts[unsigned(S.Start)] << " coroutine, suspends "
       << SuspendNames[unsigned(S.Suspends)];
  OS << "\n";
  for (const ParameterSummary &P : S.Parameters)
    dumpParameter(P, OS);
  for (const BlockingEffect &E : S.Blocks) {
    OS << "  blocks: ";
    for (const CallStep &Step : E.Chain)
      OS << (&Step == &E.Chain.front() ? "" : " -> ") << Step.Callee;
    OS << " (" << E.Category << ")\n";
  }
  auto Flag = [&](bool Is, const char *Text) {
    if (Is)
      OS << "  " << Text << "\n";
  };
  Flag(!S.Cancellations.empty(), "may throw a cancellation");
  if (!S.Swallows.empty())
    OS << (S.Swallows.front().Unseen
               ? "  may swallow a cancellation (unknown)\n"
               : "  swallows a cancellation\n");
  Flag(S.AsksStop, "asks for a stop");
  Flag(S.RequestsStop, "requests a stop");
  Flag(S.Rethrows || S.RethrowsKept, "rethrows");
  Flag(S.Throws, "throws");
  Flag(S.Leaves.Thrown || S.Leaves.Refused, "lets an exception out");
  Flag(S.Leaves.Failed.has_value(), "lets an operation's error out");
  for (const TakenMember &T : S.Takes)
    OS << "  takes the task in " << T.Name << (T.First ? ", first\n" : "\n");
  dumpEffects(S, OS);
  Flag(!S.Locks.empty(), "leaves a mutex locked");
  Flag(!S.Unlocks.empty(), "unlocks a mutex");
  Flag(S.YieldsOwn, "yields its own by reference");
  Flag(S.YieldsViewOfOwn, "yields views of its own");
  Flag(S.StartsWork, "starts work");
  Flag(S.RunsCoroutine, "runs a coroutine");
  Flag(S.LeavesLoop, "leaves the loop's thread");
}

void SummaryTable::dump(llvm::raw_ostream &OS) const {
  std::vector<const FunctionSummary *> All;
  for (const auto &Entry : Map)
    All.push_back(&Entry.second);
  llvm::sort(All, [](const FunctionSummary *A, const FunctionSummary *B) {
    return std::tie(A->Name, A->Usr) < std::tie(B->Name, B->Usr);
  });
  for (const FunctionSummary *S : All)
    dumpOne(*S, OS);
}

} // namespace corolint
