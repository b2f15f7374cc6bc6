//===- InlayHints.cpp - marks in the text ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/InlayHints.h"

#include "lsp/features/Hover.h"

namespace corolint::lsp {
namespace {

/// "" where nothing is to be marked.
std::string labelOf(const Insight &I) {
  if (I.What == Insight::Await && I.MaySuspendHere)
    return I.IsYield ? "suspends" : "may suspend";
  if (I.What == Insight::Call && I.InCoroutine)
    return blocksInShort(I.BlocksHere);
  return "";
}

std::string tooltipOf(const Insight &I) {
  if (I.What == Insight::Call) {
    const BlockingEffect &E = I.BlocksHere.front();
    return "blocks the event loop: " + E.Reason;
  }
  return I.IsYield ? "the coroutine is suspended here until the next element "
                     "is asked for"
                   : "other work may run before the coroutine goes on here";
}

} // namespace

std::vector<InlayHint> inlayHints(const Analysis &A, const Range &Asked,
                                  Positions &Where) {
  std::vector<InlayHint> Out;
  for (const Insight &I : A.Found.Insights) {
    std::string Label = labelOf(I);
    if (Label.empty() || I.Whole.File != A.File || I.Whole.Length == 0)
      continue;
    InlayHint H;
    H.Where = Where.range(I.Whole).End;
    if (H.Where < Asked.Start || Asked.End < H.Where)
      continue;
    H.Label = std::move(Label);
    H.Tooltip = tooltipOf(I);
    H.PaddingLeft = true;
    Out.push_back(std::move(H));
  }
  return Out;
}

} // namespace corolint::lsp
