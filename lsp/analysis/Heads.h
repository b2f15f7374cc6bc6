//===- Heads.h - what the parses of a document begin with -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The preamble of a document, and upon it the functions before the one that is
// edited. Not thread-safe.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_HEADS_H
#define COROLINT_LSP_ANALYSIS_HEADS_H

#include "frontend/CutPoints.h"

#include "llvm/ADT/StringRef.h"

#include <memory>
#include <optional>
#include <string>

namespace corolint {
class ParsedHead;
class Preamble;
class Prefix;
} // namespace corolint

namespace corolint::lsp {

struct Analysed;

class Heads {
public:
  /// Whether a parse may begin with something.
  bool isAllowed() const { return !WithoutHead; }
  /// What covers most; null if there is nothing.
  std::shared_ptr<const ParsedHead> best() const;
  std::shared_ptr<const Preamble> preamble() const { return Head; }

  /// Whether what was found with best() asks for another preamble.
  bool wantsPreamble(const Analysed &Found) const;
  /// `New` is null if there are no includes or Clang fails, and then `Failed`.
  void setPreamble(std::shared_ptr<const Preamble> New, bool Failed);

  /// Where to cut `Text`, of which `Found` was found, for who works at `Place`
  /// in it, if that spares more than what there is.
  std::optional<CutPoint> wantedCut(std::size_t Place, llvm::StringRef Text,
                                    const Analysed &Found) const;
  /// `New` is null if Clang could not; then what comes before `Cut` is not
  /// tried again as it is in `Text`.
  void setPrefix(std::shared_ptr<const Prefix> New, const CutPoint &Cut,
                 llvm::StringRef Text);

  /// Clang has crashed over best(), which is not used again.
  void crashed();

  /// Bytes in memory.
  std::size_t size() const;
  /// Gives up what takes memory; it can be built again.
  void clear();

private:
  std::shared_ptr<const Preamble> Head;
  std::shared_ptr<const Prefix> Before;
  /// Clang fails or crashes over what is included, or over what comes after it.
  bool WithoutHead = false, WithoutPrefix = false;
  /// What could not be parsed alone.
  std::string Refused;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_HEADS_H
