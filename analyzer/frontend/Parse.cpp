//===- Parse.cpp - one compile command in, one AST out --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Parse.h"

#include "compat/Instances.h"
#include "frontend/CrashGuard.h"
#include "frontend/CutPoints.h"
#include "frontend/ErrorLines.h"
#include "frontend/Invocation.h"
#include "frontend/ParseFiles.h"
#include "frontend/ParsedHead.h"
#include "frontend/ParsedPart.h"
#include "frontend/SkipBodies.h"
#include "frontend/UserDecls.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace corolint {
namespace {

/// Collects the declarations of user code and hands them over while Sema is
/// still alive.
class UserDeclConsumer : public SemaConsumer {
public:
  UserDeclConsumer(CompilerInstance &Instance, const HeadUse &Begun,
                   llvm::function_ref<void(const ParsedUnit &)> Consume,
                   ParseOutcome &Outcome, const char *&Phase)
      : Instance(Instance), Begun(Begun), Consume(Consume), Outcome(Outcome),
        Phase(Phase) {}

  void Initialize(ASTContext &Ctx) override { Context = &Ctx; }
  void InitializeSema(Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }

  bool shouldSkipFunctionBody(Decl *D) override {
    return skipsBody(*D, Context->getSourceManager());
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      if (isUserDecl(*D, Context->getSourceManager()) && Seen.insert(D).second)
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
    // What a header declares comes before what the file does.
    std::vector<Decl *> All = userDecls(Instance, Begun.Parts);
    llvm::DenseSet<Decl *> Known(All.begin(), All.end());
    llvm::copy_if(UserDecls, std::back_inserter(All),
                  [&](Decl *D) { return !Known.contains(D); });
    UserDecls = std::move(All);
    addErrorPlaces(Instance, Begun.Parts, *Client);
    Outcome.Cuts = cutPoints(UserDecls, Ctx.getSourceManager());
    Consume({Ctx, *TheSema, UserDecls, Client->places()});
    TheSema->TUScope = Old;
  }

private:
  CompilerInstance &Instance;
  const HeadUse &Begun;
  llvm::function_ref<void(const ParsedUnit &)> Consume;
  ParseOutcome &Outcome;
  const char *&Phase;
  ASTContext *Context = nullptr;
  Sema *TheSema = nullptr;
  std::vector<Decl *> UserDecls;
  llvm::DenseSet<Decl *> Seen;
};

class ParseAction : public ASTFrontendAction {
public:
  ParseAction(const HeadUse &Begun,
              llvm::function_ref<void(const ParsedUnit &)> Consume,
              ParseOutcome &Outcome, const char *&Phase)
      : Begun(Begun), Consume(Consume), Outcome(Outcome), Phase(Phase) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Instance,
                                                 StringRef) override {
    return std::make_unique<UserDeclConsumer>(Instance, Begun, Consume, Outcome,
                                              Phase);
  }

private:
  const HeadUse &Begun;
  llvm::function_ref<void(const ParsedUnit &)> Consume;
  ParseOutcome &Outcome;
  const char *&Phase;
};

/// Has the include block of the main file traced, which is parsed next.
void traceHead(CompilerInstance &Instance, IncludeTrace &To) {
  SourceManager &SM = Instance.getSourceManager();
  PreambleBounds Head = ComputePreambleBounds(
      Instance.getLangOpts(), SM.getBufferOrFake(SM.getMainFileID()),
      /*MaxLines=*/0);
  Instance.getPreprocessor().addPPCallbacks(traceIncludes(SM, Head.Size, To));
}

void parseUnguarded(const CompileCommand &Command,
                    llvm::function_ref<void(const ParsedUnit &)> Consume,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                    ParseHead Head, ParseOutcome &Outcome, const char *&Phase,
                    bool &Done) {
  using Status = ParseOutcome::Status;
  Outcome.What = Status::Failed;
  auto Files = fileSystemAt(std::move(FS), Command.Directory);
  if (!Files) {
    Outcome.Errors.push_back("error: no such directory: " + Command.Directory);
    return;
  }

  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Command, Files, Outcome.Errors);
  if (!Invocation)
    return;
  HeadUse Begun;
  if (Head.Use)
    Begun = Head.Use->use(Command, *Invocation, Files, Head.EvenIfOld);

  auto *Client = new ErrorLines(Outcome.Errors);
  auto Owner = makeInstance(Invocation, Files, Client);
  CompilerInstance &Instance = *Owner;
  // A missing include is fatal to Clang; everything else in the file can still
  // be read.
  Instance.getDiagnostics().setFatalsAsError(true);
  Instance.getDiagnostics().setErrorLimit(0);
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

  for (const ParsedPart *Part : Begun.Parts)
    llvm::append_range(Outcome.Errors, Part->Errors);
  if (Outcome.Errors.size() > MaxErrors)
    Outcome.Errors.resize(MaxErrors);
  ParseAction Action(Begun, Consume, Outcome, Phase);
  if (!Action.BeginSourceFile(Instance,
                              Instance.getFrontendOpts().Inputs.front()))
    return;
  if (Head.TraceIncludes && Begun.Texts.empty())
    traceHead(Instance, Outcome.Includes);
  if (llvm::Error E = Action.Execute())
    Outcome.Errors.push_back("error: " + llvm::toString(std::move(E)));
  Outcome.Files = filesRead(Instance.getSourceManager());
  bool HasErrors = Client->getNumErrors() != 0;
  llvm::StringSet<> Listed;
  for (const std::string &File : Outcome.Files)
    Listed.insert(File);
  for (const ParsedPart *Part : Begun.Parts) {
    HasErrors |= !Part->Errors.empty();
    for (const std::string &File : Part->Files)
      if (Listed.insert(File).second)
        Outcome.Files.push_back(File);
  }
  Outcome.UsedHead = !Begun.Parts.empty();
  Outcome.UsedOldHead = Begun.IsOld;
  Outcome.UsedBaseAlone = Begun.IsBaseAlone;
  Outcome.What = HasErrors ? Status::Partial : Status::Complete;
  Done = true;
  Action.EndSourceFile();
}

} // namespace

ParseOutcome parse(const CompileCommand &Command,
                   llvm::function_ref<void(const ParsedUnit &)> Consume,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                   ParseHead Head) {
  ParseOutcome Outcome;
  const char *Phase = "parsing";
  bool Done = false;
  std::string Crash = runGuarded([&] {
    parseUnguarded(Command, Consume, std::move(FS), Head, Outcome, Phase, Done);
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
