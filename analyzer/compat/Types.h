//===- Types.h - questions about types ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_TYPES_H
#define COROLINT_COMPAT_TYPES_H

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Version.h"

namespace corolint {

inline clang::QualType tagType(const clang::ASTContext &Ctx,
                               const clang::TagDecl &D) {
#if CLANG_VERSION_MAJOR >= 22
  return Ctx.getCanonicalTagType(&D);
#else
  return Ctx.getCanonicalType(Ctx.getTagDeclType(&D));
#endif
}

} // namespace corolint

#endif // COROLINT_COMPAT_TYPES_H
