//===- CodeLenses.cpp - lines above functions -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/CodeLenses.h"

#include "lsp/features/Hover.h"

#include <map>
#include <set>

namespace corolint::lsp {
namespace {

/// The calls of one function in coroutines of the file.
struct AsyncCalls {
  std::vector<const Insight *> Calls;
  std::set<SourceRange> Callers;
};

/// By the name of the function's definition.
std::map<SourceRange, AsyncCalls> asyncCalls(const Analysis &A) {
  std::map<SourceRange, AsyncCalls> Out;
  for (const Insight &I : A.Found.Insights)
    if (I.What == Insight::Call && I.InCoroutine) {
      AsyncCalls &Of = Out[I.Target];
      Of.Calls.push_back(&I);
      Of.Callers.insert(I.Within);
    }
  return Out;
}

std::string effectOf(const Insight &I) {
  std::string Text = blocksInShort(I.Does.Blocks);
  if (I.Does.IsCoroutine)
    Text += (Text.empty() ? "" : ", ") +
            std::string(I.Does.MaySuspend ? "suspends" : "does not suspend");
  return Text;
}

Command textOnly(std::string Title) { return {std::move(Title), "", {}}; }

Command showCalls(const Insight &I, const AsyncCalls &Of, const Analysis &A,
                  Positions &Where, const ClientCapabilities &Client) {
  size_t Count = Of.Callers.size();
  Command C = textOnly(std::to_string(Count) +
                       (Count == 1 ? " async caller" : " async callers"));
  if (!Client.ShowReferences)
    return C;
  Json Places = Json::array();
  for (const Insight *Call : Of.Calls)
    Places.push_back(
        toJson(Location{Where.uri(A.File), Where.range(Call->Where)}));
  C.Name = ShowReferencesCommand;
  C.Arguments = {Where.uri(A.File), toJson(Where.range(I.Where).Start),
                 std::move(Places)};
  return C;
}

} // namespace

std::vector<CodeLens> codeLenses(const Analysis &A, Positions &Where,
                                 const ClientCapabilities &Client) {
  std::map<SourceRange, AsyncCalls> Calls = asyncCalls(A);
  std::vector<CodeLens> Out;
  for (const Insight &I : A.Found.Insights) {
    if (I.What != Insight::Function || !I.IsDefinition || I.IsClosure ||
        I.Where.File != A.File)
      continue;
    auto Add = [&](Command C) {
      CodeLens L;
      L.Where = Where.range(I.Where);
      L.Run = std::move(C);
      Out.push_back(std::move(L));
    };
    if (std::string Effect = effectOf(I); !Effect.empty())
      Add(textOnly(std::move(Effect)));
    if (auto Of = Calls.find(I.Target); Of != Calls.end())
      Add(showCalls(I, Of->second, A, Where, Client));
  }
  return Out;
}

} // namespace corolint::lsp
