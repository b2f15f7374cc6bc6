//===- Project.cpp - how each file is linted ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/Project.h"

#include "command/Config.h"
#include "frontend/CompileCommands.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"

using llvm::Expected;
using llvm::StringRef;

namespace corolint::lsp {

/// What was read once, until the next reload.
struct Project::State {
  explicit State(Options Given)
      : O(std::move(Given)),
        Configs(O.NoConfig ? ConfigFinder(Config()) : ConfigFinder()),
        Prepared(O) {}

  std::mutex Mutex;
  Options O;
  ConfigFinder Configs;
  Setups Prepared;
  llvm::StringMap<std::shared_ptr<CompileCommands>> Databases;

  Expected<CompileCommands *> database(const std::string &File,
                                       std::string &Remark);
};

/// The database of the settings, or the nearest; without any, C++20 is all that
/// is known.
Expected<CompileCommands *> Project::State::database(const std::string &File,
                                                     std::string &Remark) {
  std::string Path =
      O.Database.empty() ? CompileCommands::find(File) : O.Database;
  if (Path.empty()) {
    StringRef Folder = llvm::sys::path::parent_path(File);
    std::shared_ptr<CompileCommands> &Known = Databases["-:" + Folder.str()];
    if (!Known)
      Known = CompileCommands::fixed({"-std=c++20"}, Folder);
    Remark = "no compile_commands.json or compile_flags.txt for this file: "
             "linted with -std=c++20 alone";
    return Known.get();
  }
  std::shared_ptr<CompileCommands> &Known = Databases[Path];
  if (!Known) {
    auto Loaded = CompileCommands::load(Path);
    if (!Loaded)
      return Loaded.takeError();
    Known = std::move(*Loaded);
  }
  return Known.get();
}

Project::Project(Options O) : Now(std::make_shared<State>(std::move(O))) {}

void Project::reload(Options O) {
  auto Next = std::make_shared<State>(std::move(O));
  std::lock_guard<std::mutex> Lock(Mutex);
  Now = std::move(Next);
}

void Project::reload() {
  Options O = now()->O;
  reload(std::move(O));
}

std::shared_ptr<Project::State> Project::now() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Now;
}

Expected<std::vector<std::string>> Project::filesIn(const std::string &Folder) {
  std::shared_ptr<State> S = now();
  std::lock_guard<std::mutex> Lock(S->Mutex);
  std::string Remark;
  llvm::SmallString<256> Inside(Folder);
  llvm::sys::path::append(Inside, "file");
  Expected<CompileCommands *> Commands =
      S->database(Inside.str().str(), Remark);
  if (!Commands)
    return Commands.takeError();
  const std::string Prefix = Folder + "/", RealPrefix = realPath(Folder) + "/";
  std::vector<std::string> Out;
  for (std::string &File : (*Commands)->files()) {
    if (!StringRef(File).starts_with(Prefix)) {
      // Through a symbolic link the database may call it otherwise than the
      // editor, which begins with the name of the folder.
      std::string Real = realPath(File);
      if (!StringRef(Real).starts_with(RealPrefix))
        continue;
      File = Prefix + Real.substr(RealPrefix.size());
    }
    Expected<const Config *> C = S->Configs.configFor(File);
    // What is wrong is told where the file is analysed.
    if (!C)
      llvm::consumeError(C.takeError());
    else if ((*C)->excludes(File))
      continue;
    Out.push_back(std::move(File));
  }
  return Out;
}

Expected<FileSetup> Project::setupFor(const std::string &File) {
  std::shared_ptr<State> S = now();
  std::lock_guard<std::mutex> Lock(S->Mutex);
  Expected<const Config *> C = S->Configs.configFor(File);
  if (!C)
    return C.takeError();
  FileSetup Out;
  Out.Owner = S;
  Out.Excluded = (*C)->excludes(File);
  if (Out.Excluded)
    return Out;
  Expected<CompileCommands *> Commands = S->database(File, Out.Remark);
  if (!Commands)
    return Commands.takeError();
  Expected<CompileCommand> Command = (*Commands)->commandFor(File);
  if (!Command)
    return Command.takeError();
  if (Command->Guessed)
    Out.Remark = "the compile database does not name this file: linted with "
                 "the flags of another one";
  Expected<const Setup *> How = S->Prepared.get(**C);
  if (!How)
    return How.takeError();
  Out.How = *How;
  Out.What.Command = std::move(*Command);
  Out.What.Settings = *C;
  Out.What.Named = {realPath(File)};
  Out.What.OnlyNamed = true;
  return Out;
}

} // namespace corolint::lsp
