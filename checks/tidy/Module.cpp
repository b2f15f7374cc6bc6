//===- Module.cpp - what clang-tidy loads ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// corolint-tidy.so, for `clang-tidy --load`. It registers every check of the
// table with clang-tidy, and with Clang what gives them their analysis.
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "checks/tidy/TidyCheck.h"
#include "checks/tidy/UnitConsumer.h"
#include "compat/TidyModule.h"

#include "clang/Basic/Version.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace corolint::tidy {
namespace {

/// Clang's classes look different in each release.
bool isBuiltForThisClang() {
  llvm::StringRef Release =
      llvm::StringRef(CLANG_VERSION_STRING).rsplit('.').first;
  std::string Host = clang::getClangFullVersion();
  if (llvm::StringRef(Host).contains(("version " + Release + ".").str()))
    return true;
  llvm::errs() << "corolint-tidy.so is built for clang-tidy " << Release
               << ", and this is " << Host << ": it adds no checks\n";
  return false;
}

class Module : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    if (!isBuiltForThisClang())
      return;
    for (const CheckInfo &Info : allChecks())
      Factories.registerCheckFactory(
          Info.Name,
          [&Info](llvm::StringRef, clang::tidy::ClangTidyContext *Context) {
            return std::make_unique<TidyCheck>(Info, Context);
          });
  }
};

class UnitAction : public clang::PluginASTAction {
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &Instance,
                    llvm::StringRef) override {
    return makeUnitConsumer(Instance);
  }
  bool ParseArgs(const clang::CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }
  ActionType getActionType() override { return AddBeforeMainAction; }
};

const clang::tidy::ClangTidyModuleRegistry::Add<Module>
    TheModule("corolint-module", "Checks for C++20 coroutines.");
const clang::FrontendPluginRegistry::Add<UnitAction>
    TheAction("corolint-tidy", "The analysis behind corolint's checks.");

} // namespace
} // namespace corolint::tidy
