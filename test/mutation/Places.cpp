//===- Places.cpp - where a source can be mutated -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Places.h"

#include "Cancellation.h"
#include "Source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace clang;

namespace corolint::mutation {
namespace {

bool leavesFunction(const Stmt *S) {
  auto *Whole = dyn_cast<Expr>(S);
  return isa<CoreturnStmt>(S) || (Whole && isa<CXXThrowExpr>(strip(Whole)));
}

/// Walks the body of one coroutine.
class Walker : SourceText {
public:
  Walker(ASTContext &Context, std::string Function, unsigned Outside,
         const CompoundStmt *Body, bool Asio,
         llvm::StringMap<unsigned> &Ordinals, std::vector<Place> &Places)
      : SourceText(Context), Function(std::move(Function)), Outside(Outside),
        Body(Body), Asio(Asio), Ordinals(Ordinals), Places(Places) {}

  void run() {
    std::size_t First = Places.size();
    visit(Body);
    for (std::size_t I = First; I < Places.size(); ++I) {
      Places[I].OnlyKeyword = Keywords == 1;
      Places[I].BodyEnd = offset(Body->getRBracLoc());
    }
  }

private:
  void visit(const Stmt *S) {
    if (!S)
      return;
    if (isa<CoawaitExpr, CoyieldExpr, CoreturnStmt, DependentCoawaitExpr>(S))
      ++Keywords;
    Above.push_back(S);
    if (auto *Await = dyn_cast<CoawaitExpr>(S))
      place(Await);
    if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
      visit(Suspend->getOperand());
    else if (auto *Return = dyn_cast<CoreturnStmt>(S))
      visit(Return->getOperand());
    else if (auto *Lambda = dyn_cast<LambdaExpr>(S))
      for (const Expr *Init : Lambda->capture_inits())
        visit(Init);
    else if (auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      visit(Range->getInit());
      visit(Range->getRangeInit());
      visit(Range->getBody());
    } else
      for (const Stmt *Child : S->children())
        visit(Child);
    Above.pop_back();
  }

  void place(const CoawaitExpr *Await);
  bool placeStatement(Place &P, const CoawaitExpr *Await);
  void placeVariable(Place &P, const Stmt *S, const CoawaitExpr *Await);
  std::optional<Twin> blockingTwin(const Expr *Operand) const;
  std::optional<Anchor> creation(const Expr *Operand) const;
  /// Goes through what can come after Above[Depth], statement by statement and
  /// out to the loops around it, until `Decide` has an answer. It is also told
  /// whether the statement is a loop that comes back to where it began.
  using Decider =
      llvm::function_ref<std::optional<After>(const Stmt *, bool ComesBack)>;
  After follow(std::size_t Depth, Decider Decide) const;
  After after(std::size_t Depth) const;
  bool isInLoop(std::size_t Depth) const;

  std::string Function;
  unsigned Outside;
  const CompoundStmt *Body;
  bool Asio;
  llvm::StringMap<unsigned> &Ordinals;
  std::vector<Place> &Places;

  /// The statements around the current one, outermost first, itself last.
  std::vector<const Stmt *> Above;
  llvm::DenseSet<const Stmt *> StatementsSeen;
  unsigned Keywords = 0;
};

void Walker::place(const CoawaitExpr *Await) {
  if (Await->isImplicit() || !isWritten(Await->getKeywordLoc()))
    return;
  const Expr *Operand = awaitedBy(Await);
  Place P;
  P.Function = Function;
  P.Ordinal = ++Ordinals[Function];
  if (!isWritten(Operand->getBeginLoc()) || !isWritten(Operand->getEndLoc()))
    return;

  const CXXRecordDecl *Record = recordOf(Operand->getType());
  // A question to the coroutine itself (Asio's this_coro::executor) is no
  // work that could be lost.
  if (!Record || isQuestionToCoroutine(Record))
    return;
  P.What = !hasPromise(Record, Context)    ? Awaited::Awaitable
           : startsAtCall(Record, Context) ? Awaited::Eager
                                           : Awaited::Lazy;
  if (isAsioTask(Record))
    P.What = Awaited::Lazy;

  P.Await = {offset(Await->getKeywordLoc()), end(Await->getEndLoc())};
  // The written operand, with its parentheses.
  P.Operand = {offset(Await->getOperand()->getBeginLoc()), P.Await.End};
  P.Outside = Outside;
  P.Creation = creation(Operand);
  P.Blocking = blockingTwin(Operand);
  P.CancelsByStdException = Asio;
  P.CancelType = cancelTypeOf(Await);
  if (placeStatement(P, Await))
    Places.push_back(std::move(P));
}

bool Walker::placeStatement(Place &P, const CoawaitExpr *Await) {
  // The innermost statement around the expression.
  std::size_t Depth = Above.size() - 1;
  while (Depth > 0) {
    const Stmt *Parent = Above[Depth - 1];
    if (isa<CompoundStmt, SwitchCase, LabelStmt>(Parent))
      break;
    if (isLoop(Parent) || isa<IfStmt, SwitchStmt>(Parent)) {
      auto *Self = Above[Depth];
      const Stmt *Branch = nullptr, *Other = nullptr;
      if (auto *If = dyn_cast<IfStmt>(Parent))
        Branch = If->getThen(), Other = If->getElse();
      else if (auto *For = dyn_cast<ForStmt>(Parent))
        Branch = For->getBody();
      else if (auto *While = dyn_cast<WhileStmt>(Parent))
        Branch = While->getBody();
      else if (auto *Do = dyn_cast<DoStmt>(Parent))
        Branch = Do->getBody();
      else if (auto *Range = dyn_cast<CXXForRangeStmt>(Parent))
        Branch = Range->getBody();
      else
        Branch = cast<SwitchStmt>(Parent)->getBody();
      if (Self == Branch || Self == Other)
        break;
    }
    --Depth;
  }
  if (Depth == 0)
    return false;
  const Stmt *S = Above[Depth], *Parent = Above[Depth - 1];
  if (!isWritten(S->getBeginLoc()) || !isWritten(S->getEndLoc()))
    return false;
  P.Statement = statementSpan(S);
  P.IsDeclaration = isa<DeclStmt>(S);
  P.IsReturn = isa<CoreturnStmt>(S);
  P.MayCancel = anyAwaitMayCancel(S);
  P.SharesStatement = !StatementsSeen.insert(S).second;
  if (auto *Whole = dyn_cast<Expr>(S); Whole && strip(Whole) == Await)
    P.How = Form::Statement;
  else
    placeVariable(P, S, Await);

  P.InLoop = isInLoop(Above.size() - 1);
  P.StatementInLoop = isInLoop(Depth);
  P.AfterStatement = after(Depth);
  if (auto *Block = dyn_cast<CompoundStmt>(Parent)) {
    P.InBlock = true;
    P.BlockEnd = offset(Block->getRBracLoc());
    P.AfterBlock = after(Depth - 1);
    auto Rest = std::find(Block->body_begin(), Block->body_end(), S);
    for (; Rest != Block->body_end(); ++Rest)
      P.RestMayCancel |= anyAwaitMayCancel(*Rest);
  }
  return true;
}

void Walker::placeVariable(Place &P, const Stmt *S, const CoawaitExpr *Await) {
  auto *Declaration = dyn_cast<DeclStmt>(S);
  if (!Declaration || !Declaration->isSingleDecl())
    return;
  auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
  if (!Variable || isa<DecompositionDecl>(Variable) || !Variable->getInit() ||
      strip(Variable->getInit()) != Await)
    return;
  P.How = Form::Initializer;
  P.Variable = Variable->getNameAsString();
  QualType Type = Variable->getType();
  if (Type->isReferenceType())
    return;
  Type = Type.getUnqualifiedType();
  const CXXRecordDecl *Record = recordOf(Type);
  if (!Type->isArithmeticType() && !Type->isEnumeralType() &&
      !(Record && Record->hasDefaultConstructor() &&
        Record->isInStdNamespace()))
    return;
  TypeLoc Written =
      Variable->getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
  if (Written.getAs<AutoTypeLoc>()) {
    PrintingPolicy Policy(Context.getLangOpts());
    P.VariableType = Type.getCanonicalType().getAsString(Policy);
  } else
    P.VariableType = Lexer::getSourceText(
        CharSourceRange::getTokenRange(Written.getSourceRange()), Sources,
        Context.getLangOpts());
}

std::optional<Twin> Walker::blockingTwin(const Expr *Operand) const {
  constexpr StringRef Prefix = "async_";
  auto *Call = dyn_cast<CallExpr>(Operand);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getDeclName().isIdentifier() ||
      !Callee->getName().starts_with(Prefix))
    return std::nullopt;
  StringRef Name = Callee->getName().drop_front(Prefix.size());
  SourceLocation NameLoc;
  if (auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens())) {
    const CXXRecordDecl *Record = recordOf(
        Member->isArrow() ? Member->getBase()->getType()->getPointeeType()
                          : Member->getBase()->getType());
    if (!Record || !hasMember(Record, Name, Context))
      return std::nullopt;
    NameLoc = Member->getMemberLoc();
  } else if (auto *Ref =
                 dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreImpCasts())) {
    const DeclContext *Home = Callee->getDeclContext()->getRedeclContext();
    if (Home->isTranslationUnit() ||
        Home->lookup(&Context.Idents.get(Name)).empty())
      return std::nullopt;
    NameLoc = Ref->getLocation();
  }
  if (!isWritten(NameLoc))
    return std::nullopt;
  Twin Found;
  unsigned At = offset(NameLoc);
  Found.Prefix = {At, At + static_cast<unsigned>(Prefix.size())};

  // The completion token's parameter, which may be left to a default.
  const FunctionTemplateDecl *Template = Callee->getPrimaryTemplate();
  const FunctionDecl *Pattern =
      Template ? Template->getTemplatedDecl() : Callee;
  unsigned Last = std::min(Pattern->getNumParams(), Call->getNumArgs());
  for (unsigned I = 0; I < Last; ++I) {
    QualType Type = Pattern->getParamDecl(I)->getType().getNonReferenceType();
    if (!StringRef(Type.getAsString()).ends_with("Token") ||
        isa<CXXDefaultArgExpr>(Call->getArg(I)))
      continue;
    Found.Token = spanOf(Call->getArg(I));
    if (I > 0)
      Found.Token.Begin = end(Call->getArg(I - 1)->getEndLoc());
  }
  return Found;
}

std::optional<Anchor> Walker::creation(const Expr *Operand) const {
  const Expr *E = strip(Operand);
  if (auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Variable || !Variable->isLocalVarDecl() || !Variable->getInit())
      return std::nullopt;
    return creation(Variable->getInit());
  }
  if (auto *Call = dyn_cast<CallExpr>(E)) {
    if (Call->isCallToStdMove() && Call->getNumArgs() == 1)
      return creation(Call->getArg(0));
    if (!Call->isPRValue())
      return std::nullopt;
    return anchorOf(Call);
  }
  if (isa<CXXTemporaryObjectExpr, CXXFunctionalCastExpr>(E) &&
      isWritten(E->getBeginLoc()))
    return Anchor{offset(E->getBeginLoc()), offset(E->getBeginLoc())};
  return std::nullopt;
}

After Walker::follow(std::size_t Depth, Decider Decide) const {
  for (; Depth > 0; --Depth) {
    const Stmt *Self = Above[Depth], *Parent = Above[Depth - 1];
    if (isLoop(Parent) && !runsOnce(Parent, Context))
      if (auto Decided = Decide(Parent, comesBackTo(Parent, Self)))
        return *Decided;
    auto *Block = dyn_cast<CompoundStmt>(Parent);
    if (!Block)
      continue;
    auto Next = std::find(Block->body_begin(), Block->body_end(), Self);
    for (++Next; Next < Block->body_end(); ++Next) {
      const Stmt *S = *Next;
      if (auto Decided = Decide(S, /*ComesBack=*/false))
        return *Decided;
      if (leavesFunction(S))
        return After::Ends;
      if (isa<ContinueStmt, BreakStmt>(S)) {
        // On to the loop, or out of it or of the switch.
        while (Depth > 1 && !isLoop(Above[Depth - 1]) &&
               !(isa<BreakStmt>(S) && isa<SwitchStmt>(Above[Depth - 1])))
          --Depth;
        if (isa<ContinueStmt>(S))
          ++Depth;
        break;
      }
    }
  }
  return After::Ends;
}

After Walker::after(std::size_t Depth) const {
  return follow(Depth, [](const Stmt *S, bool) -> std::optional<After> {
    if (asksStop(S))
      return After::AsksStop;
    auto *Return = dyn_cast<CoreturnStmt>(S);
    if (containsAwait(S) || (Return && Return->getOperand()))
      return After::GoesOn;
    return std::nullopt;
  });
}

bool Walker::isInLoop(std::size_t Depth) const {
  if (llvm::any_of(Above, leavesFunction))
    return false;
  auto Decide = [](const Stmt *, bool ComesBack) -> std::optional<After> {
    return ComesBack ? std::optional(After::GoesOn) : std::nullopt;
  };
  return follow(Depth, Decide) == After::GoesOn;
}

/// Finds the coroutines of a declaration.
class Coroutines : public RecursiveASTVisitor<Coroutines> {
public:
  Coroutines(ASTContext &Context, std::vector<Place> &Places)
      : Context(Context), Places(Places) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->doesThisDeclarationHaveABody() || F->isDependentContext())
      return true;
    auto *Body = dyn_cast<CoroutineBodyStmt>(F->getBody());
    SourceManager &Sources = Context.getSourceManager();
    // Every instantiation has the same text: the first one stands for all.
    if (!Body || !isa<CompoundStmt>(Body->getBody()) ||
        !Sources.isInMainFile(F->getBeginLoc()) ||
        !Seen.insert(Body->getBeginLoc()).second)
      return true;
    const CXXRecordDecl *Task = recordOf(F->getReturnType());
    Walker(Context, nameOf(F), outside(F), cast<CompoundStmt>(Body->getBody()),
           Task && isAsioTask(Task), Ordinals, Places)
        .run();
    return true;
  }

private:
  /// Where the enclosing declaration of namespace scope begins.
  unsigned outside(const FunctionDecl *F) const {
    const Decl *D = F;
    while (!D->getLexicalDeclContext()->isFileContext())
      D = cast<Decl>(D->getLexicalDeclContext());
    SourceLocation Begin = D->getBeginLoc();
    if (auto *Function = dyn_cast<FunctionDecl>(D)) {
      if (auto *Pattern = Function->getTemplateInstantiationPattern())
        Function = Pattern;
      if (auto *Template = Function->getDescribedFunctionTemplate())
        Begin = Template->getBeginLoc();
    } else if (auto *Record = dyn_cast<CXXRecordDecl>(D)) {
      if (auto *Pattern = Record->getTemplateInstantiationPattern())
        Record = Pattern;
      if (auto *Template = Record->getDescribedClassTemplate())
        Begin = Template->getBeginLoc();
    }
    return Context.getSourceManager().getFileOffset(Begin);
  }

  ASTContext &Context;
  std::vector<Place> &Places;
  llvm::DenseSet<SourceLocation> Seen;
  llvm::StringMap<unsigned> Ordinals;
};

} // namespace

std::vector<Place> findPlaces(ASTContext &Context,
                              const std::vector<Decl *> &TopLevel) {
  std::vector<Place> Places;
  Coroutines Finder(Context, Places);
  for (Decl *D : TopLevel)
    Finder.TraverseDecl(D);
  std::sort(Places.begin(), Places.end(), [](const Place &A, const Place &B) {
    return A.Await.Begin < B.Await.Begin;
  });
  return Places;
}

} // namespace corolint::mutation
