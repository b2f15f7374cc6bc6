//===- PlaceRequests.cpp - requests about places --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/PlaceRequests.h"

namespace corolint::lsp {

static void refuseAsModified(Reply &R) {
  R.error(ErrorCode::ContentModified, "the document has changed meanwhile");
}

void PlaceRequests::ask(const std::string &File, int Version, Reply Answer,
                        Json Otherwise, Question Do) {
  PendingPtr P = PendingReply::of(std::move(Answer));
  auto &OfFile = Waiting[File];
  std::erase_if(OfFile, [](const std::weak_ptr<PendingReply> &Each) {
    PendingPtr Kept = Each.lock();
    return !Kept || Kept->isTaken();
  });
  OfFile.push_back(P);
  Files.whenVersionAnalysed(
      File, [P, Version, Otherwise, Do = std::move(Do)](AnalysisPtr A) mutable {
        std::optional<Reply> R = P->take();
        if (!R)
          return;
        if (A && A->Version != Version)
          return refuseAsModified(*R);
        R->result(A ? Do(*A) : Otherwise);
      });
  if (!P->isTaken())
    Late.after(AtMost, [this, File, P, Otherwise] {
      std::optional<Reply> R = P->take();
      if (!R)
        return;
      R->result(Otherwise);
      std::lock_guard<std::mutex> Lock(Mutex);
      LateFiles.insert(File);
    });
}

bool PlaceRequests::wasLate(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  return LateFiles.erase(File) != 0;
}

void PlaceRequests::modified(const std::string &File) {
  auto It = Waiting.find(File);
  if (It == Waiting.end())
    return;
  for (const std::weak_ptr<PendingReply> &Each : It->second)
    if (PendingPtr P = Each.lock())
      if (std::optional<Reply> R = P->take())
        refuseAsModified(*R);
  Waiting.erase(It);
}

} // namespace corolint::lsp
