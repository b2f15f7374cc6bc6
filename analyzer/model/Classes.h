//===- Classes.h - which class a type is ------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// References are looked through. Parts of templates that are not instantiated
// may have no type: nothing is said of those.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_CLASSES_H
#define COROLINT_MODEL_CLASSES_H

#include "clang/AST/Type.h"

namespace clang {
class CXXRecordDecl;
}

namespace corolint {

/// The definition of the class, if that was seen; else null.
const clang::CXXRecordDecl *definitionOf(clang::QualType T);

/// A class, or class template, of this unqualified name, in any namespace.
bool isClassNamed(clang::QualType T, llvm::StringRef Name);

/// The same, of the standard library.
bool isClassOfStd(clang::QualType T, llvm::StringRef Name);

/// A std::coroutine_handle of anything.
bool isCoroutineHandle(clang::QualType T);
bool isCoroutineHandle(const clang::CXXRecordDecl &Class);

} // namespace corolint

#endif // COROLINT_MODEL_CLASSES_H
