//===- CompilerName.h - which compiler a command runs ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_COMPILERNAME_H
#define COROLINT_FRONTEND_COMPILERNAME_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace corolint {

/// The compiler of a command, in Clang's terms.
struct Compiler {
  /// The driver to run in its place: "clang", "clang++", or such a name with
  /// the path of the Clang that the command uses.
  std::string Driver;
  /// Flags for what the compiler's name or place says by itself: the target of
  /// a cross compiler, the version and place of a GCC and so of its libstdc++.
  std::vector<std::string> Implied;
  /// Takes MSVC's command line (cl, clang-cl).
  bool IsMsvcStyle = false;
};

/// Removes what stands before the compiler: ccache and its like, `env VAR=x`,
/// libtool, nice, wrapper scripts. `sh -c "COMMAND"` is taken apart. Leaves
/// `Args` alone if no word looks like a compiler.
void stripLaunchers(std::vector<std::string> &Args);

/// What `Name`, run in `Directory`, is. A name that says nothing is taken for a
/// C++ compiler.
Compiler identifyCompiler(llvm::StringRef Name, llvm::StringRef Directory);

} // namespace corolint

#endif // COROLINT_FRONTEND_COMPILERNAME_H
