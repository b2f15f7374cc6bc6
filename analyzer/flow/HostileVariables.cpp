//===- HostileVariables.cpp - objects that hate suspensions ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HostileVariables.h"

#include "model/Names.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {
namespace {

/// Its class, or a base of it, or what a std::unique_ptr or std::optional of it
/// owns.
bool isHostile(QualType T, llvm::ArrayRef<std::string> Types, unsigned Depth) {
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !(RD = RD->getDefinition()) || Depth > 3)
    return false;
  if (llvm::is_contained(Types, qualifiedName(*RD)))
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(RD);
      Spec && isOfStd(*RD) &&
      (RD->getName() == "unique_ptr" || RD->getName() == "optional"))
    return isHostile(Spec->getTemplateArgs()[0].getAsType(), Types, Depth + 1);
  return llvm::any_of(RD->bases(), [&](const CXXBaseSpecifier &B) {
    return isHostile(B.getType(), Types, Depth + 1);
  });
}

class Liveness {
public:
  Liveness(const FactGraph &G, llvm::ArrayRef<std::string> Types)
      : G(G), Hostile(G.Places.size()), In(G.Blocks.size()) {
    for (PlaceId P = 0; P != G.Places.size(); ++P)
      if (const auto *V = dyn_cast_or_null<VarDecl>(G.Places[P].Decl);
          V &&
          (G.Places[P].What == Place::Local ||
           G.Places[P].What == Place::Parameter) &&
          isHostile(V->getType(), Types, 0))
        Hostile.set(P);
  }

  std::vector<HostileVariable> run();

private:
  void block(unsigned B, llvm::BitVector &Live);
  void called(const Call &C, llvm::BitVector &Live) const;

  const FactGraph &G;
  llvm::BitVector Hostile, Told;
  std::vector<llvm::BitVector> In;
  std::vector<HostileVariable> Found;
};

/// A std::optional or std::unique_ptr is emptied, or filled.
void Liveness::called(const Call &C, llvm::BitVector &Live) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (!M || !isOfStd(*M) || !C.Object || !C.Object->E)
    return;
  llvm::StringRef Name = M->getIdentifier() ? M->getName() : "operator";
  bool Empties = (Name == "reset" || Name == "release") &&
                 (C.Arguments.empty() ||
                  isa_and_nonnull<CXXDefaultArgExpr>(C.Arguments[0].E));
  bool Fills = Name == "emplace" || M->getOverloadedOperator() == OO_Equal;
  const auto *D = dyn_cast<DeclRefExpr>(C.Object->E->IgnoreParenImpCasts());
  if (!D || (!Empties && !Fills))
    return;
  for (unsigned P : Hostile.set_bits())
    if (G.Places[P].Decl == D->getDecl())
      Fills ? Live.set(P) : Live.reset(P);
}

void Liveness::block(unsigned B, llvm::BitVector &Live) {
  for (const Fact &F : G.Blocks[B].Facts) {
    if (F.What == Fact::Declared && Hostile.test(F.Place))
      Live.set(F.Place);
    else if (F.What == Fact::Died)
      Live.reset(F.Place);
    else if (F.What == Fact::Called)
      called(G.Calls[F.Index], Live);
    if (F.What != Fact::Suspended || G.Awaits[F.Index].NeverSuspends)
      continue;
    for (unsigned P : Live.set_bits())
      if (!Told.test(P)) {
        Told.set(P);
        Found.push_back({P, F.Index});
      }
  }
}

std::vector<HostileVariable> Liveness::run() {
  if (Hostile.none())
    return {};
  Told.resize(Hostile.size());
  llvm::BitVector Start(Hostile.size());
  for (unsigned P : Hostile.set_bits())
    if (G.Places[P].What == Place::Parameter)
      Start.set(P);
  In[G.Entry] = Start;
  std::vector<unsigned> Todo{G.Entry};
  while (!Todo.empty()) {
    unsigned B = Todo.back();
    Todo.pop_back();
    llvm::BitVector Live = In[B];
    block(B, Live);
    for (const Edge &E : G.Blocks[B].Edges) {
      llvm::BitVector &Next = In[E.To];
      if (!Next.empty() && !Live.test(Next))
        continue;
      Next.resize(Hostile.size());
      Next |= Live;
      Todo.push_back(E.To);
    }
  }
  return std::move(Found);
}

} // namespace

std::vector<HostileVariable>
findHostileVariables(const FactGraph &G, llvm::ArrayRef<std::string> Types) {
  if (!G.IsCoroutine || G.Straight || Types.empty())
    return {};
  return Liveness(G, Types).run();
}

} // namespace corolint
