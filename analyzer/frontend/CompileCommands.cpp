//===- CompileCommands.cpp - how each file is compiled --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CompileCommands.h"

#include "frontend/CommandLine.h"
#include "frontend/Includers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

#include <map>
#include <mutex>
#include <tuple>

using llvm::SmallString;
using llvm::StringRef;
namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace corolint {
namespace {

constexpr StringRef DatabaseName = "compile_commands.json";
constexpr StringRef FlagsName = "compile_flags.txt";

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

/// `File` seen from where the program runs.
std::string absolute(StringRef File) {
  SmallString<256> Here;
  fs::current_path(Here);
  return absolutePath(File, Here);
}

std::string realPath(StringRef File) {
  SmallString<256> Real;
  if (fs::real_path(File, Real))
    return "";
  return std::string(Real);
}

/// The flags after `--`.
class FixedCommands : public CompileCommands {
public:
  FixedCommands(llvm::ArrayRef<std::string> Flags, StringRef Directory)
      : Directory(absolute(Directory)) {
    Args.push_back("clang++");
    Args.insert(Args.end(), Flags.begin(), Flags.end());
  }

  llvm::Expected<CompileCommand> commandFor(StringRef Name) const override {
    std::string File = absolute(Name);
    auto Line = adjustCommandLine(Args, Directory, File);
    if (!Line)
      return Line.takeError();
    return CompileCommand{Directory, File, Line->forFile(File)};
  }

  std::vector<std::string> files() const override { return {}; }

private:
  std::string Directory;
  std::vector<std::string> Args;
};

/// One entry of a database, as it was written.
struct Entry {
  std::string Directory, File;
  std::vector<std::string> Args;
};

/// How many folders from the root two files share.
std::size_t sharedFolders(StringRef A, StringRef B) {
  A = path::parent_path(A);
  B = path::parent_path(B);
  std::size_t N = 0;
  for (auto I = path::begin(A), J = path::begin(B);
       I != path::end(A) && J != path::end(B) && *I == *J; ++I, ++J)
    ++N;
  return N;
}

class Database : public CompileCommands {
public:
  explicit Database(std::vector<Entry> Read) {
    // The first entry for a file counts.
    for (Entry &E : Read)
      // CMake lists the precompiled headers that it makes.
      if (!path::filename(E.File).starts_with("cmake_pch."))
        Entries.try_emplace(E.File, std::move(E));
  }

  llvm::Expected<CompileCommand> commandFor(StringRef Name) const override {
    std::string File = absolute(Name);
    if (const Entry *E = lookup(File))
      return own(*E);
    if (isHeaderName(File))
      if (const Entry *E = includerOf(File))
        return own(*E);
    return guess(File);
  }

  std::vector<std::string> files() const override {
    std::vector<std::string> Result;
    for (const auto &[File, E] : Entries)
      Result.push_back(File);
    return Result;
  }

private:
  const Entry *lookup(const std::string &File) const {
    if (auto It = Entries.find(File); It != Entries.end())
      return &It->second;
    // The same file by another name, through a symbolic link.
    std::call_once(RealNamesOnce, [&] {
      for (const auto &[Name, E] : Entries)
        if (std::string Real = realPath(Name); !Real.empty())
          ByRealName.try_emplace(Real, &E);
    });
    std::string Real = realPath(File);
    return Real.empty() ? nullptr : ByRealName.lookup(Real);
  }

  static llvm::Expected<CompileCommand> own(const Entry &E) {
    auto Line = adjustCommandLine(E.Args, E.Directory, E.File);
    if (!Line)
      return failure("the compile command of '" + E.File +
                     "' is unusable: " + llvm::toString(Line.takeError()));
    return CompileCommand{E.Directory, E.File, Line->forFile(E.File)};
  }

  /// The entries, those most likely to include or resemble `File` first: C++
  /// before C, then same stem, then nearest folder.
  std::vector<const Entry *> nearest(StringRef File) const {
    struct Candidate {
      const Entry *E;
      bool IsCxx;
      bool SameStem;
      std::size_t Shared;
    };
    std::vector<Candidate> All;
    for (const auto &[Name, E] : Entries)
      All.push_back({&E, path::extension(E.File) != ".c",
                     path::stem(E.File) == path::stem(File),
                     sharedFolders(E.File, File)});
    llvm::sort(All, [](const Candidate &A, const Candidate &B) {
      if (std::tie(A.IsCxx, A.SameStem, A.Shared) !=
          std::tie(B.IsCxx, B.SameStem, B.Shared))
        return std::tie(A.IsCxx, A.SameStem, A.Shared) >
               std::tie(B.IsCxx, B.SameStem, B.Shared);
      return A.E->File < B.E->File;
    });
    std::vector<const Entry *> Result;
    for (const Candidate &C : All)
      Result.push_back(C.E);
    return Result;
  }

  const Entry *includerOf(StringRef Header) const {
    std::string Real = realPath(Header);
    std::lock_guard<std::mutex> Lock(ScannerMutex);
    auto [It, New] = KnownIncluders.try_emplace(Real, nullptr);
    if (!New)
      return It->second;
    for (const Entry *E : nearest(Header)) {
      auto Line = adjustCommandLine(E->Args, E->Directory, E->File);
      if (!Line) {
        // Whoever asks for that file is told.
        llvm::consumeError(Line.takeError());
        continue;
      }
      if (Scanner.reaches(E->File,
                          SearchFolders::fromFlags(Line->Args, E->Directory),
                          Real)) {
        KnownIncluders[Real] = E;
        return E;
      }
    }
    return nullptr;
  }

  /// The flags of the nearest C++ file.
  llvm::Expected<CompileCommand> guess(StringRef File) const {
    std::string Last = "it has no C++ source";
    for (const Entry *E : nearest(File)) {
      if (path::extension(E->File) == ".c")
        continue;
      auto Line = adjustCommandLine(E->Args, E->Directory, E->File);
      if (!Line) {
        Last = llvm::toString(Line.takeError());
        continue;
      }
      // What the neighbour says of its own language does not hold here.
      Line->Language.clear();
      return CompileCommand{E->Directory, File.str(), Line->forFile(File),
                            /*Guessed=*/true};
    }
    return failure("the compile database does not name '" + File +
                   "' and gives no flags to go by: " + Last);
  }

  std::map<std::string, Entry> Entries;
  mutable std::once_flag RealNamesOnce;
  mutable llvm::StringMap<const Entry *> ByRealName;
  mutable std::mutex ScannerMutex;
  mutable IncludeScanner Scanner;
  mutable llvm::StringMap<const Entry *> KnownIncluders;
};

/// Reads one entry; `Where` names it in errors.
llvm::Expected<Entry> readEntry(const llvm::json::Value &Value,
                                StringRef DatabaseFolder,
                                const std::string &Where) {
  const llvm::json::Object *Object = Value.getAsObject();
  if (!Object)
    return failure(Where + " is not an object");
  std::optional<StringRef> File = Object->getString("file");
  if (!File || File->empty())
    return failure(Where + " has no \"file\"");
  std::string Named = Where + " ('" + File->str() + "')";
  std::optional<StringRef> Directory = Object->getString("directory");
  if (!Directory)
    return failure(Named + " has no \"directory\"");

  Entry Result;
  Result.Directory = absolutePath(*Directory, DatabaseFolder);
  Result.File = absolutePath(*File, Result.Directory);
  if (const llvm::json::Value *Arguments = Object->get("arguments")) {
    const llvm::json::Array *Words = Arguments->getAsArray();
    if (!Words)
      return failure("the \"arguments\" of " + Named + " are not an array");
    for (const llvm::json::Value &W : *Words) {
      std::optional<StringRef> Word = W.getAsString();
      if (!Word)
        return failure("the \"arguments\" of " + Named +
                       " are not all strings");
      Result.Args.push_back(Word->str());
    }
  } else if (std::optional<StringRef> Command = Object->getString("command")) {
    llvm::BumpPtrAllocator Storage;
    llvm::StringSaver Saver(Storage);
    llvm::SmallVector<const char *> Words;
    llvm::cl::TokenizeGNUCommandLine(*Command, Saver, Words);
    Result.Args.assign(Words.begin(), Words.end());
  } else {
    return failure(Named + " has neither \"command\" nor \"arguments\"");
  }
  if (Result.Args.empty())
    return failure("the command of " + Named + " is empty");
  return Result;
}

/// One flag a line, for all files below the folder.
llvm::Expected<std::unique_ptr<CompileCommands>> loadFlags(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return failure("cannot read '" + Path +
                   "': " + Buffer.getError().message());
  std::vector<std::string> Flags;
  for (StringRef Line : llvm::split((*Buffer)->getBuffer(), '\n'))
    if (Line = Line.trim(); !Line.empty())
      Flags.push_back(Line.str());
  return CompileCommands::fixed(Flags, path::parent_path(Path));
}

} // namespace

std::unique_ptr<CompileCommands>
CompileCommands::fixed(llvm::ArrayRef<std::string> Flags, StringRef Directory) {
  return std::make_unique<FixedCommands>(Flags, Directory);
}

llvm::Expected<std::unique_ptr<CompileCommands>>
CompileCommands::load(StringRef Name) {
  SmallString<256> Path(absolute(Name));
  if (fs::is_directory(Path))
    path::append(Path, DatabaseName);
  if (path::filename(Path) == FlagsName)
    return loadFlags(Path);
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return failure("cannot read the compile database '" + Path +
                   "': " + Buffer.getError().message());
  llvm::Expected<llvm::json::Value> Root =
      llvm::json::parse((*Buffer)->getBuffer());
  if (!Root)
    // The message gives line and column.
    return failure("the compile database '" + Path +
                   "' is broken: " + llvm::toString(Root.takeError()));
  const llvm::json::Array *Array = Root->getAsArray();
  if (!Array)
    return failure("the compile database '" + Path +
                   "' is broken: it is not an array");
  if (Array->empty())
    return failure("the compile database '" + Path + "' has no entries");
  std::vector<Entry> Entries;
  for (std::size_t I = 0; I != Array->size(); ++I) {
    auto E = readEntry((*Array)[I], path::parent_path(Path),
                       "entry " + std::to_string(I + 1));
    if (!E)
      return failure("the compile database '" + Path +
                     "' is broken: " + llvm::toString(E.takeError()));
    Entries.push_back(std::move(*E));
  }
  return std::make_unique<Database>(std::move(Entries));
}

std::string CompileCommands::find(StringRef File) {
  std::string Start = absolute(File);
  StringRef Folder = Start;
  if (!fs::is_directory(Folder))
    Folder = path::parent_path(Folder);
  for (; !Folder.empty(); Folder = path::parent_path(Folder))
    for (auto [Below, Name] :
         {std::pair<StringRef, StringRef>{"", DatabaseName},
          {"build", DatabaseName},
          {"", FlagsName}}) {
      SmallString<256> Path(Folder);
      path::append(Path, Below, Name);
      if (fs::is_regular_file(Path))
        return std::string(Path);
    }
  return "";
}

} // namespace corolint
