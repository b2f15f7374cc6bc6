//===- Referents.h - what references and views lead to ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_REFERENTS_H
#define COROLINT_FLOW_REFERENTS_H

#include "flow/PlaceResolver.h"

namespace clang {
class ParmVarDecl;
}

namespace corolint {

/// A pointer, or a class whose objects only point to what others own
/// (std::string_view, std::span, std::reference_wrapper, iterators, buffers of
/// Asio, classes with [[gsl::Pointer]]).
bool isView(clang::QualType T);

/// What an argument refers to that initialises a parameter of the type
/// `Parameter`: nothing unless that is a reference, a pointer or a view. What
/// this function does not own (memory behind a pointer, a global, a literal) is
/// left out. Of an object that is made of references and views, and given by
/// value, what the coroutine that has the parameter `For` reads of it.
llvm::SmallVector<Referent, 1>
referents(const clang::Expr *Argument, clang::QualType Parameter,
          PlaceResolver &Resolver, const clang::ParmVarDecl *For = nullptr);

/// What the object of a member call is.
llvm::SmallVector<Referent, 1> referentsOfObject(const clang::Expr *Object,
                                                 PlaceResolver &Resolver);

/// What a closure refers to: what it has captured by reference, and what the
/// pointers and views lead to that it has copies of.
llvm::SmallVector<Referent, 1> capturedReferents(const clang::CXXRecordDecl &L,
                                                 PlaceResolver &Resolver);

} // namespace corolint

#endif // COROLINT_FLOW_REFERENTS_H
