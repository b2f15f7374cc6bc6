//===- SkipBodies.h - which function bodies are not read ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_SKIPBODIES_H
#define COROLINT_FRONTEND_SKIPBODIES_H

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace corolint {

/// True where the body of the function `D` cannot change a finding: it is in a
/// system header, and no part of a coroutine type's or awaiter's protocol.
/// (Clang never skips the bodies of constexpr functions and of those with a
/// deduced return type.)
bool skipsBody(const clang::Decl &D, const clang::SourceManager &SM);

} // namespace corolint

#endif // COROLINT_FRONTEND_SKIPBODIES_H
