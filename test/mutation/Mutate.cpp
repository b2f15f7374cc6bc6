//===- Mutate.cpp - prints the mutants of sources -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// corolint-mutate FILE... -- FLAGS
//
// Prints a JSON array with an entry for each mutant of the files; README.md
// says what an entry holds. Exits with 1 if a file cannot be parsed.
//
//===----------------------------------------------------------------------===//

#include "Changes.h"
#include "Mutants.h"
#include "Places.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace corolint::mutation;

namespace {

llvm::json::Value toJson(const Mutant &M, StringRef File) {
  llvm::json::Array Edits;
  for (const Edit &E : M.Edits)
    Edits.push_back(llvm::json::Object{
        {"offset", E.Offset}, {"length", E.Length}, {"text", E.Text}});
  llvm::json::Array Checks(M.Checks);
  llvm::json::Array Lines;
  for (unsigned Line : M.Lines)
    Lines.push_back(Line);
  return llvm::json::Object{
      {"kind", M.Kind},
      {"variant", M.Variant},
      {"id", M.Id},
      {"file", File.str()},
      {"edits", std::move(Edits)},
      {"expected", llvm::json::Object{{"checks", std::move(Checks)},
                                      {"line", M.Lines.front()},
                                      {"lines", std::move(Lines)}}},
      {"description", M.Description},
      {"original", M.Original},
  };
}

/// The file with the folder it is in: ids stay the same wherever that is.
std::string labelOf(StringRef File) {
  StringRef Folder =
      llvm::sys::path::filename(llvm::sys::path::parent_path(File));
  StringRef Name = llvm::sys::path::filename(File);
  return Folder.empty() ? Name.str() : (Folder + "/" + Name).str();
}

class Consumer : public ASTConsumer {
public:
  Consumer(std::string File, llvm::json::Array &Output)
      : File(std::move(File)), Output(Output) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      if (D->getASTContext().getSourceManager().isInMainFile(D->getLocation()))
        TopLevel.push_back(D);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Context.getDiagnostics().hasErrorOccurred())
      return;
    SourceManager &Sources = Context.getSourceManager();
    StringRef Text = Sources.getBufferData(Sources.getMainFileID());
    for (const Mutant &M : makeMutants(std::string_view(Text), labelOf(File),
                                       findPlaces(Context, TopLevel),
                                       findChanges(Context, TopLevel)))
      Output.push_back(toJson(M, File));
  }

private:
  std::string File;
  llvm::json::Array &Output;
  std::vector<Decl *> TopLevel;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(llvm::json::Array &Output) : Output(Output) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef File) override {
    return std::make_unique<Consumer>(File.str(), Output);
  }

private:
  llvm::json::Array &Output;
};

class Factory : public tooling::FrontendActionFactory {
public:
  explicit Factory(llvm::json::Array &Output) : Output(Output) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Output);
  }

private:
  llvm::json::Array &Output;
};

} // namespace

int main(int Count, const char **Arguments) {
  std::string Error;
  auto Flags = tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Arguments, Error);
  if (!Flags || Count < 2) {
    llvm::errs() << Error << "usage: corolint-mutate FILE... -- FLAGS\n";
    return 2;
  }
  std::vector<std::string> Files(Arguments + 1, Arguments + Count);
  tooling::ClangTool Tool(*Flags, Files);
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      {"-resource-dir=" COROLINT_CLANG_RESOURCE_DIR, "-w"},
      tooling::ArgumentInsertPosition::BEGIN));
  llvm::json::Array Output;
  Factory Actions(Output);
  int Failed = Tool.run(&Actions);
  llvm::outs() << llvm::formatv("{0:2}\n",
                                llvm::json::Value(std::move(Output)));
  return Failed ? 1 : 0;
}
