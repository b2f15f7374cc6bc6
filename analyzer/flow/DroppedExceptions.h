//===- DroppedExceptions.h - kept exceptions made nothing of --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_DROPPEDEXCEPTIONS_H
#define COROLINT_FLOW_DROPPEDEXCEPTIONS_H

namespace clang {
class FunctionDecl;
class ParmVarDecl;
class QualType;
} // namespace clang

namespace corolint {

/// std::exception_ptr, or a reference to one.
bool isExceptionPtr(clang::QualType T);

/// All that the definition `F` does with its parameter `P`, a kept exception,
/// is to look whether there is one, and to throw it into handlers of its own.
bool dropsException(const clang::FunctionDecl &F, const clang::ParmVarDecl &P);

} // namespace corolint

#endif // COROLINT_FLOW_DROPPEDEXCEPTIONS_H
