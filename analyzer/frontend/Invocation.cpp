//===- Invocation.cpp - how Clang is called -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Invocation.h"

#include "compat/Instances.h"
#include "frontend/ErrorLines.h"

#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using llvm::SmallString;
using llvm::StringRef;

namespace corolint {
namespace {

/// Clang's own headers must be those of the Clang that is linked in, whatever
/// compiler the command names.
std::string resourceDirectory() {
#ifdef CLANG_RESOURCE_DIR
  if (llvm::sys::fs::exists(CLANG_RESOURCE_DIR "/include"))
    return CLANG_RESOURCE_DIR;
#endif
  std::string Version = std::to_string(CLANG_VERSION_MAJOR);
  // A relocated installation: beside the clang of this version on the path.
  for (const std::string &Name : {"clang-" + Version, std::string("clang")})
    if (llvm::ErrorOr<std::string> Path = llvm::sys::findProgramByName(Name)) {
      SmallString<128> Real;
      if (llvm::sys::fs::real_path(*Path, Real))
        continue;
      SmallString<128> Dir =
          llvm::sys::path::parent_path(llvm::sys::path::parent_path(Real));
      llvm::sys::path::append(Dir, "lib", "clang", Version);
      if (llvm::sys::fs::exists(Dir + "/include"))
        return std::string(Dir);
    }
  return "/usr/lib/llvm-" + Version + "/lib/clang/" + Version;
}

/// Drops what only costs time, or stops early.
void tune(CompilerInvocation &Invocation) {
  FrontendOptions &Front = Invocation.getFrontendOpts();
  Front.ProgramAction = frontend::ParseSyntaxOnly;
  Front.SkipFunctionBodies = true;
  // Clang's own driver leaves the memory to the end of the process.
  Front.DisableFree = false;
  Front.Plugins.clear();
  Front.AddPluginActions.clear();
  Front.ActionName.clear();
  DiagnosticOptions &Diags = Invocation.getDiagnosticOpts();
  Diags.IgnoreWarnings = true;
  Diags.ShowCarets = false;
  Diags.ErrorLimit = 0;
  Diags.VerifyDiagnostics = false;
  Diags.DiagnosticSerializationFile.clear();
  Diags.DiagnosticLogFile.clear();
  Invocation.getLangOpts().SpellChecking = false;
  Invocation.getLangOpts().CommentOpts.ParseAllComments = false;
  Invocation.getLangOpts().RetainCommentsFromSystemHeaders = false;
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation.getPreprocessorOutputOpts().ShowCPP = false;
  // A preamble whose headers do not compile is as good as those headers.
  Invocation.getPreprocessorOpts().AllowPCHWithCompilerErrors = true;
}

} // namespace

std::vector<std::string> driverArguments(const CompileCommand &Command) {
  static const std::string ResourceDir = resourceDirectory();
  std::vector<std::string> Args = Command.Args;
  if (Args.empty())
    return Args;
  // The driver looks for toolchains from its own place.
  if (!StringRef(Args[0]).contains('/')) {
    SmallString<128> Driver(ResourceDir);
    llvm::sys::path::append(Driver, "../../../bin", Args[0]);
    llvm::sys::path::remove_dots(Driver, /*remove_dot_dot=*/true);
    Args[0] = std::string(Driver);
  }
  Args.insert(Args.begin() + 1, "-fsyntax-only");
  // Last wins, so this also replaces the resource folder of another Clang. It
  // must come before a "--", after which everything is a file.
  auto End = std::find(Args.begin(), Args.end(), "--");
  Args.insert(End, {"-w", "-ferror-limit=0", "-fno-spell-checking",
                    "-resource-dir=" + ResourceDir});
  return Args;
}

std::shared_ptr<CompilerInvocation>
makeInvocation(const CompileCommand &Command,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               std::vector<std::string> &Errors) {
  std::vector<std::string> Args = driverArguments(Command);
  std::vector<const char *> Pointers;
  for (const std::string &A : Args)
    Pointers.push_back(A.c_str());

  std::vector<std::string> CommandErrors;
  DiagnosticOptions CommandDiagOpts;
  CreateInvocationOptions Options;
  Options.Diags =
      makeDiagnostics(*Files, CommandDiagOpts, new ErrorLines(CommandErrors));
  Options.VFS = Files;
  Options.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation =
      Pointers.empty() ? nullptr : createInvocation(Pointers, Options);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.empty()) {
    Errors = std::move(CommandErrors);
    if (Errors.empty())
      Errors.push_back("error: the compile command has no C++ input");
    return nullptr;
  }
  tune(*Invocation);
  return Invocation;
}

} // namespace corolint
