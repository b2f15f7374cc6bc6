//===- Includers.cpp - which translation unit includes a header -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Includers.h"

#include "frontend/CommandLine.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using llvm::SmallString;
using llvm::StringRef;
namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace corolint {

SearchFolders SearchFolders::fromFlags(llvm::ArrayRef<std::string> Flags,
                                       StringRef Directory) {
  SearchFolders Folders;
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    // The flag's value, in the same word or the next.
    auto Value = [&](StringRef Option) -> std::string {
      StringRef Rest = Flags[I];
      if (!Rest.consume_front(Option))
        return "";
      if (Rest.empty() && I + 1 < Flags.size())
        Rest = Flags[++I];
      return absolutePath(Rest, Directory);
    };
    std::string Path;
    if (!(Path = Value("-iquote")).empty())
      Folders.Quoted.push_back(Path);
    else if (!(Path = Value("-isystem")).empty() ||
             !(Path = Value("-idirafter")).empty() ||
             !(Path = Value("-I")).empty())
      Folders.All.push_back(Path);
    else if (Flags[I] == "-include")
      Folders.Forced.push_back(Value("-include"));
  }
  return Folders;
}

const std::string &IncludeScanner::realPath(StringRef File) {
  auto [It, New] = RealPaths.try_emplace(File);
  SmallString<256> Real;
  if (New && fs::is_regular_file(File) && !fs::real_path(File, Real))
    It->second = std::string(Real);
  return It->second;
}

const std::vector<IncludeScanner::Include> &
IncludeScanner::includesOf(StringRef File) {
  auto [It, New] = Includes.try_emplace(File);
  if (!New)
    return It->second;
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return It->second;
  StringRef Text = (*Buffer)->getBuffer();
  for (std::size_t Hash = Text.find('#'); Hash != StringRef::npos;
       Hash = Text.find('#', Hash + 1)) {
    // A directive stands first on its line.
    StringRef Before = Text.take_front(Hash).rtrim(" \t");
    if (!Before.empty() && Before.back() != '\n')
      continue;
    StringRef Line = Text.drop_front(Hash + 1).ltrim(" \t");
    if (!Line.consume_front("include") && !Line.consume_front("import"))
      continue;
    Line.consume_front("_next");
    Line = Line.ltrim(" \t");
    if (Line.empty() || (Line.front() != '"' && Line.front() != '<'))
      continue;
    bool Quoted = Line.front() == '"';
    StringRef Name = Line.drop_front();
    std::size_t End = Name.find_first_of(Quoted ? "\"\n" : ">\n");
    if (End != StringRef::npos && Name[End] != '\n')
      It->second.push_back({Name.take_front(End).str(), Quoted});
  }
  return It->second;
}

std::string IncludeScanner::resolve(StringRef From, const Include &I,
                                    const SearchFolders &Folders) {
  auto In = [&](StringRef Folder) {
    return realPath(absolutePath(I.Name, Folder));
  };
  if (I.Quoted) {
    if (std::string Path = In(path::parent_path(From)); !Path.empty())
      return Path;
    for (const std::string &F : Folders.Quoted)
      if (std::string Path = In(F); !Path.empty())
        return Path;
  }
  for (const std::string &F : Folders.All)
    if (std::string Path = In(F); !Path.empty())
      return Path;
  return "";
}

bool IncludeScanner::reachesAny(StringRef Source, const SearchFolders &Folders,
                                const std::set<std::string> &Headers) {
  std::string Key = llvm::join(Headers, "\n") + "\n\n" +
                    llvm::join(Folders.Quoted, "\n") + "\n\n" +
                    llvm::join(Folders.All, "\n");
  llvm::StringSet<> &Visited = Barren[Key];
  // Files to look into; each is visited once, so that a source pays only for
  // what no source with the same folders has visited before it.
  std::vector<std::string> Open = {realPath(Source)};
  for (const std::string &F : Folders.Forced)
    Open.push_back(realPath(F));
  bool Found = false;
  std::vector<std::string> Mine;
  while (!Open.empty() && !Found) {
    std::string File = std::move(Open.back());
    Open.pop_back();
    if (File.empty() || !Visited.insert(File).second)
      continue;
    Mine.push_back(File);
    for (const Include &I : includesOf(File)) {
      std::string Target = resolve(File, I, Folders);
      if (Headers.count(Target))
        Found = true;
      if (!Target.empty())
        Open.push_back(std::move(Target));
    }
  }
  if (Found || llvm::any_of(Mine, [&](const std::string &F) {
        return Headers.count(F) != 0;
      })) {
    // These do reach it, or were left half-way.
    for (const std::string &F : Mine)
      Visited.erase(F);
    return true;
  }
  return false;
}

} // namespace corolint
