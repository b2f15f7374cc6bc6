//===- Classes.cpp - which class a type is --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Classes.h"

#include "model/Names.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace corolint {

static const CXXRecordDecl *classOf(QualType T) {
  return T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
}

const CXXRecordDecl *definitionOf(QualType T) {
  const CXXRecordDecl *RD = classOf(T);
  return RD ? RD->getDefinition() : nullptr;
}

bool isClassNamed(QualType T, llvm::StringRef Name) {
  const CXXRecordDecl *RD = classOf(T);
  return RD && RD->getIdentifier() && RD->getName() == Name;
}

bool isClassOfStd(QualType T, llvm::StringRef Name) {
  return isClassNamed(T, Name) && isOfStd(*classOf(T));
}

bool isCoroutineHandle(QualType T) {
  return isClassOfStd(T, "coroutine_handle");
}

bool isCoroutineHandle(const CXXRecordDecl &Class) {
  return Class.getIdentifier() && Class.getName() == "coroutine_handle" &&
         isOfStd(Class);
}

} // namespace corolint
