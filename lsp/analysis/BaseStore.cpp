//===- BaseStore.cpp - parsed system headers on the disk ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/BaseStore.h"

#include "command/OutputFile.h"
#include "frontend/CrashGuard.h"
#include "frontend/SystemBase.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace corolint::lsp {
namespace {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

// A file begins with the size of the lines. Then come the lines, and the base
// at the next multiple of this. The base tells itself whether it is whole; of
// lines that are damaged nothing depends but what is tried.
constexpr std::size_t BaseAlignment = 16;
constexpr std::size_t LinesAt = sizeof(std::uint32_t);

// LLVM's pruning leaves alone what is named otherwise.
constexpr StringRef Prefix = "llvmcache-";

/// The files that are used longest ago go first.
llvm::CachePruningPolicy pruning() {
  llvm::CachePruningPolicy Out;
  Out.Interval = std::chrono::hours(1);
  Out.Expiration = std::chrono::hours(24 * 30);
  Out.MaxSizeBytes = std::uint64_t(1) << 30;
  return Out;
}

/// A file of the store.
class StoredFile {
public:
  /// Null if it cannot be read, or is cut off within the lines.
  static std::optional<StoredFile> open(const std::string &Name) {
    auto Buffer = llvm::MemoryBuffer::getFile(Name, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return std::nullopt;
    StringRef Text = (*Buffer)->getBuffer();
    if (Text.size() < LinesAt)
      return std::nullopt;
    std::size_t Size = llvm::support::endian::read32le(Text.data());
    std::size_t Base = llvm::alignTo(LinesAt + Size, BaseAlignment);
    if (Base > Text.size())
      return std::nullopt;
    return StoredFile(std::move(*Buffer), Text.substr(LinesAt, Size), Base);
  }

  std::vector<std::string> lines() const {
    llvm::SmallVector<StringRef, 32> Out;
    Lines.split(Out, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    return {Out.begin(), Out.end()};
  }
  std::shared_ptr<const SystemBase> base(const CompileCommand &Command,
                                         FileSystem Files) && {
    return SystemBase::read(std::move(Buffer), BaseAt, Command,
                            std::move(Files));
  }

private:
  StoredFile(std::unique_ptr<llvm::MemoryBuffer> Buffer, StringRef Lines,
             std::size_t BaseAt)
      : Buffer(std::move(Buffer)), Lines(Lines), BaseAt(BaseAt) {}

  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  StringRef Lines;
  std::size_t BaseAt;
};

/// The names of the files in `Folder` that begin with `Begin`, the newest
/// first, without those that somebody is just writing.
std::vector<std::string> filesIn(const std::string &Folder, StringRef Begin) {
  std::vector<std::pair<llvm::sys::TimePoint<>, std::string>> Found;
  std::error_code Error;
  for (fs::directory_iterator It(Folder, Error), End; It != End && !Error;
       It.increment(Error)) {
    fs::file_status Status;
    if (path::filename(It->path()).starts_with(Begin) &&
        !path::has_extension(It->path()) && !fs::status(It->path(), Status))
      Found.push_back({Status.getLastModificationTime(), It->path()});
  }
  llvm::sort(Found, std::greater<>());
  std::vector<std::string> Out;
  for (auto &[Time, Name] : Found)
    Out.push_back(std::move(Name));
  return Out;
}

} // namespace

BaseStore::BaseStore() {
  llvm::SmallString<256> Path;
  if (!path::cache_directory(Path))
    return;
  path::append(Path, "corolint", "system-headers");
  Folder = Path.str().str();
}

std::optional<BaseStore::Entry> BaseStore::find(
    const CompileCommand &Command, FileSystem Files,
    llvm::function_ref<bool(const std::vector<std::string> &)> Good) const {
  if (Folder.empty() || !fs::is_directory(Folder))
    return std::nullopt;
  std::string Kind = SystemBase::kind(Command, Files);
  if (Kind.empty())
    return std::nullopt;
  for (const std::string &Name : filesIn(Folder, (Prefix + Kind + "-").str())) {
    std::optional<StoredFile> File = StoredFile::open(Name);
    if (File) {
      Entry Out;
      Out.Lines = File->lines();
      if (!Good(Out.Lines))
        continue;
      Out.Base = std::move(*File).base(Command, Files);
      if (Out.Base)
        return Out;
    }
    fs::remove(Name);
  }
  return std::nullopt;
}

std::string BaseStore::fileOf(const SystemBase &Base) const {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, Prefix + Base.kind() + "-" + Base.name());
  return Path.str().str();
}

void BaseStore::add(const Entry &New) const {
  if (Folder.empty() || !New.Base->isSettled() ||
      fs::create_directories(Folder))
    return;
  std::string Lines = llvm::join(New.Lines, "\n");
  const std::string File = fileOf(*New.Base);
  // One that somebody has opened stays as it is.
  fs::remove(File);
  bool Failed = false;
  llvm::Error E = writeOutputFile(File, [&](llvm::raw_ostream &OS) {
    llvm::support::endian::Writer(OS, llvm::endianness::little)
        .write<std::uint32_t>(Lines.size());
    OS << Lines;
    OS.write_zeros(
        llvm::offsetToAlignment(OS.tell(), llvm::Align(BaseAlignment)));
    Failed = llvm::errorToBool(New.Base->write(OS));
  });
  // A full disk leaves nothing behind.
  if (llvm::errorToBool(std::move(E)) || Failed)
    fs::remove(File);
  // It aborts where it cannot tell the free space.
  runGuarded([this] { llvm::pruneCache(Folder, pruning()); });
}

void BaseStore::remove(const SystemBase &Base) const {
  if (!Folder.empty())
    fs::remove(fileOf(Base));
}

} // namespace corolint::lsp
