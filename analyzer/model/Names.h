//===- Names.h - the names that library models use ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_NAMES_H
#define COROLINT_MODEL_NAMES_H

#include "report/Finding.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace clang {
class ASTContext;
class Decl;
class NamedDecl;
class SourceLocation;
class SourceManager;
class SourceRange;
class Stmt;
} // namespace clang

namespace corolint {

/// The qualified name of `D` without template arguments, inline namespaces and
/// anonymous namespaces, as library models spell it: "std::thread::join".
std::string qualifiedName(const clang::NamedDecl &D);

/// The name of `D` for people: "Session::run", "lambda in 'Session::run'".
std::string displayName(const clang::NamedDecl &D);

/// The words of an identifier in lower case: "operation_aborted" and
/// "OperationAborted" have the same.
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier);

/// The unified symbol resolution string of `D`: the same in every translation
/// unit.
std::string usrOf(const clang::Decl &D);

/// The characters of `R` in the file where the user wrote them: macro arguments
/// count where they are spelled, macro bodies where the macro is used.
SourceRange rangeOf(const clang::ASTContext &Ctx, clang::SourceRange R);
SourceRange rangeOf(const clang::ASTContext &Ctx, const clang::Stmt &S);

/// Declared in namespace std, however deep, or in libstdc++'s __gnu_cxx.
bool isOfStd(const clang::Decl &D);

/// It belongs to Asio, Boost's or the one by itself.
bool isOfAsio(const clang::NamedDecl &D);

/// True for a place in user code: neither a system header nor built in.
bool inUserCode(const clang::SourceManager &SM, clang::SourceLocation L);

/// A function of user code of which only a declaration was seen.
bool isOnlyDeclared(const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_MODEL_NAMES_H
