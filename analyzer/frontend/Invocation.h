//===- Invocation.h - how Clang is called -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_INVOCATION_H
#define COROLINT_FRONTEND_INVOCATION_H

#include "frontend/CompileCommands.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang
namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace corolint {

/// The arguments as Clang's driver gets them.
std::vector<std::string> driverArguments(const CompileCommand &Command);

/// What `Command` asks of Clang, without what only costs time or stops early.
/// Null, with the errors, where it is unusable. `Files` has the working folder
/// of the command.
std::shared_ptr<clang::CompilerInvocation>
makeInvocation(const CompileCommand &Command,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               std::vector<std::string> &Errors);

} // namespace corolint

#endif // COROLINT_FRONTEND_INVOCATION_H
