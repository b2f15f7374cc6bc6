//===- Parse.cpp - one compile command in, one AST out --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Parse.h"

#include "frontend/CrashGuard.h"
#include "frontend/ParseFiles.h"
#include "frontend/SkipBodies.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetOptions.h"
#include "clang/Basic/Version.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace corolint {
namespace {

/// More errors than this only repeat themselves.
constexpr std::size_t MaxErrors = 20;

/// Keeps the first errors as lines of text.
class ErrorLines : public DiagnosticConsumer {
public:
  explicit ErrorLines(std::vector<std::string> &Lines) : Lines(Lines) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    Places.push_back(Info.getLocation());
    if (Lines.size() >= MaxErrors)
      return;
    SmallString<128> Text;
    llvm::raw_svector_ostream OS(Text);
    if (Info.getLocation().isValid() && Info.hasSourceManager()) {
      PresumedLoc Loc = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getExpansionLoc(Info.getLocation()));
      if (Loc.isValid())
        OS << Loc.getFilename() << ':' << Loc.getLine() << ':'
           << Loc.getColumn() << ": ";
    }
    OS << "error: ";
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    OS << Message;
    Lines.push_back(std::string(Text));
  }

  /// Where each error is.
  llvm::ArrayRef<SourceLocation> places() const { return Places; }

private:
  std::vector<SourceLocation> Places;
  std::vector<std::string> &Lines;
};

/// Collects the declarations of user code and hands them over while Sema is
/// still alive.
class UserDeclConsumer : public SemaConsumer {
public:
  UserDeclConsumer(llvm::function_ref<void(const ParsedUnit &)> Consume,
                   const char *&Phase)
      : Consume(Consume), Phase(Phase) {}

  void Initialize(ASTContext &Ctx) override { Context = &Ctx; }
  void InitializeSema(Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }

  bool shouldSkipFunctionBody(Decl *D) override {
    return skipsBody(*D, Context->getSourceManager());
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      if (isWritten(*D) && isUserCode(*D) && Seen.insert(D).second)
        UserDecls.push_back(D);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    if (!TheSema)
      return;
    Phase = "analysing";
    DiagnosticsEngine &Diags = Ctx.getDiagnostics();
    Diags.setSuppressAllDiagnostics(true);
    // At the end of the translation unit Sema forgets its outermost scope, but
    // building a co_await or instantiating a coroutine needs it.
    Scope *Old = TheSema->TUScope;
    TheSema->TUScope = TheSema->getCurScope();
    // parse() has made the client.
    auto *Client = static_cast<ErrorLines *>(Diags.getClient());
    Consume({Ctx, *TheSema, UserDecls, Client->places()});
    TheSema->TUScope = Old;
  }

private:
  /// Sema also announces each function that it instantiates, or defines
  /// implicitly; those are reached through what they come from.
  static bool isWritten(const Decl &D) {
    if (D.isImplicit() || !D.getLexicalDeclContext()->isTranslationUnit())
      return false;
    const auto *F = dyn_cast<FunctionDecl>(&D);
    return !F || !isTemplateInstantiation(F->getTemplateSpecializationKind());
  }

  bool isUserCode(const Decl &D) const {
    const SourceManager &SM = Context->getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(D.getLocation());
    return Loc.isValid() && !SM.isInSystemHeader(Loc);
  }

  llvm::function_ref<void(const ParsedUnit &)> Consume;
  const char *&Phase;
  ASTContext *Context = nullptr;
  Sema *TheSema = nullptr;
  std::vector<Decl *> UserDecls;
  llvm::DenseSet<Decl *> Seen;
};

class ParseAction : public ASTFrontendAction {
public:
  ParseAction(llvm::function_ref<void(const ParsedUnit &)> Consume,
              const char *&Phase)
      : Consume(Consume), Phase(Phase) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<UserDeclConsumer>(Consume, Phase);
  }

private:
  llvm::function_ref<void(const ParsedUnit &)> Consume;
  const char *&Phase;
};

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

/// The arguments as Clang's driver gets them.
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
}

void parseUnguarded(const CompileCommand &Command,
                    llvm::function_ref<void(const ParsedUnit &)> Consume,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                    ParseOutcome &Outcome, const char *&Phase, bool &Done) {
  using Status = ParseOutcome::Status;
  Outcome.What = Status::Failed;
  auto Files = fileSystemAt(std::move(FS), Command.Directory);
  if (!Files) {
    Outcome.Errors.push_back("error: no such directory: " + Command.Directory);
    return;
  }

  std::vector<std::string> Args = driverArguments(Command);
  std::vector<const char *> Pointers;
  for (const std::string &A : Args)
    Pointers.push_back(A.c_str());

  std::vector<std::string> CommandErrors;
  DiagnosticOptions CommandDiagOpts;
  CreateInvocationOptions Options;
  Options.Diags = CompilerInstance::createDiagnostics(
      *Files, CommandDiagOpts, new ErrorLines(CommandErrors));
  Options.VFS = Files;
  Options.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation =
      Pointers.empty() ? nullptr : createInvocation(Pointers, Options);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.empty()) {
    Outcome.Errors = std::move(CommandErrors);
    if (Outcome.Errors.empty())
      Outcome.Errors.push_back("error: the compile command has no C++ input");
    return;
  }
  tune(*Invocation);

  CompilerInstance Instance(Invocation);
  Instance.setVirtualFileSystem(Files);
  auto *Client = new ErrorLines(Outcome.Errors);
  Instance.createDiagnostics(Client, /*ShouldOwnClient=*/true);
  // A missing include is fatal to Clang; everything else in the file can still
  // be read.
  Instance.getDiagnostics().setFatalsAsError(true);
  Instance.getDiagnostics().setErrorLimit(0);
  Instance.createFileManager();
  if (!Instance.createTarget()) {
    // A processor that only another compiler knows (-march=…) decides little of
    // what the code means.
    Outcome.Errors.clear();
    Invocation->getTargetOpts().CPU.clear();
    Invocation->getTargetOpts().TuneCPU.clear();
    Invocation->getTargetOpts().FeaturesAsWritten.clear();
    if (!Instance.createTarget())
      return;
    Client->clear();
    Instance.getDiagnostics().Reset(/*soft=*/true);
  }

  ParseAction Action(Consume, Phase);
  if (!Action.BeginSourceFile(Instance,
                              Instance.getFrontendOpts().Inputs.front()))
    return;
  if (llvm::Error E = Action.Execute())
    Outcome.Errors.push_back("error: " + llvm::toString(std::move(E)));
  Outcome.Files = filesRead(Instance.getSourceManager());
  Outcome.What = Client->getNumErrors() ? Status::Partial : Status::Complete;
  Done = true;
  Action.EndSourceFile();
}

} // namespace

ParseOutcome parse(const CompileCommand &Command,
                   llvm::function_ref<void(const ParsedUnit &)> Consume,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  ParseOutcome Outcome;
  const char *Phase = "parsing";
  bool Done = false;
  std::string Crash = runGuarded([&] {
    parseUnguarded(Command, Consume, std::move(FS), Outcome, Phase, Done);
  });
  // A crash while the AST is given back takes nothing from what was found in
  // it.
  if (!Crash.empty() && !Done) {
    Outcome.What = ParseOutcome::Status::Crashed;
    Outcome.Errors = {Command.File + ": crash while " + Phase + ": " + Crash};
  }
  return Outcome;
}

std::string reproductionCommand(const CompileCommand &Command) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  auto Print = [&](StringRef Word) {
    bool Plain = !Word.empty() && llvm::all_of(Word, [](char C) {
      return llvm::isAlnum(C) || StringRef("_-./=:,+@%").contains(C);
    });
    if (Plain) {
      OS << Word;
      return;
    }
    OS << '\'';
    for (char C : Word)
      if (C == '\'')
        OS << "'\\''";
      else
        OS << C;
    OS << '\'';
  };
  OS << "cd ";
  Print(Command.Directory);
  OS << " &&";
  for (const std::string &A : driverArguments(Command)) {
    OS << ' ';
    Print(A);
  }
  return Text;
}

} // namespace corolint
