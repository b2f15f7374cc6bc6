//===- PathExplorer.h - follow the paths of a fact graph ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs an analysis over a fact graph path by path. States are not joined where
// paths meet: each distinct state of a block is followed once. (This is
// property simulation: Das, Lerner and Seigle, "ESP: path-sensitive program
// verification in polynomial time", PLDI 2002.) Since states are small and
// finite, this ends; since they remember which conditions held, a task that is
// made under a condition and awaited under the same condition is seen to be
// awaited.
//
// An analysis is a class with
//   struct State { bool operator==; };            copyable
//   static unsigned hash(const State &);
//   void transfer(const Fact &, State &);
//   bool follow(const Block &, const Edge &, State &);   false: cannot happen
//   void finish(State &, bool Exceptional);        the function ends
//
// Where a function has too many paths the remembered conditions are dropped
// first, and then the rest of the states: `complete()` tells.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_PATHEXPLORER_H
#define COROLINT_FLOW_PATHEXPLORER_H

#include "flow/Facts.h"

#include "llvm/ADT/Hashing.h"

#include <unordered_map>

namespace corolint {

/// What is known of a graph's conditions on a path: sorted, few.
class Assumptions {
public:
  std::optional<bool> get(unsigned Condition) const {
    for (auto [C, V] : Known)
      if (C == Condition)
        return V;
    return std::nullopt;
  }
  void set(unsigned Condition, bool Value) {
    forget(Condition);
    Known.insert(llvm::upper_bound(Known, std::pair(Condition, Value)),
                 {Condition, Value});
  }
  void forget(unsigned Condition) {
    llvm::erase_if(Known, [&](auto P) { return P.first == Condition; });
  }
  template <class Pred> void forgetIf(Pred P) {
    llvm::erase_if(Known, [&](auto K) { return P(K.first); });
  }
  void clear() { Known.clear(); }
  bool operator==(const Assumptions &) const = default;
  unsigned hash() const {
    unsigned H = 0;
    for (auto [C, V] : Known)
      H = H * 31 + C * 2 + V;
    return H;
  }

private:
  llvm::SmallVector<std::pair<unsigned, bool>, 4> Known;
};

template <class Analysis> class PathExplorer {
public:
  using State = typename Analysis::State;

  PathExplorer(const FactGraph &G, Analysis &A) : G(G), A(A) {}

  void run(State Initial) {
    Seen.resize(G.Blocks.size());
    enqueue(G.Entry, {std::move(Initial), {}});
    while (!Work.empty()) {
      auto [BlockId, Index] = Work.back();
      Work.pop_back();
      Full S = Seen[BlockId][Index];
      step(BlockId, std::move(S));
    }
  }

  /// False if paths had to be left out.
  bool complete() const { return Complete; }

private:
  struct Full {
    State S;
    Assumptions Known;
    bool operator==(const Full &) const = default;
  };

  static constexpr unsigned MaxStatesOfBlock = 64;
  static constexpr unsigned MaxStatesOfBlockWithout = 256;

  void enqueue(unsigned BlockId, Full S) {
    std::vector<Full> &States = Seen[BlockId];
    if (States.size() >= MaxStatesOfBlock)
      S.Known.clear();
    if (States.size() >= MaxStatesOfBlockWithout) {
      Complete = false;
      return;
    }
    unsigned H = Analysis::hash(S.S) * 31 + S.Known.hash();
    auto [B, E] = Hashes.equal_range(key(BlockId, H));
    for (; B != E; ++B)
      if (States[B->second] == S)
        return;
    Hashes.emplace(key(BlockId, H), States.size());
    Work.push_back({BlockId, unsigned(States.size())});
    States.push_back(std::move(S));
  }
  static uint64_t key(unsigned BlockId, unsigned H) {
    return uint64_t(BlockId) << 32 | H;
  }

  void learn(const Fact &F, Full &S) {
    switch (F.What) {
    case Fact::SetCondition:
      S.Known.set(F.Index, F.Flag);
      break;
    case Fact::Forgotten:
      S.Known.forget(F.Index);
      break;
    case Fact::Suspended:
      S.Known.forgetIf([&](unsigned C) { return G.Conditions[C].Volatile; });
      break;
    case Fact::Called:
      if (!G.Calls[F.Index].Machinery && changesMemory(G.Calls[F.Index]))
        S.Known.forgetIf([&](unsigned C) { return G.Conditions[C].Volatile; });
      break;
    default:
      break;
    }
  }
  static bool changesMemory(const Call &C) {
    return !(C.Model && C.Model->Harmless) && C.Owner != Call::Looks;
  }

  void step(unsigned BlockId, Full S) {
    const Block &B = G.Blocks[BlockId];
    for (const Fact &F : B.Facts) {
      A.transfer(F, S.S);
      learn(F, S);
    }
    if (BlockId == G.Exit)
      return;
    for (const Edge &E : B.Edges) {
      Full Next = S;
      if (B.Condition != NoId &&
          (E.What == Edge::WhenTrue || E.What == Edge::WhenFalse)) {
        bool Value = (E.What == Edge::WhenTrue) != B.Negated;
        std::optional<bool> Held = Next.Known.get(B.Condition);
        if (Held && *Held != Value)
          continue;
        if (G.Conditions[B.Condition].Steps)
          Next.Known.forget(B.Condition);
        else
          Next.Known.set(B.Condition, Value);
      }
      if (E.What == (B.PartsOfOr ? Edge::WhenFalse : Edge::WhenTrue) &&
          llvm::any_of(B.Parts, [&](auto Part) {
            std::optional<bool> Held = Next.Known.get(Part.first);
            return Held && (*Held != Part.second) == B.PartsOfOr;
          }))
        continue;
      if (!A.follow(B, E, Next.S))
        continue;
      if (E.To == G.Exit)
        A.finish(Next.S, E.What == Edge::Exceptional);
      else
        enqueue(E.To, std::move(Next));
    }
  }

  const FactGraph &G;
  Analysis &A;
  std::vector<std::vector<Full>> Seen;
  std::unordered_multimap<uint64_t, unsigned> Hashes;
  std::vector<std::pair<unsigned, unsigned>> Work;
  bool Complete = true;
};

} // namespace corolint

#endif // COROLINT_FLOW_PATHEXPLORER_H
