//===- Overlay.cpp - changed texts over the files of the disk -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Overlay.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;
using llvm::vfs::Status;

namespace corolint {

class Overlay::ByAnyName : public llvm::vfs::ProxyFileSystem {
public:
  explicit ByAnyName(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk)
      : ProxyFileSystem(std::move(Disk)),
        Texts(llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>()) {}

  void add(StringRef File, StringRef Text, time_t Stamp) {
    Texts->addFile(File, Stamp,
                   llvm::MemoryBuffer::getMemBufferCopy(Text, File));
    if (auto OnDisk = getUnderlyingFS().status(File))
      Names[OnDisk->getUniqueID()] = File.str();
  }

  llvm::ErrorOr<Status> status(const llvm::Twine &Path) override {
    if (auto Known = Texts->status(Path))
      return Known;
    auto OnDisk = ProxyFileSystem::status(Path);
    const std::string *Name = OnDisk ? changed(*OnDisk) : nullptr;
    if (!Name)
      return OnDisk;
    auto Known = Texts->status(*Name);
    return Known ? Status::copyWithNewName(*Known, Path) : Known;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    if (Texts->exists(Path))
      return Texts->openFileForRead(Path);
    auto OnDisk = ProxyFileSystem::openFileForRead(Path);
    if (!OnDisk)
      return OnDisk;
    auto Its = (*OnDisk)->status();
    const std::string *Name = Its ? changed(*Its) : nullptr;
    if (!Name)
      return OnDisk;
    return llvm::vfs::File::getWithPath(Texts->openFileForRead(*Name), Path);
  }

  bool exists(const llvm::Twine &Path) override {
    return Texts->exists(Path) || ProxyFileSystem::exists(Path);
  }
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Real) override {
    std::error_code Error = ProxyFileSystem::getRealPath(Path, Real);
    return Error ? Texts->getRealPath(Path, Real) : Error;
  }
  std::error_code setCurrentWorkingDirectory(const llvm::Twine &Path) override {
    Texts->setCurrentWorkingDirectory(Path);
    return ProxyFileSystem::setCurrentWorkingDirectory(Path);
  }

private:
  const std::string *changed(const Status &OnDisk) const {
    auto It = Names.find(OnDisk.getUniqueID());
    return It == Names.end() ? nullptr : &It->second;
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Texts;
  /// Those of the texts that are on the disk as well.
  std::map<llvm::sys::fs::UniqueID, std::string> Names;
};

Overlay::Overlay()
    : Files(llvm::makeIntrusiveRefCnt<ByAnyName>(
          llvm::vfs::createPhysicalFileSystem())) {}

Overlay::~Overlay() = default;

void Overlay::add(StringRef File, StringRef Text, time_t Stamp) {
  Files->add(File, Text, Stamp);
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Overlay::files() const {
  return Files;
}

} // namespace corolint
