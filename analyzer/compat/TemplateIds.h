//===- TemplateIds.h - naming a specialisation ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMPAT_TEMPLATEIDS_H
#define COROLINT_COMPAT_TEMPLATEIDS_H

#include "clang/Basic/Version.h"
#include "clang/Sema/Sema.h"

namespace corolint {

inline clang::QualType templateId(clang::Sema &S, clang::TemplateName Name,
                                  clang::SourceLocation At,
                                  clang::TemplateArgumentListInfo &Arguments) {
#if CLANG_VERSION_MAJOR >= 22
  return S.CheckTemplateIdType(clang::ElaboratedTypeKeyword::None, Name, At,
                               Arguments, nullptr,
                               /*ForNestedNameSpecifier=*/false);
#else
  return S.CheckTemplateIdType(Name, At, Arguments);
#endif
}

} // namespace corolint

#endif // COROLINT_COMPAT_TEMPLATEIDS_H
