//===- CallMatcher.h - which model holds for a call -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_CALLMATCHER_H
#define COROLINT_MODEL_CALLMATCHER_H

#include "model/LibraryModel.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class ASTContext;
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// A call as a library model sees it.
struct CallView {
  const clang::FunctionDecl *Callee = nullptr;
  /// The object of a member call; null for others.
  const clang::Expr *Object = nullptr;
  llvm::ArrayRef<const clang::Expr *> Arguments;
};

/// The first model of the callee whose conditions hold; null if there is none.
const FunctionModel *matchModel(const clang::ASTContext &Ctx,
                                const LibraryModels &Models,
                                const CallView &Call);

/// Whether one of the exemptions of `Model` holds whatever the path.
/// Expressions for descriptors that another exemption hangs on are added to
/// `Descriptors`.
bool neverBlocks(const clang::ASTContext &Ctx, const BlockingModel &Model,
                 const CallView &Call,
                 llvm::SmallVectorImpl<const clang::Expr *> &Descriptors);

/// `E` is a constant zero, or a duration of zero.
bool isZero(const clang::ASTContext &Ctx, const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_MODEL_CALLMATCHER_H
