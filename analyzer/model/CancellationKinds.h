//===- CancellationKinds.h - how a unit's libraries cancel -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which exception types carry a cancellation. Library models name them; for
// other libraries they are found in the code: what an awaiter, or a function
// that it calls, throws because a flag is set, and every exception type that is
// named after a cancellation.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_CANCELLATIONKINDS_H
#define COROLINT_MODEL_CANCELLATIONKINDS_H

#include "model/LibraryModel.h"

#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class ASTContext;
class CXXCatchStmt;
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
} // namespace clang

namespace corolint {

class CancellationKinds {
public:
  CancellationKinds(const clang::ASTContext &Ctx, const LibraryModels &Models)
      : Ctx(Ctx), Models(Models) {}

  /// Looks at a function of the unit, in any order, before the first question.
  void learn(const clang::FunctionDecl &F);
  void finishLearning();

  /// The exception types by which awaiting in a coroutine that returns `Task`
  /// can be cancelled: by model if the task type is a modelled library's, else
  /// what was found in the code.
  llvm::ArrayRef<const clang::CXXRecordDecl *>
  exceptionsFor(clang::QualType Task);

  bool isCancellation(clang::QualType Exception) const;

  /// A task type of a library whose model says how it cancels.
  bool isModelled(clang::QualType Task) const;

  enum class Catches { No, Some, All };
  Catches catches(const clang::CXXCatchStmt &Handler,
                  llvm::ArrayRef<const clang::CXXRecordDecl *> Types) const;

  /// `T` tells whether a stop was requested.
  bool isStopToken(clang::QualType T) const;

  /// A field that says that a stop was requested.
  bool isStopFlag(const clang::FieldDecl *F) const {
    return StopFlags.contains(F);
  }

private:
  const CancellationModel *modelFor(clang::QualType Task) const;

  const clang::ASTContext &Ctx;
  const LibraryModels &Models;
  llvm::SmallVector<const clang::CXXRecordDecl *, 4> Found;
  llvm::DenseMap<const CancellationModel *,
                 llvm::SmallVector<const clang::CXXRecordDecl *, 2>>
      Modelled;
  llvm::SmallPtrSet<const clang::FieldDecl *, 8> StopFlags;
  /// Exceptions thrown where a boolean field is set, with the field, and the
  /// functions that awaiters reach.
  struct Throw {
    const clang::CXXRecordDecl *Type;
    const clang::FunctionDecl *In;
    llvm::SmallVector<const clang::FieldDecl *, 2> Flags;
  };
  std::vector<Throw> Throws;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallVector<const clang::FunctionDecl *, 4>>
      Calls;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallVector<const clang::FieldDecl *, 2>>
      Reads;
  llvm::SmallVector<const clang::FunctionDecl *, 16> AwaiterFunctions;
};

} // namespace corolint

#endif // COROLINT_MODEL_CANCELLATIONKINDS_H
