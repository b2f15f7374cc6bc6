//===- Instances.h - setting the compiler up ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_INSTANCES_H
#define COROLINT_COMPAT_INSTANCES_H

#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Serialization/ASTWriter.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#else
#include "clang/Frontend/Utils.h"
#endif

#include <memory>

namespace corolint {

/// Takes `Client` over.
inline llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>
makeDiagnostics(llvm::vfs::FileSystem &Files, clang::DiagnosticOptions &Options,
                clang::DiagnosticConsumer *Client) {
#if CLANG_VERSION_MAJOR >= 22
  return clang::CompilerInstance::createDiagnostics(Files, Options, Client);
#else
  return clang::CompilerInstance::createDiagnostics(
      new clang::DiagnosticOptions(Options), Client);
#endif
}

/// In the form in which a precompiled preamble takes it.
#if CLANG_VERSION_MAJOR >= 22
inline llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>
asTaken(llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Diags) {
  return Diags;
}
#else
inline clang::DiagnosticsEngine &
asTaken(const llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> &Diags) {
  return *Diags;
}
#endif

/// An instance that has files and diagnostics. Takes `Client` over.
inline std::unique_ptr<clang::CompilerInstance>
makeInstance(std::shared_ptr<clang::CompilerInvocation> Invocation,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             clang::DiagnosticConsumer *Client) {
#if CLANG_VERSION_MAJOR >= 22
  auto Out = std::make_unique<clang::CompilerInstance>(std::move(Invocation));
  Out->setVirtualFileSystem(std::move(Files));
  Out->createDiagnostics(Client, /*ShouldOwnClient=*/true);
  Out->createFileManager();
#else
  auto Out = std::make_unique<clang::CompilerInstance>();
  Out->setInvocation(std::move(Invocation));
  Out->createDiagnostics(Client, /*ShouldOwnClient=*/true);
  Out->createFileManager(std::move(Files));
#endif
  return Out;
}

/// Writes into memory what was parsed, also where it has errors.
class PCHWriter : public clang::PCHGenerator {
public:
  PCHWriter(clang::CompilerInstance &Instance, llvm::StringRef Sysroot,
            std::shared_ptr<clang::PCHBuffer> Buffer)
      : PCHGenerator(Instance.getPreprocessor(), Instance.getModuleCache(),
                     /*OutputFile=*/"", Sysroot, std::move(Buffer),
#if CLANG_VERSION_MAJOR >= 22
                     Instance.getCodeGenOpts(),
#endif
                     /*Extensions=*/{}, /*AllowASTWithErrors=*/true) {
  }
};

} // namespace corolint

#endif // COROLINT_COMPAT_INSTANCES_H
