//===- UnhandledCancellation.cpp - cancellations that get lost ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

const char Check[] = "coro-unhandled-cancellation";

std::string messageFor(const LostCancellation &L) {
  switch (L.What) {
  case LostCancellation::NextTurn:
    return "this handler swallows the cancellation of the await in its try "
           "block, and the loop takes its next turn";
  case LostCancellation::GoesOn:
    return "this handler swallows the cancellation of the await in its try "
           "block, and the coroutine goes on";
  case LostCancellation::Answer:
    return "this handler swallows the cancellation of the await in its try "
           "block, and the caller gets an ordinary answer";
  case LostCancellation::Replaced:
    return "this handler replaces the cancellation of the await in its try "
           "block by another exception";
  case LostCancellation::CalleeTakes:
    return "this handler swallows the cancellation of the await in its try "
           "block, and the loop that awaits this coroutine takes its next turn";
  case LostCancellation::UnseenMayTake:
    return "the body of '" + L.Callee->Function +
           "' is not seen: if it swallows a cancellation, the loop takes its "
           "next turn";
  case LostCancellation::CodeIgnored:
    return "the error code of this await is not looked at, so a cancellation "
           "is "
           "not noticed and the loop takes its next turn";
  case LostCancellation::CodeGoesOn:
    return "any error of this await makes the loop take its next turn, a "
           "cancellation too";
  case LostCancellation::ReadsCancelled:
    return "this task was cancelled by this function: its result is the "
           "cancellation, which no handler takes";
  case LostCancellation::NeverJoined:
    return "the task is cancelled here and never awaited: nobody waits for its "
           "end";
  }
  return "";
}

const char *placeNote(LostCancellation::Kind What) {
  switch (What) {
  case LostCancellation::NextTurn:
  case LostCancellation::CalleeTakes:
  case LostCancellation::UnseenMayTake:
  case LostCancellation::CodeIgnored:
  case LostCancellation::CodeGoesOn:
    return "the next turn awaits here";
  case LostCancellation::GoesOn:
    return "goes on here";
  case LostCancellation::Answer:
    return "answers here";
  case LostCancellation::Replaced:
    return "replaced here";
  default:
    return nullptr;
  }
}

/// Lets the cancellation through before the handler. Not applied by itself:
/// what the handler does for other exceptions may be wanted for a cancellation
/// too.
void addFix(Finding &F, const FunctionAnalysis &A, const LostCancellation &L) {
  if (L.Types.empty() || L.Handler->getBeginLoc().isMacroID())
    return;
  Fix Through;
  Through.Title = "let the cancellation through";
  Through.Safe = false;
  std::string Text;
  for (const std::string &Type : L.Types)
    Text += "catch (const " + Type + " &) {\n  throw;\n} ";
  addInsertion(Through, A, *L.Handler, std::move(Text));
  F.Fixes.push_back(std::move(Through));
}

/// Nobody has seen what an awaited coroutine does with a cancellation.
void reportUnseen(const FunctionAnalysis &A, const LostCancellation &L,
                  std::vector<Finding> &Out) {
  Finding F = makeFinding(A, Check, Certainty::Unknown, *L.Await, "suspension",
                          messageFor(L));
  if (L.Where && L.Where != L.Await)
    addNote(F, A, *L.Where, placeNote(L.What));
  Out.push_back(std::move(F));
}

/// The finding of a handler in a coroutine that this one awaits.
void reportCallee(const FunctionAnalysis &A, const LostCancellation &L,
                  std::vector<Finding> &Out) {
  Finding F = makeFinding(A, Check, Certainty::Likely, *L.Where, "suspension",
                          messageFor(L));
  F.Where = L.Callee->Handler;
  F.Function = L.Callee->Function;
  F.Anchor = {"suspension", L.Callee->Await};
  F.Notes.push_back({L.Callee->Await, "the await that can be cancelled"});
  addNote(F, A, *L.Await, "the loop awaits the coroutine here");
  Out.push_back(std::move(F));
}

/// What makes the task that is lost, the last one if there are more; null if
/// that is not known.
const Expr *creationOf(const FunctionAnalysis &A, const LostCancellation &L) {
  const FactGraph &G = A.Graph;
  PlaceId Holder = L.Task;
  for (PlaceId P = 0; L.Container && P != G.Places.size(); ++P)
    if (G.Places[P].What == Place::Local && G.Places[P].Decl == L.Container)
      Holder = P;
  if (Holder == NoId)
    return nullptr;
  const Expr *Made = nullptr;
  for (const Call &Maker : G.Calls) {
    if (Maker.Makes == NoId || Maker.Result == NoId)
      continue;
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts) {
        if (F.What == Fact::Moved && F.Place == Holder &&
            F.From == Maker.Result)
          Made = G.Sites[Maker.Makes].Made;
        // Into a container.
        const Call *C = F.What == Fact::Called ? &G.Calls[F.Index] : nullptr;
        if (C && C->Object && llvm::is_contained(C->Object->Places, Holder) &&
            llvm::any_of(C->Arguments, [&](const Argument &Given) {
              return llvm::is_contained(Given.Places, Maker.Result);
            }))
          Made = G.Sites[Maker.Makes].Made;
      }
  }
  return Made;
}

void report(const FunctionAnalysis &A, const LostCancellation &L,
            std::vector<Finding> &Out) {
  if (L.What == LostCancellation::UnseenMayTake)
    return reportUnseen(A, L, Out);
  if (L.Callee)
    return reportCallee(A, L, Out);
  const Stmt *Where = L.Handler ? static_cast<const Stmt *>(L.Handler)
                      : L.What == LostCancellation::NeverJoined ||
                              L.What == LostCancellation::ReadsCancelled
                          ? L.Where
                          : static_cast<const Stmt *>(L.Await);
  if (!Where)
    return;
  Certainty Sure = L.LibraryKnown ? Certainty::Likely : Certainty::Possible;
  Finding F = makeFinding(A, Check, Sure, *Where,
                          L.Handler ? "handler" : "suspension", messageFor(L));
  if (L.Handler) {
    F.Where = headOf(A.Ctx, *L.Handler);
    if (L.Await) {
      F.Anchor = {"suspension", rangeOf(A.Ctx, *L.Await)};
      addNote(F, A, *L.Await, "the await that can be cancelled");
    }
    addFix(F, A, L);
  }
  // What is lost is the task.
  if (const Expr *Made =
          L.What == LostCancellation::NeverJoined ? creationOf(A, L) : nullptr)
    F.Anchor = {"creation", rangeOf(A.Ctx, *Made)};
  if (const char *Note = placeNote(L.What); Note && L.Where)
    addNote(F, A, *L.Where, Note);
  Out.push_back(std::move(F));
}

} // namespace

void checkUnhandledCancellation(const FunctionAnalysis &A,
                                std::vector<Finding> &Out) {
  for (const LostCancellation &L : A.Cancellation.Lost)
    report(A, L, Out);
  for (const DeafLoop &D : A.Cancellation.Deaf) {
    Finding F =
        makeFinding(A, Check, Certainty::Possible, *D.Loop, "suspension",
                    "this loop never looks at '" + D.Source->getNameAsString() +
                        "', so a stop is not heard");
    // The loop's keyword, not its whole body.
    F.Where.Length = 0;
    F.Anchor.Where = F.Where;
    F.Notes.push_back({rangeOf(A.Ctx, D.Source->getSourceRange()),
                       "the stop source is within reach here"});
    Out.push_back(std::move(F));
  }
  for (const SkippedCleanup &C : A.Cancellation.Skipped) {
    Finding F =
        makeFinding(A, Check, Certainty::Possible, *C.Await, "suspension",
                    "a cancellation of this await leaves out what undoes "
                    "an earlier step: only a guard object or a handler "
                    "does it in any case");
    addNote(F, A, *C.Step, "the step");
    addNote(F, A, *C.Undo, "is undone here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint
