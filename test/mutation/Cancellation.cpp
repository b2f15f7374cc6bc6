//===- Cancellation.cpp - what stops a coroutine, as the source shows it --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cancellation.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint::mutation {
namespace {

bool isInNamespace(const Decl *D, StringRef Name) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (auto *Space = dyn_cast<NamespaceDecl>(C))
      if (Space->getName() == Name)
        return true;
  return false;
}

StringRef nameOf(const NamedDecl *D) {
  return D && D->getDeclName().isIdentifier() ? D->getName() : StringRef();
}

/// Calls `Wanted` for the statements below `S` until it says true. Of a
/// suspension only the operand is entered, and no lambda's body.
bool anyBelow(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Wanted) {
  if (!S)
    return false;
  if (Wanted(S))
    return true;
  if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return anyBelow(Suspend->getOperand(), Wanted);
  if (auto *Return = dyn_cast<CoreturnStmt>(S))
    return anyBelow(Return->getOperand(), Wanted);
  if (auto *Coroutine = dyn_cast<CoroutineBodyStmt>(S))
    return anyBelow(Coroutine->getBody(), Wanted);
  if (isa<LambdaExpr>(S))
    return false;
  for (const Stmt *Child : S->children())
    if (anyBelow(Child, Wanted))
      return true;
  return false;
}

bool isCancelType(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  std::string Name = nameOf(Record).lower();
  StringRef Lower = Name;
  return Lower.contains("cancel") || Lower.contains("abort") ||
         Lower.contains("stop");
}

const CXXThrowExpr *cancelThrow(const Stmt *S) {
  auto *Throw = dyn_cast<CXXThrowExpr>(S);
  return Throw && Throw->getSubExpr() &&
                 isCancelType(Throw->getSubExpr()->getType())
             ? Throw
             : nullptr;
}

/// Follows calls as far as bodies can be seen.
class Reach {
public:
  bool body(const FunctionDecl *F) {
    const FunctionDecl *Definition = nullptr;
    if (!F->hasBody(Definition))
      return !Definition && isOpen(F);
    if (!Visited.insert(Definition->getCanonicalDecl()).second)
      return false;
    return statement(Definition->getBody());
  }

  bool statement(const Stmt *S) {
    return anyBelow(S, [this](const Stmt *Below) {
      if (cancelThrow(Below))
        return true;
      if (auto *Await = dyn_cast<CoawaitExpr>(Below))
        return await(Await);
      auto *Call = dyn_cast<CallExpr>(Below);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (!Callee)
        return false;
      if (nameOf(Callee) == "rethrow_exception")
        return true;
      // A call alone does not run a coroutine that starts lazily, but its
      // await is not far.
      return !isSystem(Callee) && body(Callee);
    });
  }

  bool await(const CoawaitExpr *Await) {
    const Expr *Operand = Await->getOperand()->IgnoreUnlessSpelledInSource();
    if (auto *Call = dyn_cast<CallExpr>(Operand))
      if (const FunctionDecl *Callee = Call->getDirectCallee()) {
        const FunctionDecl *Definition = nullptr;
        auto *Method = dyn_cast<CXXMethodDecl>(Callee);
        if (Callee->hasBody(Definition) && !(Method && Method->isVirtual()) &&
            isa<CoroutineBodyStmt>(Definition->getBody()))
          return body(Callee);
      }
    const FunctionDecl *Resume = resume(Await);
    return !Resume || body(Resume);
  }

  static const FunctionDecl *resume(const CoawaitExpr *Await) {
    auto *Call = dyn_cast_or_null<CallExpr>(
        Await->getResumeExpr()
            ? Await->getResumeExpr()->IgnoreUnlessSpelledInSource()
            : nullptr);
    return Call ? Call->getDirectCallee() : nullptr;
  }

private:
  static bool isSystem(const FunctionDecl *F) {
    SourceManager &Sources = F->getASTContext().getSourceManager();
    return Sources.isInSystemHeader(F->getLocation());
  }
  /// A function whose body is elsewhere could throw anything, unless it says
  /// that it does not or is known not to be about coroutines.
  static bool isOpen(const FunctionDecl *F) {
    auto *Type = F->getType()->getAs<FunctionProtoType>();
    return !(Type && Type->isNothrow()) && !isSystem(F);
  }

  llvm::SmallPtrSet<const FunctionDecl *, 16> Visited;
};

} // namespace

bool isAsioTask(const CXXRecordDecl *Record) {
  return nameOf(Record) == "awaitable" && isInNamespace(Record, "asio");
}

bool isQuestionToCoroutine(const CXXRecordDecl *Record) {
  return isInNamespace(Record, "this_coro");
}

static bool mayCancel(const CoawaitExpr *Await) {
  if (auto *Record = Await->getOperand()->getType()->getAsCXXRecordDecl()) {
    if (isQuestionToCoroutine(Record))
      return false;
    // Asio's awaits throw once their coroutine is cancelled, whatever they
    // wait for.
    if (isInNamespace(Record, "asio"))
      return true;
  }
  return Reach().await(Await);
}

bool anyAwaitMayCancel(const Stmt *S) {
  return anyBelow(S, [](const Stmt *Below) {
    auto *Await = dyn_cast<CoawaitExpr>(Below);
    return Await && mayCancel(Await);
  });
}

std::string cancelTypeOf(const CoawaitExpr *Await) {
  const FunctionDecl *Resume = Reach::resume(Await), *Definition = nullptr;
  std::string Name;
  if (Resume && Resume->hasBody(Definition))
    anyBelow(Definition->getBody(), [&Name](const Stmt *Below) {
      const CXXThrowExpr *Throw = cancelThrow(Below);
      if (Throw)
        Name = Throw->getSubExpr()
                   ->getType()
                   ->getAsCXXRecordDecl()
                   ->getQualifiedNameAsString();
      return Throw != nullptr;
    });
  return Name;
}

bool asksStop(const Stmt *S) {
  return anyBelow(S, [](const Stmt *Below) {
    auto *Call = dyn_cast<CallExpr>(Below);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee)
      return false;
    StringRef Name = nameOf(Callee);
    return Name == "stop_requested" || Name == "cancelled" ||
           Name == "is_cancelled" || Name == "cancellation_requested" ||
           Name.starts_with("throw_if_");
  });
}

bool containsAwait(const Stmt *S) {
  return anyBelow(S, [](const Stmt *Below) {
    auto *Await = dyn_cast<CoawaitExpr>(Below);
    if (!Await)
      return isa<CoyieldExpr, DependentCoawaitExpr>(Below);
    auto *Record = Await->getOperand()->getType()->getAsCXXRecordDecl();
    return !Record || !isQuestionToCoroutine(Record);
  });
}

bool runsOnce(const Stmt *Loop, ASTContext &Context) {
  auto *Do = dyn_cast<DoStmt>(Loop);
  bool Again = true;
  return Do && !Do->getCond()->isValueDependent() &&
         Do->getCond()->EvaluateAsBooleanCondition(Again, Context) && !Again;
}

} // namespace corolint::mutation
