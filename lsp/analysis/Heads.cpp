//===- Heads.cpp - what the parses of a document begin with ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/Heads.h"

#include "frontend/Preamble.h"
#include "frontend/Prefix.h"
#include "lsp/analysis/Analyse.h"

namespace corolint::lsp {

std::shared_ptr<const ParsedHead> Heads::best() const {
  if (Before)
    return Before;
  return Head;
}

bool Heads::wantsPreamble(const Analysed &Found) const {
  return Found.NeedsHead && !WithoutHead;
}

void Heads::setPreamble(std::shared_ptr<const Preamble> New, bool Failed) {
  Before.reset();
  Head = std::move(New);
  WithoutHead |= Failed;
}

std::optional<CutPoint> Heads::wantedCut(std::size_t Place,
                                         llvm::StringRef Text,
                                         const Analysed &Found) const {
  if (!Head || WithoutPrefix)
    return std::nullopt;
  const CutPoint *Best = nullptr;
  for (const CutPoint &Cut : Found.Cuts)
    if (Cut.Offset <= Place)
      Best = &Cut;
  if (!Best ||
      (Before && Before->offset() == Best->Offset && Before->begins(Text)) ||
      Text.take_front(Best->Offset) == Refused)
    return std::nullopt;
  return *Best;
}

void Heads::setPrefix(std::shared_ptr<const Prefix> New, const CutPoint &Cut,
                      llvm::StringRef Text) {
  Refused.clear();
  if (!New)
    Refused = Text.take_front(Cut.Offset).str();
  // The preamble may have been built anew, or given up.
  else if (New->below() == Head.get())
    Before = std::move(New);
}

void Heads::crashed() {
  if (Before) {
    Before.reset();
    WithoutPrefix = true;
    return;
  }
  Head.reset();
  WithoutHead = true;
}

std::size_t Heads::size() const {
  if (Before)
    return Before->size();
  return Head ? Head->size() : 0;
}

void Heads::clear() {
  Before.reset();
  Head.reset();
}

} // namespace corolint::lsp
