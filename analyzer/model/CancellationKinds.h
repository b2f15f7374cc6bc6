//===- CancellationKinds.h - how a unit's libraries cancel ----------------===//
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
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

#include <set>

namespace clang {
class ASTContext;
class CXXCatchStmt;
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
class ValueDecl;
} // namespace clang

namespace corolint {

/// "Cancelled", "operation_aborted" and the like.
bool namedAfterCancellation(llvm::StringRef Name);

class CancellationKinds {
public:
  CancellationKinds(const clang::ASTContext &Ctx, const LibraryModels &Models)
      : Ctx(Ctx), Models(Models) {}

  /// Looks at a function of the unit, in any order, before the first question.
  void learn(const clang::FunctionDecl &F);
  void finishLearning();

  /// A set of exception types: a bit for each type that carries a cancellation.
  using Types = uint32_t;
  /// An exception of a library that is not known to have a cancellation: only a
  /// catch (...) takes it.
  static constexpr Types UnknownType = 1u << 31;

  /// The exception types by which an await in a coroutine that returns `Task`
  /// can be cancelled, as long as nothing else is known of the await: by model
  /// if the task type is a modelled library's, else what was found in the code.
  Types usualTypes(clang::QualType Task) const;

  /// The type of a thrown object; none if it carries no cancellation.
  Types typeOf(clang::QualType Exception) const;
  bool isCancellation(clang::QualType Exception) const {
    return typeOf(Exception) != 0;
  }

  /// Those of `Of` that the handler takes, or that are a `Class`.
  Types taken(const clang::CXXCatchStmt &Handler, Types Of) const;
  Types takenAs(clang::QualType Class, Types Of) const;
  /// All types that are known.
  Types all() const { return Types((uint64_t(1) << All.size()) - 1); }

  /// How summaries name the types.
  std::set<std::string> names(Types Of) const;
  Types named(const std::set<std::string> &Names) const;
  /// How the code can name the types of `Of` in a handler at `At` in `In`;
  /// empty if one of them cannot be named there.
  std::vector<std::string> spellings(Types Of, const clang::FunctionDecl &In,
                                     clang::SourceLocation At) const;

  /// A task type of a library whose model says how it cancels.
  bool isModelled(clang::QualType Task) const;
  /// That model, or null.
  const CancellationModel *modelFor(clang::QualType Task) const;

  /// `T` tells whether a stop was requested.
  bool isStopToken(clang::QualType T) const;

  /// A field that says that a stop was requested.
  bool isStopFlag(const clang::FieldDecl *F) const {
    return StopFlags.contains(F);
  }
  /// A flag that is set by a function that also requests a cancellation.
  bool isSetByStop(const clang::FieldDecl *F) const {
    return SetByStop.contains(F);
  }

  /// A variable or member, a timer, that is only ever set to expire at the end
  /// of time: to cancel it is to wake who waits, and no stop.
  bool neverExpires(const clang::ValueDecl *D) const {
    return Endless.contains(D) && !Expiring.contains(D);
  }

  /// A call of `F` asks something to stop, as far as its model or name tells.
  bool requestsByModelOrName(const clang::FunctionDecl &F) const;

private:
  Types add(const clang::CXXRecordDecl *RD);

  const clang::ASTContext &Ctx;
  const LibraryModels &Models;
  /// The types, in the order of their bits.
  llvm::SmallVector<const clang::CXXRecordDecl *, 4> All;
  /// What is thrown where nothing else is known.
  Types Usual = 0;
  llvm::DenseMap<const CancellationModel *, Types> Modelled;
  llvm::SmallPtrSet<const clang::FieldDecl *, 8> StopFlags, SetByStop;
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Endless, Expiring;
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
