//===- Dump.cpp - fact graphs as text -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/UnitAnalysis.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

const char *factName(Fact::Kind K) {
  switch (K) {
  case Fact::Created:
    return "created";
  case Fact::Moved:
    return "moved";
  case Fact::Cleared:
    return "cleared";
  case Fact::Died:
    return "died";
  case Fact::Awaited:
    return "awaited";
  case Fact::Suspended:
    return "suspended";
  case Fact::Resumed:
    return "resumed";
  case Fact::Called:
    return "called";
  case Fact::Escaped:
    return "escaped";
  case Fact::Returned:
    return "returned";
  case Fact::ReturnsValue:
    return "returns a value";
  case Fact::Entered:
    return "entered handler";
  case Fact::Rethrown:
    return "rethrown";
  case Fact::Thrown:
    return "thrown";
  case Fact::Saved:
    return "saved exception";
  case Fact::Asked:
    return "asked";
  case Fact::SetCondition:
    return "condition set";
  case Fact::Forgotten:
    return "condition forgotten";
  case Fact::Used:
    return "used";
  case Fact::Declared:
    return "declared";
  case Fact::Borrowed:
    return "borrowed";
  case Fact::ErrorUsed:
    return "error code used";
  case Fact::Switched:
    return "switched";
  }
  return "";
}

static std::string placeName(const FactGraph &G, const ASTContext &Ctx,
                             PlaceId P) {
  const Place &Where = G.Places[P];
  if (Where.What == Place::Field)
    return placeName(G, Ctx, Where.Parent) + "." +
           (Where.Decl ? Where.Decl->getNameAsString() : Where.Name);
  if (!Where.Temp)
    return Where.Name;
  SourceRange R = rangeOf(Ctx, *Where.Temp);
  return "temporary@" + std::to_string(R.Line) + ":" + std::to_string(R.Column);
}

void dumpStates(const FunctionAnalysis &A, llvm::raw_ostream &OS) {
  const FactGraph &G = A.Graph;
  if (G.Sites.empty())
    return;
  OS << displayName(*G.Function) << ":\n";
  for (unsigned I = 0; I != G.Sites.size(); ++I) {
    const Site &S = G.Sites[I];
    const TaskOutcome &O = A.Tasks.Sites[I];
    OS << "  " << S.Maker;
    if (S.Made)
      OS << " @" << rangeOf(A.Ctx, *S.Made).Line;
    unsigned Fates = O.Fates;
    bool Exceptional = false;
    for (const TaskDrop &D : O.Drops) {
      if (D.ViaException)
        Exceptional = true;
      else
        Fates |= FateDropped;
    }
    OS << ": " << fatesToString(Fates);
    if (Exceptional)
      OS << ", dropped if an exception is caught";
    OS << "\n";
  }
}

void FactGraph::dump(const ASTContext &Ctx, llvm::raw_ostream &OS) const {
  OS << displayName(*Function) << ":";
  if (IsCoroutine)
    OS << " coroutine";
  if (Straight)
    OS << " (no control flow)";
  OS << "\n";
  for (unsigned B = Blocks.size(); B-- > 0;) {
    const Block &Each = Blocks[B];
    if (Each.Facts.empty() && Each.Edges.empty() && B != Exit)
      continue;
    OS << "  B" << B;
    if (B == Entry)
      OS << " (entry)";
    if (B == Exit)
      OS << " (exit)";
    if (Each.InLoop)
      OS << " (loop)";
    if (Each.Dispatch)
      OS << " (try)";
    OS << "\n";
    for (const Fact &F : Each.Facts) {
      OS << "    " << factName(F.What);
      if (F.What == Fact::Called) {
        const Call &C = Calls[F.Index];
        OS << " " << (C.Callee ? displayName(*C.Callee) : "something");
        if (C.Model)
          OS << " (modelled)";
        if (C.Makes != NoId)
          OS << ", makes a task";
      } else if (F.What == Fact::Awaited) {
        for (PlaceId P : Awaits[F.Index].Places)
          OS << " " << placeName(*this, Ctx, P);
      } else if (F.What == Fact::SetCondition || F.What == Fact::Forgotten) {
        OS << " '" << Conditions[F.Index].Text << "'";
        if (F.What == Fact::SetCondition)
          OS << " to " << (F.Flag ? "true" : "false");
      }
      if (F.From != NoId)
        OS << " " << placeName(*this, Ctx, F.From) << " to";
      if (F.Place != NoId)
        OS << " " << placeName(*this, Ctx, F.Place);
      if (F.Where)
        OS << " @" << rangeOf(Ctx, *F.Where).Line;
      OS << "\n";
    }
    for (const Edge &E : Each.Edges) {
      static const char *const Names[] = {"", " when true", " when false",
                                          " on exception"};
      OS << "    -> B" << E.To << Names[E.What];
      if (Each.Condition != NoId && E.What != Edge::Exceptional)
        OS << " '" << (Each.Negated ? "not " : "")
           << Conditions[Each.Condition].Text << "'";
      OS << "\n";
    }
  }
}

} // namespace corolint
