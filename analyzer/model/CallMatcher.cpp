//===- CallMatcher.cpp - which model holds for a call ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/CallMatcher.h"

#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace corolint {

/// What the user wrote to get the value of `E`: a conversion by static_cast and
/// a copy leave the value as it is, a default argument is written elsewhere.
static const Expr *asWritten(const Expr *E) {
  for (;;) {
    E = stripImplicit(E);
    if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             X && X->getNumArgs() == 1 &&
             X->getConstructor()->isCopyOrMoveConstructor())
      E = X->getArg(0);
    else if (const auto *X = dyn_cast<CXXStaticCastExpr>(E))
      E = X->getSubExpr();
    else
      return E;
  }
}

/// The initialiser of the variable that `E` names, if nothing else is written
/// to it as far as its declaration shows; else `E`.
static const Expr *throughConstant(const Expr *E) {
  E = asWritten(E);
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
        V && V->getInit() && V->getType().isConstQualified())
      return asWritten(V->getInit());
  return E;
}

static bool isZeroValue(const APValue &V) {
  switch (V.getKind()) {
  case APValue::Int:
    return V.getInt() == 0;
  case APValue::Float:
    return V.getFloat().isZero();
  case APValue::Struct:
    for (unsigned I = 0; I != V.getStructNumBases(); ++I)
      if (!isZeroValue(V.getStructBase(I)))
        return false;
    for (unsigned I = 0; I != V.getStructNumFields(); ++I)
      if (!isZeroValue(V.getStructField(I)))
        return false;
    return V.getStructNumFields() + V.getStructNumBases() != 0;
  default:
    return false;
  }
}

static std::optional<bool> constantIsZero(const ASTContext &Ctx,
                                          const Expr *E) {
  if (!E || E->isValueDependent() || E->isTypeDependent())
    return std::nullopt;
  E = throughConstant(E);
  if (E->isValueDependent() || E->getType()->isReferenceType())
    return std::nullopt;
  Expr::EvalResult R;
  if (!E->EvaluateAsRValue(R, Ctx) || R.HasSideEffects)
    return std::nullopt;
  if (R.Val.isInt() || R.Val.isFloat() || R.Val.isStruct())
    return isZeroValue(R.Val);
  return std::nullopt;
}

bool isZero(const ASTContext &Ctx, const Expr *E) {
  return constantIsZero(Ctx, E) == true;
}

static bool isIdentifierPart(char C) {
  return isalnum(static_cast<unsigned char>(C)) || C == '_';
}

/// The word at `At` is what a `~` takes away, alone or in parentheses.
static bool isMaskedOut(StringRef Text, size_t At) {
  for (;;) {
    Text = Text.take_front(At).rtrim();
    if (Text.ends_with("~"))
      return true;
    unsigned Closed = 0;
    for (At = Text.size(); At != 0; --At) {
      if (Text[At - 1] == ')')
        ++Closed;
      else if (Text[At - 1] == '(' && Closed-- == 0)
        break;
    }
    if (At-- == 0)
      return false;
  }
}

/// The words of the source text of `E`: flags are macros or enumerators.
static bool mentions(const ASTContext &Ctx, const Expr *E,
                     llvm::ArrayRef<std::string> Names) {
  const SourceManager &SM = Ctx.getSourceManager();
  CharSourceRange R = CharSourceRange::getTokenRange(
      SM.getExpansionLoc(E->getBeginLoc()), SM.getExpansionLoc(E->getEndLoc()));
  StringRef Text = Lexer::getSourceText(R, SM, Ctx.getLangOpts());
  for (StringRef Name : Names) {
    StringRef Last = Name.rsplit("::").second;
    if (Last.empty())
      Last = Name;
    for (size_t At = Text.find(Last); At != StringRef::npos;
         At = Text.find(Last, At + 1))
      if ((At == 0 || !isIdentifierPart(Text[At - 1])) &&
          (At + Last.size() == Text.size() ||
           !isIdentifierPart(Text[At + Last.size()])) &&
          !isMaskedOut(Text, At))
        return true;
  }
  return false;
}

static bool typeIsNamed(const CXXRecordDecl *RD,
                        llvm::ArrayRef<std::string> Names, unsigned Depth) {
  if (!RD || Depth > 4)
    return false;
  if (llvm::is_contained(Names, qualifiedName(*RD)))
    return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(RD))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type &&
          typeIsNamed(A.getAsType().getNonReferenceType()->getAsCXXRecordDecl(),
                      Names, Depth + 1))
        return true;
  if (RD->hasDefinition())
    for (const CXXBaseSpecifier &B : RD->bases())
      if (typeIsNamed(B.getType()->getAsCXXRecordDecl(), Names, Depth + 1))
        return true;
  return false;
}

static bool hasType(const Expr *E, llvm::ArrayRef<std::string> Names) {
  QualType T = asWritten(E)->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return typeIsNamed(T->getAsCXXRecordDecl(), Names, 0);
}

static bool isNamed(const ASTContext &Ctx, const Expr *E,
                    llvm::ArrayRef<std::string> Names) {
  // A chain of << or >> starts with the stream.
  const Expr *X = asWritten(E);
  while (const auto *Op = dyn_cast<CXXOperatorCallExpr>(X)) {
    if (Op->getNumArgs() == 0)
      break;
    X = asWritten(Op->getArg(0));
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(X))
    if (llvm::is_contained(Names, qualifiedName(*D->getDecl())))
      return true;
  return E->getBeginLoc().isMacroID() && mentions(Ctx, E, Names);
}

static bool pointsToZero(const ASTContext &Ctx, const Expr *E) {
  const auto *U = dyn_cast<UnaryOperator>(asWritten(E));
  if (!U || U->getOpcode() != UO_AddrOf)
    return false;
  const auto *D = dyn_cast<DeclRefExpr>(asWritten(U->getSubExpr()));
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  const Expr *Init = V ? V->getInit() : nullptr;
  const auto *L =
      dyn_cast_or_null<InitListExpr>(Init ? asWritten(Init) : nullptr);
  if (!L)
    return Init && isZero(Ctx, Init);
  return llvm::all_of(L->inits(), [&](const Expr *I) {
    return isa<ImplicitValueInitExpr>(I) || isZero(Ctx, I);
  });
}

static const Expr *argumentOf(const CallView &Call, int N) {
  if (N == -1)
    return Call.Object;
  return N >= 0 && unsigned(N) < Call.Arguments.size() ? Call.Arguments[N]
                                                       : nullptr;
}

static bool holds(const ASTContext &Ctx, const NonBlockingWhen &When,
                  const CallView &Call) {
  if (When.Argument == -2) {
    NonBlockingWhen Each = When;
    for (int I = -1; I < int(Call.Arguments.size()); ++I) {
      Each.Argument = I;
      if (holds(Ctx, Each, Call))
        return true;
    }
    return false;
  }
  const Expr *E = argumentOf(Call, When.Argument);
  if (!E)
    return false;
  switch (When.What) {
  case NonBlockingWhen::IsZero:
    return isZero(Ctx, E);
  case NonBlockingWhen::IsNonZero:
    return constantIsZero(Ctx, E) == false;
  case NonBlockingWhen::HasFlag: {
    if (mentions(Ctx, E, When.Names))
      return true;
    const Expr *Source = asWritten(E);
    if (const auto *D = dyn_cast<DeclRefExpr>(Source))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()); V && V->getInit())
        return mentions(Ctx, V->getInit(), When.Names);
    return false;
  }
  case NonBlockingWhen::HasType:
    return hasType(E, When.Names);
  case NonBlockingWhen::IsNamed:
    return isNamed(Ctx, E, When.Names);
  case NonBlockingWhen::PointsToZero:
    return pointsToZero(Ctx, E);
  case NonBlockingWhen::NonBlockingDescriptor:
    return false;
  }
  return false;
}

static bool namesType(const CallView &Call, StringRef Type) {
  std::string Name[] = {Type.str()};
  if (Call.Object && hasType(Call.Object, Name))
    return true;
  for (const Expr *A : Call.Arguments)
    if (hasType(A, Name))
      return true;
  if (const TemplateArgumentList *Args =
          Call.Callee->getTemplateSpecializationArgs())
    for (const TemplateArgument &A : Args->asArray())
      if (A.getKind() == TemplateArgument::Type &&
          typeIsNamed(A.getAsType().getNonReferenceType()->getAsCXXRecordDecl(),
                      Name, 0))
        return true;
  return false;
}

/// As no function of C can.
static bool passesObjects(const FunctionDecl &F) {
  auto IsObject = [](QualType T) {
    const auto *RD = T->getAsCXXRecordDecl();
    return T->isReferenceType() ||
           (RD && RD->hasDefinition() && !RD->isTriviallyCopyable());
  };
  return !F.isExternC() &&
         (IsObject(F.getReturnType()) ||
          llvm::any_of(F.parameters(), [&](const ParmVarDecl *P) {
            return IsObject(P->getType());
          }));
}

const FunctionModel *matchModel(const ASTContext &Ctx,
                                const LibraryModels &Models,
                                const CallView &Call) {
  if (!Call.Callee)
    return nullptr;
  // A name without a scope is the C library's; a function of the user's that is
  // called so, in an unnamed namespace, with a body of its own, or with objects
  // of classes for its result or parameters, is another.
  std::string Name = qualifiedName(*Call.Callee);
  if (Name.find("::") == std::string::npos &&
      (!Call.Callee->getDeclContext()
            ->getRedeclContext()
            ->isTranslationUnit() ||
       passesObjects(*Call.Callee) ||
       (Call.Callee->isDefined() &&
        inUserCode(Ctx.getSourceManager(), Call.Callee->getLocation()))))
    return nullptr;
  for (const FunctionModel &M : Models.functions(Name)) {
    if (M.NumArguments >= 0 &&
        unsigned(M.NumArguments) != Call.Arguments.size())
      continue;
    if (!M.WithType.empty() && !namesType(Call, M.WithType))
      continue;
    if (llvm::all_of(M.When, [&](const NonBlockingWhen &W) {
          return holds(Ctx, W, Call);
        }))
      return &M;
  }
  return nullptr;
}

bool neverBlocks(const ASTContext &Ctx, const BlockingModel &Model,
                 const CallView &Call,
                 llvm::SmallVectorImpl<const Expr *> &Descriptors) {
  bool Never = false;
  for (const NonBlockingWhen &W : Model.Unless) {
    if (W.What == NonBlockingWhen::NonBlockingDescriptor) {
      if (const Expr *E = argumentOf(Call, W.Argument))
        Descriptors.push_back(E);
      continue;
    }
    Never |= holds(Ctx, W, Call);
  }
  return Never;
}

} // namespace corolint
