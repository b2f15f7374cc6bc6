//===- Bases.h - the system headers that files share ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most files of a project include the same system headers, which are parsed
// once for all of them. A header of the project that is saved does not change
// them. Thread-safe.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_BASES_H
#define COROLINT_LSP_ANALYSIS_BASES_H

#include "lsp/analysis/Analyse.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <list>
#include <memory>
#include <mutex>

namespace corolint::lsp {

class Bases {
public:
  using Ptr = std::shared_ptr<const SystemBase>;

  /// The base for a file that was found to be like this; null if there is none.
  Ptr find(const FileSetup &Setup, const Drafts::Snapshot &Texts,
           const Analysed &Found);
  /// A base for a file that was not parsed yet: one that a file with about the
  /// same includes has used. It may turn out not to fit.
  Ptr guess(const FileSetup &Setup, const Drafts::Snapshot &Texts);

  /// Whether building one for these includes was tried in vain.
  bool isRefused(const IncludeTrace &Includes) const;
  /// `New` is null if it could not be built. `Text` is a file that uses it.
  void add(Ptr New, const IncludeTrace &Includes, llvm::StringRef Text);

  /// Bytes in memory.
  std::size_t size() const;

private:
  struct Entry {
    Ptr Base;
    /// The lines with which its first user includes files.
    llvm::StringSet<> Lines;
  };
  mutable std::mutex Mutex;
  /// The one that was used last comes first.
  std::list<Entry> Kept;
  llvm::StringSet<> Refused;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_BASES_H
