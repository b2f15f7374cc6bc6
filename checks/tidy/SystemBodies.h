//===- SystemBodies.h - bodies that the command never reads -------*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy reads all bodies of functions, also those in system headers, which
// the command skips (frontend/SkipBodies.h). What they say of a library would
// be more than the other faces know, and they instantiate templates of the
// user's that the others never see. All faces are to find the same. So, until
// the analysis is over, such bodies look as if they had been skipped, and what
// they would instantiate waits.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_TIDY_SYSTEMBODIES_H
#define COROLINT_CHECKS_TIDY_SYSTEMBODIES_H

#include "llvm/ADT/ArrayRef.h"

#include <utility>
#include <vector>

namespace clang {
class Decl;
class DeclContext;
class FunctionDecl;
class Sema;
class Stmt;
} // namespace clang

namespace corolint::tidy {

/// Instantiates what is left to be instantiated at the end of a unit, apart
/// from functions whose bodies the command skips: those are left to Sema.
void instantiateSeenBodies(clang::Sema &S);

/// While it lives, the bodies in `TopLevel` that the command skips, and those
/// that Sema has still to instantiate, look skipped.
class HiddenBodies {
public:
  HiddenBodies(clang::Sema &S, llvm::ArrayRef<clang::Decl *> TopLevel);
  ~HiddenBodies();
  HiddenBodies(const HiddenBodies &) = delete;
  HiddenBodies &operator=(const HiddenBodies &) = delete;

private:
  void hideIn(clang::DeclContext &Context);
  void hideIn(clang::Decl &D);
  void hide(clang::FunctionDecl &F);

  /// With the bodies that they had, null if none.
  std::vector<std::pair<clang::FunctionDecl *, clang::Stmt *>> Hidden;
};

} // namespace corolint::tidy

#endif // COROLINT_CHECKS_TIDY_SYSTEMBODIES_H
