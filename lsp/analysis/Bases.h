//===- Bases.h - the system headers that files share ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most files of a project include the same system headers, which are parsed
// once for all of them. A header of the project that is saved does not change
// them. What is not in memory may be on the disk. Thread-safe.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_BASES_H
#define COROLINT_LSP_ANALYSIS_BASES_H

#include "lsp/analysis/Analyse.h"
#include "lsp/analysis/BaseStore.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <chrono>
#include <list>
#include <memory>
#include <mutex>

namespace corolint::lsp {

class Bases {
public:
  using Ptr = std::shared_ptr<const SystemBase>;
  using Clock = std::chrono::steady_clock;

  explicit Bases(BaseStore OnDisk) : OnDisk(std::move(OnDisk)) {}

  /// The base for a file that was found to be like this; null if there is none.
  Ptr find(const FileSetup &Setup, const Drafts::Snapshot &Texts,
           const Analysed &Found);
  /// A base for a file that was not parsed yet: one that a file with about the
  /// same includes has used, in this process or in one before. It may turn out
  /// not to fit.
  Ptr guess(const FileSetup &Setup, const Drafts::Snapshot &Texts);

  /// Whether building one for these includes was tried in vain.
  bool isRefused(const IncludeTrace &Includes) const;
  /// `New` is null if it could not be built. `Text` is a file that uses it.
  void add(Ptr New, const IncludeTrace &Includes, llvm::StringRef Text);
  /// Puts one that was added onto the disk, for other processes.
  void store(const SystemBase &Added) const;
  /// Clang has crashed over `Head`, which is not given out again if it is a
  /// base.
  void crashed(const ParsedHead &Head);

  /// Gives up those that were not asked for since then and that nothing is
  /// built upon.
  void giveUpUnused(Clock::time_point Since);

  /// Bytes in memory.
  std::size_t size() const;

private:
  struct Entry : BaseStore::Entry {
    Clock::time_point LastUsed = Clock::now();
  };
  using Place = std::list<Entry>::iterator;

  Ptr keep(BaseStore::Entry New);
  Ptr use(Place P);

  const BaseStore OnDisk;
  /// Held while the disk is read. Taken before `Mutex`.
  std::mutex Loading;
  mutable std::mutex Mutex;
  /// The one that was used last comes first.
  std::list<Entry> Kept;
  llvm::StringSet<> Refused;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_BASES_H
