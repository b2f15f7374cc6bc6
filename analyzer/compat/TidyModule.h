//===- TidyModule.h - where clang-tidy's table of modules is --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_TIDYMODULE_H
#define COROLINT_COMPAT_TIDYMODULE_H

#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/Version.h"

#if CLANG_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

#endif // COROLINT_COMPAT_TIDYMODULE_H
