//===- ParseFiles.cpp - the files of one parse ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/ParseFiles.h"

#include "compat/Paths.h"
#include "frontend/Parse.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"

namespace corolint {
namespace {

/// A file system with a working folder of its own over one that is shared.
class RelativeFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  RelativeFileSystem(llvm::IntrusiveRefCntPtr<FileSystem> Base,
                     llvm::StringRef Directory)
      : ProxyFileSystem(std::move(Base)), Directory(Directory) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override {
    return ProxyFileSystem::status(absolute(Path));
  }
  bool exists(const llvm::Twine &Path) override {
    return ProxyFileSystem::exists(absolute(Path));
  }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    return ProxyFileSystem::openFileForRead(absolute(Path));
  }
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &EC) override {
    return ProxyFileSystem::dir_begin(absolute(Path), EC);
  }
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Out) override {
    return ProxyFileSystem::getRealPath(absolute(Path), Out);
  }
  std::error_code isLocal(const llvm::Twine &Path, bool &Result) override {
    return ProxyFileSystem::isLocal(absolute(Path), Result);
  }
  llvm::ErrorOr<std::string> getCurrentWorkingDirectory() const override {
    return Directory;
  }
  std::error_code setCurrentWorkingDirectory(const llvm::Twine &Path) override {
    Directory = absolute(Path).str();
    return {};
  }

private:
  llvm::SmallString<256> absolute(const llvm::Twine &Path) const {
    llvm::SmallString<256> Result;
    Path.toVector(Result);
    corolint::makeAbsolute(Directory, Result);
    return Result;
  }

  std::string Directory;
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
fileSystemAt(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base,
             llvm::StringRef Directory) {
  if (!Base)
    Base = llvm::vfs::createPhysicalFileSystem();
  llvm::ErrorOr<llvm::vfs::Status> Status = Base->status(Directory);
  if (!Status || !Status->isDirectory())
    return nullptr;
  return llvm::makeIntrusiveRefCnt<RelativeFileSystem>(std::move(Base),
                                                       Directory);
}

std::vector<std::string> filesRead(const clang::SourceManager &SM) {
  std::vector<std::string> Files;
  llvm::DenseSet<const clang::FileEntry *> Seen;
  // Folders by the name under which a file was found: "a/.." is not the folder
  // of "a" where "a" is a symbolic link.
  llvm::StringMap<std::string> RealFolders;
  auto Add = [&](clang::OptionalFileEntryRef File) {
    if (!File || !Seen.insert(&File->getFileEntry()).second)
      return;
    llvm::SmallString<256> Path(File->getName());
    SM.getFileManager().makeAbsolutePath(Path);
    if (llvm::StringRef(Path).contains("..")) {
      llvm::StringRef Folder = llvm::sys::path::parent_path(Path);
      auto [It, New] = RealFolders.try_emplace(Folder);
      llvm::SmallString<256> Real;
      if (New &&
          !SM.getFileManager().getVirtualFileSystem().getRealPath(Folder, Real))
        It->second = std::string(Real);
      if (!It->second.empty()) {
        Real = It->second;
        llvm::sys::path::append(Real, llvm::sys::path::filename(Path));
        Path = Real;
      }
    }
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    Files.emplace_back(Path);
  };
  Add(SM.getFileEntryRefForID(SM.getMainFileID()));
  // Entry 0 is a placeholder.
  for (unsigned I = 1, E = SM.local_sloc_entry_size(); I != E; ++I) {
    const clang::SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (Entry.isFile())
      Add(Entry.getFile().getContentCache().OrigEntry);
  }
  return Files;
}

uint64_t hashOfText(llvm::StringRef Text) { return llvm::xxh3_64bits(Text); }

uint64_t hashOfRead(const ParsedUnit &Unit, llvm::StringRef File) {
  clang::SourceManager &SM = Unit.Context.getSourceManager();
  clang::OptionalFileEntryRef Entry =
      SM.getFileManager().getOptionalFileRef(File);
  if (!Entry)
    return 0;
  std::optional<llvm::MemoryBufferRef> Text =
      SM.getMemoryBufferForFileOrNone(*Entry);
  return Text ? hashOfText(Text->getBuffer()) : 0;
}

} // namespace corolint
