//===- ClosedFiles.cpp - what is known of files on the disk ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/ClosedFiles.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint::lsp {

ClosedFiles::Report ClosedFiles::find(const std::string &File) const {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Files.find(File);
  return It == Files.end() ? nullptr : It->second.Last;
}

ClosedFiles::Moment ClosedFiles::now() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return {Changes, std::chrono::system_clock::now()};
}

void ClosedFiles::set(const std::string &File, Report R,
                      const std::vector<std::string> &From, bool Whole,
                      const Moment &Beginning) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Known &K = Files[File];
  K.From.clear();
  for (const std::string &Each : From)
    K.From.push_back(Stamps.add(Each, Beginning.Time));
  // Also where it could not be read.
  K.From.push_back(Stamps.add(File, Beginning.Time));
  llvm::sort(K.From);
  K.Whole = Whole;
  // It may be of what was before a change.
  K.Last = Changes == Beginning.Changes ? std::move(R) : nullptr;
}

void ClosedFiles::changed(llvm::ArrayRef<std::string> Names) {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Changes;
  std::vector<FileStamps::Id> Ids;
  for (const std::string &Name : Names)
    if (std::optional<FileStamps::Id> Id = Stamps.find(Name))
      Ids.push_back(*Id);
  // One that nobody could read may be there now.
  bool Comes = Ids.empty() || llvm::any_of(Ids, [&](FileStamps::Id Id) {
                 return Stamps.wasMissing(Id);
               });
  forgetUsersOf(Ids, Comes);
}

void ClosedFiles::lookAtDisk() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::vector<FileStamps::Id> Ids = Stamps.changed();
  if (Ids.empty())
    return;
  ++Changes;
  forgetUsersOf(Ids, /*Comes=*/true);
}

/// `Comes`: what could not be read as a whole may be another.
void ClosedFiles::forgetUsersOf(llvm::ArrayRef<FileStamps::Id> Changed,
                                bool Comes) {
  for (auto &[File, K] : Files)
    if ((Comes && !K.Whole) ||
        llvm::any_of(Changed, [&, &K = K](FileStamps::Id Id) {
          return std::binary_search(K.From.begin(), K.From.end(), Id);
        }))
      K.Last = nullptr;
}

void ClosedFiles::forgetAll() {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Changes;
  Files.clear();
}

} // namespace corolint::lsp
