//===- WritePart.cpp - parses a part and writes it to memory --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/WritePart.h"

#include "compat/Instances.h"
#include "frontend/ErrorLines.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace corolint {
namespace {

class PartConsumer : public PCHWriter {
public:
  PartConsumer(CompilerInstance &Instance, llvm::StringRef Sysroot,
               std::shared_ptr<PCHBuffer> Buffer, PartRecorder &Record)
      : PCHWriter(Instance, Sysroot, std::move(Buffer)), Record(Record) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    Record.topLevel(Group);
    return true;
  }
  bool shouldSkipFunctionBody(Decl *D) override { return Record.skipsBody(*D); }
  void HandleTranslationUnit(ASTContext &Ctx) override {
    Record.parsed();
    PCHGenerator::HandleTranslationUnit(Ctx);
    if (hasEmittedPCH())
      Record.written(getWriter());
  }

private:
  PartRecorder &Record;
};

class PartAction : public ASTFrontendAction {
public:
  PartAction(std::shared_ptr<PCHBuffer> Buffer, PartRecorder &Record)
      : Buffer(std::move(Buffer)), Record(Record) {}

  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Instance,
                                                 llvm::StringRef) override {
    std::string Sysroot;
    if (!GeneratePCHAction::ComputeASTConsumerArguments(Instance, Sysroot))
      return nullptr;
    Record.begin(Instance.getSourceManager());
    return std::make_unique<PartConsumer>(Instance, /*Sysroot=*/"", Buffer,
                                          Record);
  }

private:
  std::shared_ptr<PCHBuffer> Buffer;
  PartRecorder &Record;
};

} // namespace

std::unique_ptr<WrittenPart>
writePart(std::shared_ptr<CompilerInvocation> Invocation,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
          llvm::function_ref<void(llvm::StringRef)> Word) {
  auto Out = std::make_unique<WrittenPart>();
  Invocation->getFrontendOpts().ProgramAction = frontend::GeneratePCH;
  Invocation->getPreprocessorOpts().GeneratePreamble = true;
  Invocation->getLangOpts().CompilingPCH = true;
  Invocation->getLangOpts().PCHInstantiateTemplates = true;

  auto *Lines = new ErrorLines(Out->What.Errors);
  auto Owner = makeInstance(Invocation, Files, Lines);
  CompilerInstance &Instance = *Owner;
  Instance.getDiagnostics().setFatalsAsError(true);
  Instance.getDiagnostics().setErrorLimit(0);
  Instance.getDiagnostics().setIgnoreAllWarnings(true);
  if (!Instance.createTarget())
    return nullptr;

  auto Buffer = std::make_shared<PCHBuffer>();
  PartRecorder Record(Out->What, *Lines);
  PartAction Action(Buffer, Record);
  if (!Action.BeginSourceFile(Instance,
                              Instance.getFrontendOpts().Inputs.front()))
    return nullptr;
  bool Failed = false;
  if (llvm::Error E = Action.Execute()) {
    llvm::consumeError(std::move(E));
    Failed = true;
  }
  if (Word)
    for (const auto &Each : Instance.getPreprocessor().getIdentifierTable())
      Word(Each.getKey());
  Action.EndSourceFile();
  if (Failed || !Buffer->IsComplete)
    return nullptr;
  Out->Bytes = std::make_unique<llvm::SmallVectorMemoryBuffer>(
      std::move(Buffer->Data), /*RequiresNullTerminator=*/false);
  return Out;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
withPart(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
         llvm::StringRef Name, const WrittenPart &Part) {
  auto InMemory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  InMemory->addFile(
      Name, /*ModificationTime=*/0,
      llvm::MemoryBuffer::getMemBuffer(Part.Bytes->getBuffer(), Name,
                                       /*RequiresNullTerminator=*/false));
  auto Overlay =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(Files));
  Overlay->pushOverlay(std::move(InMemory));
  return Overlay;
}

} // namespace corolint
