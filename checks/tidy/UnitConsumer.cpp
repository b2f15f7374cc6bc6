//===- UnitConsumer.cpp - the one analysis of a unit ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/UnitConsumer.h"

#include "checks/RunChecks.h"
#include "checks/tidy/SystemBodies.h"
#include "checks/tidy/TidyCheck.h"
#include "compat/ExternalSources.h"
#include "frontend/CrashGuard.h"
#include "frontend/ErrorLines.h"
#include "frontend/Parse.h"
#include "frontend/UserDecls.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ChainedDiagnosticConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;
using llvm::StringRef;

namespace corolint::tidy {
namespace {

/// Notes where the code does not compile, besides what clang-tidy does with
/// errors.
class ErrorWatch {
public:
  explicit ErrorWatch(DiagnosticsEngine &Diags)
      : Diags(Diags), Before(Diags.getClient()), Owned(Diags.takeClient()),
        Lines(new ErrorLines(Texts)),
        Both(Before, std::unique_ptr<DiagnosticConsumer>(Lines)) {
    Diags.setClient(&Both, /*ShouldOwnClient=*/false);
  }
  ~ErrorWatch() {
    bool Owns = Owned != nullptr;
    Diags.setClient(Owns ? Owned.release() : Before, Owns);
  }
  ErrorWatch(const ErrorWatch &) = delete;
  ErrorWatch &operator=(const ErrorWatch &) = delete;

  std::vector<SourceLocation> places() const { return Lines->places().vec(); }

private:
  DiagnosticsEngine &Diags;
  DiagnosticConsumer *Before;
  std::unique_ptr<DiagnosticConsumer> Owned;
  std::vector<std::string> Texts;
  ErrorLines *Lines;
  ChainedDiagnosticConsumer Both;
};

class UnitConsumer : public SemaConsumer {
public:
  explicit UnitConsumer(CompilerInstance &Instance) : Instance(Instance) {}

  void InitializeSema(Sema &S) override;
  void ForgetSema() override { TheSema = nullptr; }
  bool HandleTopLevelDecl(DeclGroupRef Group) override;

  /// To be called when all that is written has been parsed, and nothing was
  /// instantiated that waits for that.
  void endOfText();

private:
  void takeFromPrecompiledHeader();
  void analyse(llvm::ArrayRef<SourceLocation> Errors);
  static void distribute(std::vector<Finding> Findings, Certainty Least);

  CompilerInstance &Instance;
  Sema *TheSema = nullptr;
  std::unique_ptr<ErrorWatch> Errors;
  std::vector<Decl *> UserDecls, TopLevel;
  llvm::DenseSet<Decl *> Seen;
};

/// Sema asks its external sources for more to instantiate just before it
/// instantiates what is left at the end of a unit.
class EndOfText : public ExternalSemaSource {
public:
  explicit EndOfText(UnitConsumer &Told) : Told(Told) {}

  void ReadPendingInstantiations(
      SmallVectorImpl<std::pair<ValueDecl *, SourceLocation>> &) override {
    Told.endOfText();
  }

private:
  UnitConsumer &Told;
};

void UnitConsumer::InitializeSema(Sema &S) {
  if (TidyCheck::active().empty())
    return;
  TheSema = &S;
  addSource(S, llvm::makeIntrusiveRefCnt<EndOfText>(*this));
  Errors = std::make_unique<ErrorWatch>(Instance.getDiagnostics());
}

bool UnitConsumer::HandleTopLevelDecl(DeclGroupRef Group) {
  if (!TheSema)
    return true;
  const SourceManager &SM = TheSema->getSourceManager();
  for (Decl *D : Group) {
    // Sema also tells of each function that it instantiates.
    if (!D->getLexicalDeclContext()->isTranslationUnit() ||
        !Seen.insert(D).second)
      continue;
    TopLevel.push_back(D);
    if (isUserDecl(*D, SM))
      UserDecls.push_back(D);
  }
  return true;
}

void UnitConsumer::endOfText() {
  // It can ask more than once.
  if (!TheSema || !Errors)
    return;
  // After a fatal error Clang instantiates nothing, so that much of the code is
  // not there; clang-tidy tells of the error.
  std::unique_ptr<ErrorWatch> Watch = std::move(Errors);
  if (Instance.getDiagnostics().hasFatalErrorOccurred())
    return;
  takeFromPrecompiledHeader();
  instantiateSeenBodies(*TheSema);
  std::vector<SourceLocation> Places = Watch->places();
  Watch.reset();
  if (!Instance.getDiagnostics().hasFatalErrorOccurred())
    analyse(Places);
}

/// What a precompiled header declares is not told, and what is left to be
/// instantiated of it would come after this.
void UnitConsumer::takeFromPrecompiledHeader() {
  ASTContext &Ctx = TheSema->getASTContext();
  if (!Ctx.getExternalSource())
    return;
  SmallVector<Sema::PendingImplicitInstantiation, 4> Left;
  TheSema->getExternalSource()->ReadPendingInstantiations(Left);
  TheSema->PendingInstantiations.insert(TheSema->PendingInstantiations.begin(),
                                        Left.begin(), Left.end());
  std::vector<Decl *> Before;
  for (Decl *D : Ctx.getTranslationUnitDecl()->decls())
    if (D->isFromASTFile() && isUserDecl(*D, Ctx.getSourceManager()))
      Before.push_back(D);
  UserDecls.insert(UserDecls.begin(), Before.begin(), Before.end());
}

void UnitConsumer::analyse(llvm::ArrayRef<SourceLocation> Errors) {
  // Any of them knows the settings.
  TidyCheck &First = *TidyCheck::active().front();
  Settings::Meaning Asked = First.settings().read();
  for (const std::string &Wrong : Asked.Wrong)
    First.complain(Wrong);
  const SourceManager &SM = TheSema->getSourceManager();
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  StringRef Path = Main ? Main->getFileEntry().tryGetRealPathName() : "";
  llvm::Expected<const LibraryModels *> Models =
      First.settings().models(llvm::sys::path::parent_path(Path));
  if (!Models)
    return First.complain(llvm::toString(Models.takeError()));

  // The analysis has a thread of its own, and no check is active on that.
  auto Enabled = [Checks = TidyCheck::active()](StringRef Name) {
    return llvm::any_of(
        Checks, [&](const TidyCheck *C) { return C->info().Name == Name; });
  };
  RunOptions Options{Enabled,
                     **Models,
                     *Asked.Checks.LastTier,
                     {*Asked.Checks.HostileTypes, /*Lifetimes=*/true}};
  ParsedUnit Unit{TheSema->getASTContext(), *TheSema, UserDecls, Errors};
  DiagnosticsEngine &Diags = Instance.getDiagnostics();
  bool WereSuppressed = Diags.getSuppressAllDiagnostics();
  Diags.setSuppressAllDiagnostics(true);
  std::vector<Finding> Findings;
  std::string Crash;
  {
    HiddenBodies Hidden(*TheSema, TopLevel);
    Crash = runGuarded([&] { Findings = runChecks(Unit, Options); });
  }
  Diags.setSuppressAllDiagnostics(WereSuppressed);
  if (!Crash.empty())
    // What was found by then may be half written.
    return First.complain(
        ("crash while analysing '" + Path + "': " + Crash).str());
  distribute(std::move(Findings), Asked.MinCertainty);
}

void UnitConsumer::distribute(std::vector<Finding> Findings, Certainty Least) {
  for (Finding &F : Findings) {
    if (F.Sure < Least)
      continue;
    for (TidyCheck *C : TidyCheck::active())
      if (C->info().Name == F.Check) {
        C->add(std::move(F));
        break;
      }
  }
}

} // namespace

std::unique_ptr<ASTConsumer> makeUnitConsumer(CompilerInstance &Instance) {
  return std::make_unique<UnitConsumer>(Instance);
}

} // namespace corolint::tidy
