//===- UserDecls.h - which declarations are looked at -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_USERDECLS_H
#define COROLINT_FRONTEND_USERDECLS_H

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace corolint {

/// A top-level declaration that is written in user code: the main file and
/// headers that are no system headers.
bool isUserDecl(const clang::Decl &D, const clang::SourceManager &SM);

} // namespace corolint

#endif // COROLINT_FRONTEND_USERDECLS_H
