//===- UnhandledCancellation.cpp - cancellations that get lost --------------===//
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

std::string messageFor(LostCancellation::Kind What) {
  switch (What) {
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
  case LostCancellation::CodeIgnored:
    return "the error code of this await is not looked at, so a cancellation is "
           "not noticed and the loop takes its next turn";
  case LostCancellation::CodeGoesOn:
    return "any error of this await makes the loop take its next turn, a "
           "cancellation too";
  case LostCancellation::ReadsCancelled:
    return "this task was cancelled here: awaiting it throws the cancellation, "
           "which no handler takes";
  case LostCancellation::NeverJoined:
    return "the task is cancelled here and never awaited: nobody waits for its "
           "end";
  }
  return "";
}

const char *placeNote(LostCancellation::Kind What) {
  switch (What) {
  case LostCancellation::NextTurn:
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

/// Letting the cancellation through in a handler of its own is safe where its
/// type is known by name; a catch (...) can only say `throw;` after a look.
void report(const FunctionAnalysis &A, const LostCancellation &L,
            std::vector<Finding> &Out) {
  const Stmt *Where = L.Handler ? static_cast<const Stmt *>(L.Handler)
                      : L.What == LostCancellation::NeverJoined
                          ? L.Where
                          : static_cast<const Stmt *>(L.Await);
  if (!Where)
    return;
  Certainty Sure = L.LibraryKnown ? Certainty::Likely : Certainty::Possible;
  Finding F = makeFinding(A, Check, Sure, *Where,
                          L.Handler ? "handler" : "suspension",
                          messageFor(L.What));
  if (L.Handler) {
    // The handler's head is what is wrong, not its whole body.
    SourceRange Head = rangeOf(A.Ctx, clang::SourceRange(
                                          L.Handler->getBeginLoc(),
                                          L.Handler->getHandlerBlock()
                                              ->getBeginLoc()));
    if (Head.Length > 1)
      --Head.Length;
    F.Where = Head;
    if (L.Await) {
      F.Anchor = {"suspension", rangeOf(A.Ctx, *L.Await)};
      addNote(F, A, *L.Await, "the await that can be cancelled");
    }
    if (const char *Note = placeNote(L.What); Note && L.Where)
      addNote(F, A, *L.Where, Note);
  }
  Out.push_back(std::move(F));
}

} // namespace

void checkUnhandledCancellation(const FunctionAnalysis &A,
                                std::vector<Finding> &Out) {
  for (const LostCancellation &L : A.Cancellation.Lost)
    report(A, L, Out);
  for (const DeafLoop &D : A.Cancellation.Deaf) {
    Finding F = makeFinding(
        A, Check, Certainty::Possible, *D.Loop, "suspension",
        "this loop never looks at '" + D.Source->getNameAsString() +
            "', so a stop is not heard");
    F.Notes.push_back({rangeOf(A.Ctx, D.Source->getSourceRange()),
                       "the stop source is within reach here"});
    Out.push_back(std::move(F));
  }
}

} // namespace corolint
