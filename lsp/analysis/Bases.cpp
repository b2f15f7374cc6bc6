//===- Bases.cpp - the system headers that files share --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/Bases.h"

#include "frontend/SystemBase.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace corolint::lsp {
namespace {

/// Another set of system headers, or of flags, pushes out the oldest.
constexpr std::size_t MostKept = 4;

llvm::StringSet<> includeLines(llvm::StringRef Text) {
  llvm::StringSet<> Out;
  while (!Text.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    Line = Line.trim();
    if (Line.starts_with("#") &&
        Line.drop_front().ltrim().starts_with("include"))
      Out.insert(Line);
  }
  return Out;
}

std::string nameOf(const IncludeTrace &Includes) {
  return llvm::join(Includes.System, "\n");
}

} // namespace

Bases::Ptr Bases::find(const FileSetup &Setup, const Drafts::Snapshot &Texts,
                       const Analysed &Found) {
  if (!Found.Includes)
    return nullptr;
  std::lock_guard<std::mutex> Lock(Mutex);
  for (auto It = Kept.begin(); It != Kept.end(); ++It) {
    // One that has little of what the file includes spares little.
    if (It->Base->fileCount() * 3 < Found.Files.size() * 2 ||
        !It->Base->fits(*Found.Includes) ||
        !It->Base->isFor(Setup.What.Command, filesWith(Texts)))
      continue;
    Kept.splice(Kept.begin(), Kept, It);
    return Kept.front().Base;
  }
  return nullptr;
}

Bases::Ptr Bases::guess(const FileSetup &Setup, const Drafts::Snapshot &Texts) {
  auto Files = filesWith(Texts);
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Kept.empty())
    return nullptr;
  auto Text = Files->getBufferForFile(Setup.What.Command.File);
  if (!Text)
    return nullptr;
  llvm::StringSet<> Lines = includeLines((*Text)->getBuffer());
  for (const Entry &E : Kept) {
    std::size_t Common = llvm::count_if(
        Lines, [&](const auto &L) { return E.Lines.contains(L.getKey()); });
    if (Common * 2 > Lines.size() && E.Base->isFor(Setup.What.Command, Files))
      return E.Base;
  }
  return nullptr;
}

bool Bases::isRefused(const IncludeTrace &Includes) const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Includes.HasOther || Includes.System.empty() ||
         Refused.contains(nameOf(Includes));
}

void Bases::add(Ptr New, const IncludeTrace &Includes, llvm::StringRef Text) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!New || !New->fits(Includes)) {
    Refused.insert(nameOf(Includes));
    return;
  }
  Kept.push_front({std::move(New), includeLines(Text)});
  if (Kept.size() > MostKept)
    Kept.pop_back();
}

std::size_t Bases::size() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::size_t Out = 0;
  for (const Entry &E : Kept)
    Out += E.Base->size();
  return Out;
}

} // namespace corolint::lsp
