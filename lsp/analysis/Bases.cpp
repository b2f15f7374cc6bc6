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

/// Each once, in alphabetical order.
std::vector<std::string> includeLines(llvm::StringRef Text) {
  std::vector<std::string> Out;
  while (!Text.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    Line = Line.trim();
    if (Line.starts_with("#") &&
        Line.drop_front().ltrim().starts_with("include"))
      Out.push_back(Line.str());
  }
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
  return Out;
}

/// Most of `Lines` are in `Others`.
bool areMostlyIn(const std::vector<std::string> &Lines,
                 const std::vector<std::string> &Others) {
  std::size_t Common = llvm::count_if(Lines, [&](const std::string &L) {
    return llvm::binary_search(Others, L);
  });
  return Common * 2 > Lines.size();
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
    return use(It);
  }
  return nullptr;
}

/// Under the mutex.
Bases::Ptr Bases::use(Place P) {
  P->LastUsed = Clock::now();
  Kept.splice(Kept.begin(), Kept, P);
  return P->Base;
}

Bases::Ptr Bases::guess(const FileSetup &Setup, const Drafts::Snapshot &Texts) {
  const CompileCommand &Command = Setup.What.Command;
  auto Files = filesWith(Texts);
  auto Text = Files->getBufferForFile(Command.File);
  if (!Text)
    return nullptr;
  const std::vector<std::string> Lines = includeLines((*Text)->getBuffer());
  auto InMemory = [&]() -> Ptr {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (auto It = Kept.begin(); It != Kept.end(); ++It)
      if (areMostlyIn(Lines, It->Lines) && It->Base->isFor(Command, Files))
        return use(It);
    return nullptr;
  };
  if (Ptr Found = InMemory())
    return Found;
  std::lock_guard<std::mutex> OneAtATime(Loading);
  // Another file may have brought it meanwhile.
  if (Ptr Found = InMemory())
    return Found;
  std::optional<BaseStore::Entry> Found =
      OnDisk.find(Command, Files, [&](const std::vector<std::string> &Others) {
        return areMostlyIn(Lines, Others);
      });
  if (!Found)
    return nullptr;
  std::lock_guard<std::mutex> Lock(Mutex);
  return keep(std::move(*Found));
}

/// Under the mutex.
Bases::Ptr Bases::keep(BaseStore::Entry New) {
  Kept.push_front({std::move(New)});
  if (Kept.size() > MostKept)
    Kept.pop_back();
  return Kept.front().Base;
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
  keep({std::move(New), includeLines(Text)});
}

void Bases::store(const SystemBase &Added) const {
  std::optional<BaseStore::Entry> Found;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const Entry &E : Kept)
      if (E.Base.get() == &Added)
        Found = E;
  }
  if (Found)
    OnDisk.add(*Found);
}

void Bases::crashed(const ParsedHead &Head) {
  std::lock_guard<std::mutex> Lock(Mutex);
  for (auto It = Kept.begin(); It != Kept.end(); ++It) {
    if (It->Base.get() != &Head)
      continue;
    OnDisk.remove(*It->Base);
    Refused.insert(llvm::join(It->Base->names(), "\n"));
    Kept.erase(It);
    return;
  }
}

void Bases::giveUpUnused(Clock::time_point Since) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Kept.remove_if([&](const Entry &E) {
    // Nobody else can get hold of it while the mutex is held.
    return E.LastUsed <= Since && E.Base.use_count() == 1;
  });
}

std::size_t Bases::size() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::size_t Out = 0;
  for (const Entry &E : Kept)
    Out += E.Base->size();
  return Out;
}

} // namespace corolint::lsp
