//===- ExternalSources.h - who adds declarations to a parse ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_EXTERNALSOURCES_H
#define COROLINT_COMPAT_EXTERNALSOURCES_H

#include "clang/Basic/Version.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/Sema.h"

namespace corolint {

/// `S` keeps `Source`.
inline void
addSource(clang::Sema &S,
          llvm::IntrusiveRefCntPtr<clang::ExternalSemaSource> Source) {
#if CLANG_VERSION_MAJOR >= 22
  S.addExternalSource(std::move(Source));
#else
  S.addExternalSource(Source.get());
#endif
}

} // namespace corolint

#endif // COROLINT_COMPAT_EXTERNALSOURCES_H
