//===- Inputs.cpp - what is to be linted ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Inputs.h"

#include "compat/Paths.h"
#include "compat/StringSwitch.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>
#include <memory>

using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace corolint {

std::string realPath(StringRef Path) {
  SmallString<256> Real;
  if (fs::real_path(Path, Real))
    return Path.str();
  return Real.str().str();
}

namespace {

bool isBelow(StringRef File, StringRef Folder) {
  return File.consume_front(Folder) &&
         (Folder.ends_with("/") || File.starts_with("/"));
}

bool isSource(StringRef File) {
  return StringSwitch<bool>(path::extension(File))
      .Cases({".cpp", ".cc", ".cxx", ".c++", ".C", ".CPP", ".cppm", ".ixx"},
             true)
      .Default(false);
}

std::error_code whyUnreadable(StringRef File) {
  llvm::Expected<fs::file_t> Handle = fs::openNativeFileForRead(File);
  if (!Handle)
    return llvm::errorToErrorCode(Handle.takeError());
  return fs::closeFile(*Handle);
}

class Collector {
public:
  Collector(const Options &O, ConfigFinder &Configs, StringRef WorkingFolder)
      : O(O), Configs(Configs), WorkingFolder(WorkingFolder.str()) {
    if (O.Flags)
      Fixed = CompileCommands::fixed(*O.Flags, WorkingFolder);
  }

  Error addPath(StringRef Written);
  Error addWholeDatabase();
  Inputs take();

private:
  std::string absolute(StringRef Path) const;
  void fail(StringRef File, const llvm::Twine &Message) {
    Errors.push_back({File.str(), Message.str()});
  }

  /// The database of -p, or the nearest to `Near`; null where there is none,
  /// and then `fail` was called.
  const CompileCommands *databaseFor(StringRef Near, StringRef About);
  const CompileCommands *load(StringRef Path);

  /// The files of a folder for which there are commands.
  std::vector<std::string> filesBelow(StringRef Folder,
                                      const CompileCommands &Commands);
  Error add(const std::string &File, const CompileCommands &Commands,
            bool IsNamed);

  const Options &O;
  ConfigFinder &Configs;
  std::string WorkingFolder;
  std::unique_ptr<CompileCommands> Fixed;
  /// By path; null for those that cannot be read.
  llvm::StringMap<std::unique_ptr<CompileCommands>> Databases;
  std::map<std::string, Unit> Units;
  std::vector<InputError> Errors;
};

std::string Collector::absolute(StringRef Path) const {
  SmallString<256> Full = Path;
  makeAbsolute(WorkingFolder, Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

const CompileCommands *Collector::load(StringRef Path) {
  auto [It, New] = Databases.try_emplace(Path);
  if (!New)
    return It->second.get();
  auto Loaded = CompileCommands::load(Path);
  if (!Loaded) {
    fail("", llvm::toString(Loaded.takeError()));
    return nullptr;
  }
  if ((*Loaded)->files().empty() && Path.ends_with(".json")) {
    fail("", "the compile database '" + Path + "' names no files");
    return nullptr;
  }
  It->second = std::move(*Loaded);
  return It->second.get();
}

const CompileCommands *Collector::databaseFor(StringRef Near, StringRef About) {
  if (Fixed)
    return Fixed.get();
  if (!O.Database.empty())
    return load(absolute(O.Database));
  std::string Path = CompileCommands::find(Near);
  if (!Path.empty())
    return load(Path);
  fail(
      About.empty() ? StringRef() : StringRef(Near),
      (About.empty() ? "no compile_commands.json here or above"
                     : "no compile_commands.json for '" + About + "'") +
          ": name it with -p DIR (CMake writes one with "
          "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON), or give the file's flags after "
          "'--': corolint " +
          (About.empty() ? "FILE" : About) + " -- -std=c++20");
  return nullptr;
}

std::vector<std::string>
Collector::filesBelow(StringRef Folder, const CompileCommands &Commands) {
  std::vector<std::string> Files;
  if (!Fixed) {
    // The database may spell the folder without a symbolic link.
    std::string Real = realPath(Folder);
    for (std::string &File : Commands.files())
      if (isBelow(File, Folder) || isBelow(File, Real))
        Files.push_back(std::move(File));
    return Files;
  }
  std::error_code EC;
  for (fs::recursive_directory_iterator It(Folder, EC), End; It != End && !EC;
       It.increment(EC))
    if (isSource(It->path()) && fs::is_regular_file(It->path()))
      Files.push_back(It->path());
  if (EC)
    fail(Folder, "cannot read '" + Folder + "': " + EC.message());
  llvm::sort(Files);
  return Files;
}

Error Collector::add(const std::string &File, const CompileCommands &Commands,
                     bool IsNamed) {
  if (!IsNamed) {
    Expected<const Config *> C = Configs.configFor(File);
    if (!C)
      return C.takeError();
    if ((*C)->excludes(File))
      return Error::success();
  }
  Expected<CompileCommand> Command = Commands.commandFor(File);
  if (!Command) {
    fail(File, llvm::toString(Command.takeError()));
    return Error::success();
  }
  auto [It, New] = Units.try_emplace(Command->File);
  Unit &U = It->second;
  std::string Real = realPath(File);
  bool IsUnitItself = Real == realPath(Command->File);
  if (New) {
    Expected<const Config *> C = Configs.configFor(Command->File);
    if (!C)
      return C.takeError();
    U.Settings = *C;
    U.Command = std::move(*Command);
    U.OnlyNamed = true;
  }
  if (IsUnitItself)
    U.OnlyNamed = false;
  if (IsNamed)
    U.Named.push_back(std::move(Real));
  return Error::success();
}

Error Collector::addPath(StringRef Written) {
  std::string Path = absolute(Written);
  fs::file_status Status;
  if (std::error_code EC = fs::status(Path, Status)) {
    fail(Path, "cannot read '" + Written + "': " + EC.message());
    return Error::success();
  }
  if (Status.type() != fs::file_type::directory_file) {
    if (Status.type() != fs::file_type::regular_file) {
      fail(Path, "'" + Written + "' is neither a file nor a folder");
    } else if (std::error_code EC = whyUnreadable(Path)) {
      fail(Path, "cannot read '" + Written + "': " + EC.message());
    } else if (const CompileCommands *Commands = databaseFor(Path, Written)) {
      return add(Path, *Commands, /*IsNamed=*/true);
    }
    return Error::success();
  }

  // A database is looked for from the folder itself upward.
  SmallString<256> Inside = StringRef(Path);
  path::append(Inside, "compile_commands.json");
  const CompileCommands *Commands = databaseFor(Inside, "");
  if (!Commands)
    return Error::success();
  std::vector<std::string> Files = filesBelow(Path, *Commands);
  if (Files.empty())
    fail(Path, Fixed
                   ? "no source file in '" + Written + "'"
                   : "the compile database names no file in '" + Written + "'");
  for (const std::string &File : Files)
    if (Error E = add(File, *Commands, /*IsNamed=*/false))
      return E;
  return Error::success();
}

Error Collector::addWholeDatabase() {
  const CompileCommands *Commands =
      databaseFor(absolute("compile_commands.json"), "");
  if (!Commands)
    return Error::success();
  for (const std::string &File : Commands->files())
    if (Error E = add(File, *Commands, /*IsNamed=*/false))
      return E;
  return Error::success();
}

Inputs Collector::take() {
  Inputs Result;
  for (auto &[File, U] : Units)
    Result.Units.push_back(std::move(U));
  Result.Errors = std::move(Errors);
  return Result;
}

} // namespace

Expected<Inputs> collectInputs(const Options &O, ConfigFinder &Configs,
                               StringRef WorkingFolder) {
  Collector C(O, Configs, WorkingFolder);
  if (O.Paths.empty())
    if (Error E = C.addWholeDatabase())
      return E;
  for (const std::string &Path : O.Paths)
    if (Error E = C.addPath(Path))
      return E;
  return C.take();
}

} // namespace corolint
