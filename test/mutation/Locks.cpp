//===- Locks.cpp - locks that are held for too long -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread's lock that ends before the next suspension is made to last over it,
// or one is taken where there is none.
//
//===----------------------------------------------------------------------===//

#include "Changes.h"

#include <algorithm>

using namespace clang;

namespace corolint::mutation {
namespace {

bool isStandard(QualType Type, std::initializer_list<StringRef> Names) {
  auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() &&
         llvm::is_contained(Names, Record->getName());
}

bool isGuard(QualType Type) {
  return isStandard(
      Type, {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"});
}

bool isMutex(QualType Type) {
  return isStandard(Type, {"mutex", "recursive_mutex", "timed_mutex",
                           "shared_mutex", "shared_timed_mutex"});
}

/// A call `Name()` of a variable's member.
const CallExpr *callOf(const Stmt *S, const VarDecl *Object, StringRef Name) {
  auto *E = dyn_cast<Expr>(S);
  auto *Call = E ? dyn_cast<CXXMemberCallExpr>(strip(E)) : nullptr;
  if (!Call || !Call->getMethodDecl() ||
      !Call->getMethodDecl()->getDeclName().isIdentifier() ||
      Call->getMethodDecl()->getName() != Name)
    return nullptr;
  auto *Ref = dyn_cast<DeclRefExpr>(strip(Call->getImplicitObjectArgument()));
  return Ref && Ref->getDecl() == Object ? Call : nullptr;
}

class Locks {
public:
  Locks(const Body &In, std::vector<Change> &Changes)
      : In(In), Changes(Changes) {}

  void run() {
    for (const Stmt *S : In.all())
      if (auto *Block = dyn_cast<CompoundStmt>(S))
        for (const Stmt *Item : Block->body())
          if (const VarDecl *Guard = guardOf(Item))
            widen(Block, Item, Guard);
    insert();
  }

private:
  const VarDecl *guardOf(const Stmt *S) const {
    auto *Declaration = dyn_cast<DeclStmt>(S);
    if (!Declaration || !Declaration->isSingleDecl() || !In.isWritten(S))
      return nullptr;
    auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    if (!Variable || !isGuard(Variable->getType()) || !Variable->getInit())
      return nullptr;
    // Any further argument says that it does not lock by itself.
    auto *Made = dyn_cast<CXXConstructExpr>(strip(Variable->getInit()));
    return Made && Made->getNumArgs() == 1 ? Variable : nullptr;
  }

  bool suspends(const Stmt *S) const {
    return std::any_of(In.all().begin(), In.all().end(), [&](const Stmt *At) {
      auto *Await = dyn_cast<CoawaitExpr>(At);
      return (Await ? maySuspend(Await) : isa<CoyieldExpr>(At)) &&
             In.isWithin(At, S);
    });
  }

  /// The first statement after `S` in its block that suspends; none if control
  /// leaves the block before.
  std::vector<const Stmt *> upToSuspension(const CompoundStmt *Block,
                                           const Stmt *S) const {
    std::vector<const Stmt *> Result;
    auto At = std::find(Block->body_begin(), Block->body_end(), S);
    if (At == Block->body_end())
      return {};
    for (++At; At != Block->body_end(); ++At) {
      Result.push_back(*At);
      if (suspends(*At))
        return Result;
      if (isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt>(*At))
        break;
    }
    return {};
  }

  void add(const char *Variant, const Stmt *Original, std::string Description,
           std::vector<Edit> Edits, std::vector<Anchor> Anchors = {}) {
    Change C;
    C.Kind = "widen-lock";
    C.Variant = Variant;
    C.Edits = std::move(Edits);
    C.Checks = {"coro-lock-across-await"};
    C.Anchors = std::move(Anchors);
    C.Description = std::move(Description);
    C.Original = In.statementSpan(Original);
    Changes.push_back(std::move(C));
  }

  void widen(const CompoundStmt *Block, const Stmt *Item,
             const VarDecl *Guard) {
    widenBlock(Block, Item);
    takeEarlier(Block, Item, Guard);
    dropUnlock(Block, Item, Guard);
  }
  void widenBlock(const CompoundStmt *Block, const Stmt *Item);
  void takeEarlier(const CompoundStmt *Block, const Stmt *Item,
                   const VarDecl *Guard);
  void dropUnlock(const CompoundStmt *Block, const Stmt *Item,
                  const VarDecl *Guard);
  void insert();
  std::vector<std::string> mutexes() const;

  Anchor anchorOf(const Stmt *S) const {
    unsigned At = In.offset(S->getBeginLoc());
    return {At, At};
  }
  std::string indentOf(const Stmt *S) const {
    unsigned Column = 0, At = In.offset(S->getBeginLoc());
    while (Column < At && In.text(Span{At - Column - 1, At - Column}) == " ")
      ++Column;
    return "\n" + std::string(Column, ' ');
  }

  const Body &In;
  std::vector<Change> &Changes;
};

/// The braces around a guard go further, or go.
void Locks::widenBlock(const CompoundStmt *Block, const Stmt *Item) {
  auto *Outer = dyn_cast_or_null<CompoundStmt>(In.parent(Block));
  if (!Outer || suspends(Block))
    return;
  std::vector<const Stmt *> After = upToSuspension(Outer, Block);
  if (After.empty())
    return;
  unsigned Open = In.offset(Block->getLBracLoc());
  unsigned Close = In.offset(Block->getRBracLoc());
  add("unscoped", Block, "the braces around a lock dropped",
      {{Open, 1, ""}, {Close, 1, ""}}, {anchorOf(Item)});
  // A name that is declared on the way would be lost.
  if (std::any_of(After.begin(), After.end(),
                  [](const Stmt *S) { return isa<DeclStmt>(S); }))
    return;
  add("widened", Block, "the scope of a lock goes over the next await",
      {{Close, 1, ""}, {In.statementSpan(After.back()).End, 0, " }"}},
      {anchorOf(Item)});
}

/// The guard is declared before the statement that awaits.
void Locks::takeEarlier(const CompoundStmt *Block, const Stmt *Item,
                        const VarDecl *Guard) {
  const Stmt *Awaiting = nullptr;
  for (const Stmt *Before : Block->body()) {
    if (Before == Item)
      break;
    if (guardOf(Before))
      return;
    if (suspends(Before) && In.isWritten(Before))
      Awaiting = Before;
  }
  if (!Awaiting)
    return;
  // What the mutex is reached by has to be there already.
  for (const Stmt *S : In.all())
    if (auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && In.isWithin(S, Item))
      if (auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
          Variable && Variable->isLocalVarDecl() &&
          In.offset(Variable->getLocation()) >=
              In.offset(Awaiting->getBeginLoc()))
        return;
  Span Old = In.statementSpan(Item);
  add("earlier", Item, "a lock taken before the await that comes before it",
      {{In.offset(Awaiting->getBeginLoc()), 0,
        Here + In.text(Old) + indentOf(Awaiting)},
       {Old.Begin, Old.End - Old.Begin, ""}});
}

/// `unlock()` before an await is dropped, and the `lock()` after it.
void Locks::dropUnlock(const CompoundStmt *Block, const Stmt *Item,
                       const VarDecl *Guard) {
  const Stmt *Locked = Item;
  for (const Stmt *S : In.all()) {
    if (callOf(S, Guard, "lock"))
      Locked = In.statementOf(S);
    auto *Around = dyn_cast_or_null<CompoundStmt>(In.parent(S));
    if (!Around || !callOf(S, Guard, "unlock") || !In.isWritten(S))
      continue;
    std::vector<const Stmt *> After = upToSuspension(Around, S);
    if (After.empty() ||
        std::any_of(After.begin(), After.end(), [&](const Stmt *Between) {
          return callOf(Between, Guard, "lock");
        }))
      continue;
    Span Old = In.statementSpan(S);
    std::vector<Edit> Edits = {{Old.Begin, Old.End - Old.Begin, ""}};
    bool Behind = false;
    for (const Stmt *Later : Around->body()) {
      Behind |= Later == S;
      if (Behind && callOf(Later, Guard, "lock")) {
        Span Again = In.statementSpan(Later);
        Edits.push_back({Again.Begin, Again.End - Again.Begin, ""});
        break;
      }
    }
    add("not-unlocked", S, "a lock is not given back before the await",
        std::move(Edits), {anchorOf(Locked)});
  }
}

/// How the mutexes are written that the function can name: members, and those
/// of what it is given by a reference.
std::vector<std::string> Locks::mutexes() const {
  std::vector<std::string> Result;
  auto Members = [&Result](const CXXRecordDecl *Record, std::string Before,
                           bool Own) {
    for (const FieldDecl *Field : Record->fields())
      if (isMutex(Field->getType()) && (Own || Field->getAccess() == AS_public))
        Result.push_back(Before + Field->getNameAsString());
  };
  auto *Method = dyn_cast<CXXMethodDecl>(In.function());
  if (Method && !Method->isStatic() && !Method->getParent()->isLambda())
    Members(Method->getParent(), "", true);
  for (const ParmVarDecl *P : In.function()->parameters())
    if (const CXXRecordDecl *Record = recordOf(P->getType());
        Record && P->getType()->isLValueReferenceType() &&
        !P->getType()->getPointeeType().isConstQualified())
      Members(Record, P->getNameAsString() + ".", false);
  return Result;
}

/// A guard before the first statement of a block that awaits.
void Locks::insert() {
  std::vector<std::string> Names = mutexes();
  if (Names.empty())
    return;
  static const char *const Spellings[][2] = {
      {"lock-guard", "std::lock_guard corolint_guard(@);"},
      {"unique-lock", "std::unique_lock corolint_guard(@);"},
      {"scoped-lock", "std::scoped_lock corolint_guard{@};"},
      {"lock", "@.lock();"},
  };
  unsigned Count = 0;
  for (const Stmt *S : In.all()) {
    auto *Block = dyn_cast<CompoundStmt>(S);
    // No thread's mutex is locked twice.
    if (!Block ||
        std::any_of(In.all().begin(), In.all().end(), [&](const Stmt *Other) {
          const Stmt *Above = In.parent(Other);
          return guardOf(Other) && Above &&
                 (In.isWithin(Block, Above) || In.isWithin(Above, Block));
        }))
      continue;
    auto Item = std::find_if(Block->body_begin(), Block->body_end(),
                             [&](const Stmt *Item) { return suspends(Item); });
    // A loop or a branch has blocks of its own.
    if (Item == Block->body_end() || !In.isWritten(*Item) ||
        !isa<Expr, DeclStmt, CoreturnStmt>(*Item))
      continue;
    auto [Name, Spelling] = Spellings[Count++ % std::size(Spellings)];
    std::string Guard = Spelling;
    Guard.replace(Guard.find('@'), 1, Names.front());
    std::vector<Edit> Edits = {
        {In.offset((*Item)->getBeginLoc()), 0, Here + Guard + indentOf(*Item)}};
    if (StringRef(Name) == "lock" && !isa<CoreturnStmt>(*Item))
      Edits.push_back({In.statementSpan(*Item).End, 0,
                       indentOf(*Item) + Names.front() + ".unlock();"});
    add(Name, *Item, "a lock taken before an await", std::move(Edits));
  }
}

} // namespace

void widenedLocks(const Body &In, Bodies &, std::vector<Change> &Changes) {
  if (In.isCoroutine())
    Locks(In, Changes).run();
}

} // namespace corolint::mutation
