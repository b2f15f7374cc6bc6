//===- SystemBase.cpp - system headers, parsed once for many files --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/SystemBase.h"

#include "frontend/CrashGuard.h"
#include "frontend/Invocation.h"
#include "frontend/ParseFiles.h"
#include "frontend/SearchPath.h"
#include "frontend/SystemBaseFile.h"
#include "frontend/WritePart.h"

#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace clang;
using llvm::MemoryBuffer;
using llvm::StringRef;

namespace corolint {
namespace {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// What a command means but for its files: other files with the same flags may
/// share what is parsed.
std::string flagsOf(const CompilerInvocation &Invocation) {
  CompilerInvocation Flags(Invocation);
  Flags.getFrontendOpts().Inputs.clear();
  Flags.getFrontendOpts().OutputFile.clear();
  Flags.getCodeGenOpts().MainFileName.clear();
  Flags.getCodeGenOpts().CoverageNotesFile.clear();
  Flags.getCodeGenOpts().CoverageDataFile.clear();
  Flags.getCodeGenOpts().SplitDwarfOutput.clear();
  return llvm::join(Flags.getCC1CommandLine(), "\n");
}

/// The command itself makes the file begin with something.
bool hasIncludes(const PreprocessorOptions &Options) {
  return !Options.Includes.empty() || !Options.MacroIncludes.empty() ||
         !Options.ImplicitPCHInclude.empty();
}

/// Clang reads what its own version has written, and what is parsed at all is
/// decided here.
const std::string &thisProgram() {
  static const std::string Name = [] {
    std::string Out = getClangFullVersion();
    std::string Path = llvm::sys::fs::getMainExecutable(
        nullptr, reinterpret_cast<void *>(&hasIncludes));
    llvm::sys::fs::file_status Status;
    if (!llvm::sys::fs::status(Path, Status))
      Out += "\n" + llvm::Twine(Status.getSize()).str() + "\n" +
             std::to_string(
                 Status.getLastModificationTime().time_since_epoch().count());
    return Out;
  }();
  return Name;
}

std::string kindOf(StringRef Flags) {
  return llvm::utohexstr(llvm::xxh3_64bits(thisProgram() + "\n" + Flags.str()));
}

} // namespace

struct SystemBase::Impl : SystemBaseParts {
  /// When the headers began to be read; the epoch where that was in another
  /// process.
  llvm::sys::TimePoint<> Began;
  /// What the parts point into; null if they own all.
  std::unique_ptr<MemoryBuffer> ReadFrom;

  bool has(StringRef Word) const {
    return llvm::binary_search(Words, llvm::xxh3_64bits(Word));
  }
  bool isFor(const CompilerInvocation &Invocation,
             llvm::vfs::FileSystem &Files) const {
    if (hasIncludes(Invocation.getPreprocessorOpts()) ||
        flagsOf(Invocation) != Flags)
      return false;
    return llvm::all_of(Stamps, [&](const FileStamp &Was) {
      llvm::ErrorOr<llvm::vfs::Status> Now = Files.status(Was.File);
      return Now && Now->getSize() == Was.Size &&
             Now->getLastModificationTime() == Was.Time;
    });
  }
};

SystemBase::SystemBase(std::unique_ptr<Impl> Kept) : Kept(std::move(Kept)) {}
SystemBase::~SystemBase() = default;

std::shared_ptr<const SystemBase>
SystemBase::build(const CompileCommand &Command, FileSystem FS,
                  llvm::ArrayRef<std::string> Names) {
  std::shared_ptr<const SystemBase> Out;
  std::string Crash = runGuarded([&] {
    FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
    std::vector<std::string> Wrong;
    auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
    if (!Invocation || hasIncludes(Invocation->getPreprocessorOpts()))
      return;
    auto Made = std::make_unique<Impl>();
    Made->Began =
        std::chrono::time_point_cast<llvm::sys::TimePoint<>::duration>(
            std::chrono::system_clock::now());
    Made->Flags = flagsOf(*Invocation);
    Made->Names = Names;

    llvm::SmallString<256> Main(llvm::sys::path::parent_path(Command.File));
    llvm::sys::path::append(Main, "corolint-system-headers.cpp");
    std::string Text;
    for (const std::string &Name : Names)
      Text += "#include <" + Name + ">\n";
    auto Buffer = MemoryBuffer::getMemBufferCopy(Text, Main);
    PreprocessorOptions &Options = Invocation->getPreprocessorOpts();
    Options.RetainRemappedFileBuffers = true;
    Options.addRemappedFile(Main, Buffer.get());
    FrontendInputFile &Input = Invocation->getFrontendOpts().Inputs.front();
    Input = FrontendInputFile(Main, Input.getKind());

    Made->Written = writePart(Invocation, Files, [&](StringRef Word) {
      Made->Words.push_back(llvm::xxh3_64bits(Word));
    });
    if (!Made->Written || !Made->Written->What.Errors.empty())
      return;
    llvm::sort(Made->Words);
    // Others may be opened in the same parse.
    Made->PartName = "/__clang_tmp/corolint-system-" +
                     llvm::utohexstr(llvm::xxh3_64bits(Made->Flags + Text)) +
                     ".pch";
    std::vector<std::string> &Read = Made->Written->What.Files;
    llvm::erase(Read, Main.str().str());
    for (const std::string &File : Read) {
      llvm::ErrorOr<llvm::vfs::Status> Now = Files->status(File);
      if (!Now)
        return;
      Made->Stamps.push_back(
          {File, Now->getSize(), Now->getLastModificationTime()});
    }
    Made->Before =
        headersBefore(Read, Invocation->getHeaderSearchOpts(), *Files);
    Out.reset(new SystemBase(std::move(Made)));
  });
  return Crash.empty() ? Out : nullptr;
}

std::string SystemBase::kind(const CompileCommand &Command, FileSystem FS) {
  FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
  std::vector<std::string> Wrong;
  auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
  if (!Invocation || hasIncludes(Invocation->getPreprocessorOpts()))
    return "";
  return kindOf(flagsOf(*Invocation));
}

std::string SystemBase::kind() const { return kindOf(Kept->Flags); }

std::string SystemBase::name() const {
  return llvm::utohexstr(llvm::xxh3_64bits(llvm::join(Kept->Names, "\n")));
}

bool SystemBase::isSettled() const {
  auto Disk = llvm::vfs::getRealFileSystem();
  return llvm::all_of(Kept->Stamps, [&](const FileStamp &Was) {
    llvm::ErrorOr<llvm::vfs::Status> Now = Disk->status(Was.File);
    return Was.Time < Kept->Began && Now && Now->getSize() == Was.Size &&
           Now->getLastModificationTime() == Was.Time;
  });
}

llvm::Error SystemBase::write(llvm::raw_ostream &To) const {
  return writeParts(*Kept, To);
}

std::shared_ptr<const SystemBase>
SystemBase::read(std::unique_ptr<MemoryBuffer> From, std::size_t Offset,
                 const CompileCommand &Command, FileSystem FS) {
  std::shared_ptr<const SystemBase> Out;
  // The file may be cut off while it is read.
  std::string Crash = runGuarded([&] {
    FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
    std::vector<std::string> Wrong;
    auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
    if (!Invocation)
      return;
    llvm::Expected<SystemBaseParts> Parts =
        readParts(From->getBuffer().drop_front(Offset));
    if (!Parts)
      return llvm::consumeError(Parts.takeError());
    auto Kept =
        std::make_unique<Impl>(Impl{std::move(*Parts), {}, std::move(From)});
    if (Kept->isFor(*Invocation, *Files) &&
        headersBefore(Kept->Written->What.Files,
                      Invocation->getHeaderSearchOpts(),
                      *Files) == Kept->Before)
      Out.reset(new SystemBase(std::move(Kept)));
  });
  return Crash.empty() ? Out : nullptr;
}

bool SystemBase::isFor(const CompileCommand &Command, FileSystem FS) const {
  FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
  std::vector<std::string> Wrong;
  auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
  return Invocation && Kept->isFor(*Invocation, *Files);
}

/// The standard library's headers do not say how others are to be read.
static bool mayComeBetween(llvm::StringRef Name) {
  return !Name.contains('.') && !Name.contains('/');
}

bool SystemBase::fits(const IncludeTrace &Trace) const {
  if (Trace.HasOther)
    return false;
  auto Next = Kept->Names.begin();
  for (const std::string &Name : Trace.System) {
    if (Next == Kept->Names.end())
      break;
    if (*Next == Name)
      ++Next;
    else if (!mayComeBetween(Name))
      return false;
  }
  return Next == Kept->Names.end() &&
         llvm::none_of(Trace.MacrosBefore, [this](const std::string &Macro) {
           return Kept->has(Macro);
         });
}

llvm::ArrayRef<std::string> SystemBase::names() const { return Kept->Names; }

std::size_t SystemBase::fileCount() const { return Kept->Stamps.size(); }

std::size_t SystemBase::size() const {
  return Kept->Written->Bytes->getBufferSize() +
         Kept->Words.size() * sizeof(uint64_t);
}

HeadUse SystemBase::use(const CompileCommand &, CompilerInvocation &Invocation,
                        FileSystem &Files, bool) const {
  HeadUse Out;
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  if (!Kept->isFor(Invocation, *Files))
    return Out;
  Options.ImplicitPCHInclude = Kept->PartName;
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::All;
  Files = withPart(std::move(Files), Kept->PartName, *Kept->Written);
  Out.Parts = {&Kept->Written->What};
  Out.IsBaseAlone = true;
  return Out;
}

} // namespace corolint
