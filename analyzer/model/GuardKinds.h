//===- GuardKinds.h - which classes let go when they die --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks, permits and the like, of threads and of coroutines: told by what their
// destructor does, not by their names.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_GUARDKINDS_H
#define COROLINT_MODEL_GUARDKINDS_H

#include "clang/AST/Type.h"

namespace corolint {

/// A class whose objects are there for the sake of their destructor only, which
/// gives something back to another object: it unlocks a mutex, or lets a
/// coroutine go on that waits. A std::optional or the like of one counts.
bool isScopeGuard(clang::QualType T);

} // namespace corolint

#endif // COROLINT_MODEL_GUARDKINDS_H
