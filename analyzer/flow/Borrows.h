//===- Borrows.h - what leads into a container ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// References, pointers, iterators and views borrow from an owner: a container,
// a string, a smart pointer. An owner is followed here if others may change it:
// it is a member of an object that outlives the function's frame, a global, or
// a variable that a closure has captured by reference.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_BORROWS_H
#define COROLINT_FLOW_BORROWS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>

namespace clang {
class Expr;
class FunctionDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace corolint {

/// How an owner keeps what it owns: what of it a change leaves valid.
enum class Storage {
  None,
  /// One block: growing moves all elements (std::vector, std::string).
  Contiguous,
  /// Blocks: growing leaves references valid, not iterators (std::deque).
  Blocks,
  /// Each element by itself (std::map, std::list).
  Nodes,
  /// Nodes and a table: growing leaves references valid, not iterators.
  Table,
  /// At most one (std::unique_ptr, std::optional).
  Single,
};

Storage storageOf(clang::QualType T);

struct Owner {
  /// The member or variable.
  const clang::ValueDecl *Decl = nullptr;
  Storage How = Storage::None;
};

/// An owner, and what of it is borrowed.
struct Lender {
  enum Kind {
    Iterator,
    /// A reference or pointer to, or a view of, what is stored in the owner.
    Element,
    /// What a smart pointer in the owner points to.
    Pointee,
  };
  Kind What = Element;
  Owner From;
  bool operator==(const Lender &O) const {
    return What == O.What && From.Decl == O.From.Decl;
  }
};

struct Borrow {
  /// Of owners within owners: the innermost first.
  llvm::SmallVector<Lender, 1> From;
  /// Borrowed by way of this local variable as well, from whatever that borrows
  /// from: only the iterator itself, what it leads to, or what a smart pointer
  /// there points to.
  const clang::VarDecl *Through = nullptr;
  Lender::Kind ThroughWhat = Lender::Element;
};

/// The owner that `E` names in the function `F`, if others may change it.
Owner ownerNamed(const clang::Expr *E, const clang::FunctionDecl &F);

/// What the new value `Init` of the local variable `V` of `F` borrows.
std::optional<Borrow> borrowOf(const clang::Expr *Init, const clang::VarDecl &V,
                               const clang::FunctionDecl &F);

/// What the object that `E` names is a part of: `Names[0]`, `*Owned`.
std::optional<Borrow> borrowOf(const clang::Expr *E,
                               const clang::FunctionDecl &F);

/// A variable of this type may borrow: a reference, a pointer, an iterator, a
/// view, or a pair of an iterator and more that is taken apart.
bool mayBorrow(const clang::VarDecl &V);

} // namespace corolint

#endif // COROLINT_FLOW_BORROWS_H
