//===- CallParts.h - the parts of a call, however written -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CALLPARTS_H
#define COROLINT_FLOW_CALLPARTS_H

#include "model/CallMatcher.h"

#include "llvm/ADT/SmallVector.h"

namespace corolint {

/// What is called, on what, with what. A call through std::invoke, std::visit,
/// std::apply or a std::bind_front that is called at once is that of the
/// function or closure within, where this is in sight.
struct CallParts {
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Object = nullptr;
  llvm::SmallVector<const clang::Expr *, 4> Arguments;

  explicit CallParts(const clang::Expr &E);
  CallView view() const { return {Callee, Object, Arguments}; }

private:
  void throughStd();
  void throughBinding(const clang::Expr &E);
  bool call(const clang::Expr *Callable,
            llvm::ArrayRef<const clang::Expr *> Given);
};

} // namespace corolint

#endif // COROLINT_FLOW_CALLPARTS_H
