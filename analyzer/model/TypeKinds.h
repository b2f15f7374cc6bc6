//===- TypeKinds.h - what a type means to asynchronous code ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Is a type a task, a generator, an awaitable; does its work start at the call
// (eager), at the first await (lazy), or run free (detached)? The answer comes
// from the promise type and the awaiter, by inference; a library model wins.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_TYPEKINDS_H
#define COROLINT_MODEL_TYPEKINDS_H

#include "model/LibraryModel.h"
#include "model/SemaQueries.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class CXXDestructorDecl;
}

namespace corolint {

struct AsyncType {
  enum Kind {
    None,
    /// A coroutine's return type that stands for one piece of work.
    Task,
    /// A coroutine's return type that is iterated.
    Generator,
    /// Can be awaited, but is no coroutine's return type.
    Awaitable,
    /// A coroutine's return type that nobody need keep (fire and forget).
    Detached,
  };
  Kind What = None;
  corolint::Start Start = corolint::Start::Lazy;
  /// Destroying the object runs, joins or hands on the work.
  bool DestructorHandles = false;
  /// co_await takes it.
  bool CanBeAwaited = false;

  bool isTracked() const { return What != None && What != Detached; }
  bool isEager() const { return Start == corolint::Start::Eager; }
};

/// The answers for one translation unit, each worked out once.
class TypeKinds {
public:
  TypeKinds(SemaQueries &Queries, const LibraryModels &Models)
      : Queries(Queries), Models(Models) {}

  /// What `T` (references and qualifiers dropped) means.
  const AsyncType &of(clang::QualType T);

  /// What a call of `F` gives: as `of` its return type, but where the promise
  /// type hangs on the whole signature, that is asked.
  const AsyncType &ofResult(const clang::FunctionDecl &F);

  /// Somewhere in the unit a coroutine awaits a value of this type, so it can
  /// be awaited even if only through that coroutine's await_transform.
  void noteAwaited(clang::QualType T);

  /// A container, smart pointer, tuple or the like, by model.
  const TypeModel *owner(clang::QualType T);

  /// `T` is tracked, or owns values that are (directly or nested).
  bool carriesTasks(clang::QualType T);

  /// What is known of the tasks that a value of type `T` carries: of `T`
  /// itself, or of the first type of its parts that is tracked.
  const AsyncType &carried(clang::QualType T);

  /// An owner, or array, of any number of values.
  bool holdsMany(clang::QualType T);

  /// The type model for `T`'s class, or null.
  const TypeModel *modelOf(clang::QualType T);

  /// Prints every user type that is not None, sorted by name.
  void dump(llvm::raw_ostream &OS) const;

private:
  AsyncType classify(clang::QualType T, clang::QualType Promise);
  corolint::Start startOf(clang::QualType Promise);
  bool destructorHandles(clang::QualType T);
  clang::QualType carriedType(clang::QualType T);
  clang::QualType carriedType(const clang::TemplateArgument &A);

  SemaQueries &Queries;
  const LibraryModels &Models;
  llvm::DenseMap<clang::QualType, AsyncType> Known;
  llvm::DenseMap<const clang::FunctionDecl *, AsyncType> KnownResults;
  llvm::DenseMap<clang::QualType, clang::QualType> Carries;
  llvm::DenseMap<clang::QualType, const TypeModel *> KnownModels;
  llvm::SmallPtrSet<const void *, 16> Awaited;
};

/// True if running `F` resumes a coroutine, hands a coroutine handle on, or
/// waits for a thread: looked for in the bodies that are seen, `Depth` calls
/// deep.
bool runsOrHandsOnCoroutine(const clang::FunctionDecl &F, unsigned Depth);

} // namespace corolint

#endif // COROLINT_MODEL_TYPEKINDS_H
