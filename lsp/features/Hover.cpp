//===- Hover.cpp - what is known of the place under the mouse -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/Hover.h"

#include "lsp/features/Markup.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint::lsp {
namespace {

/// One insight as text.
class Description {
public:
  Description(const Insight &I, Markup &Out) : I(I), Out(Out) {}

  void write();

private:
  void title();
  void work(const char *Verb);
  void suspends();
  void blocks();
  void effect(const char *What, const BlockingEffect &E, size_t FirstStep);
  void cancellation();
  void unseen();
  std::string names(const std::set<std::string> &All) const;

  const Insight &I;
  Markup &Out;
};

std::string Description::names(const std::set<std::string> &All) const {
  std::string Text;
  for (const std::string &Each : All)
    Text += (Text.empty() ? "" : ", ") + Out.code(Each);
  return Text;
}

void Description::title() {
  std::string Name = I.Name.empty() ? "" : " " + Out.code(I.Name);
  if (I.What == Insight::Await)
    return Out.title(Out.code(I.IsYield ? "co_yield" : "co_await") + Name);
  const char *Kind = I.Does.IsCoroutine ? "coroutine" : "function";
  Out.title((I.What == Insight::Call ? "call of " : "") + std::string(Kind) +
            Name);
}

void Description::work(const char *Verb) {
  std::string Type = I.Gives.Type.empty() ? "" : ", " + Out.code(I.Gives.Type);
  bool Lazy = I.Gives.Start == Start::Lazy;
  auto Say = [&](const char *Article, const char *What, const char *Means) {
    Out.item(Verb + std::string(Article) + What + Type +
             (*Means ? std::string(": ") + Means : std::string()));
  };
  switch (I.Gives.What) {
  case Work::None:
    return;
  case Work::Task:
    if (I.Gives.Start == Start::Detached)
      return Say("a ", "detached task", "it runs at once, by itself");
    if (I.What == Insight::Await)
      return Say(Lazy ? "a " : "an ", Lazy ? "lazy task" : "eager task", "");
    return Lazy ? Say("a ", "lazy task",
                      I.Does.IsCoroutine
                          ? "its body runs when it is awaited or started, not "
                            "by the call"
                          : "it runs when it is awaited or started")
                : Say("an ", "eager task", "it is started by the call");
  case Work::Generator:
    return Say("a ", "generator", "its body runs as it is iterated");
  case Work::Awaitable:
    return Say("an ", "awaitable",
               I.What != Insight::Await && I.Gives.Start == Start::Eager
                   ? "what it stands for has been started by the call"
                   : "");
  case Work::Detached:
    return Say("a ", "detached coroutine",
               "it is started by the call, and nobody can wait for its end");
  }
}

void Description::suspends() {
  if (I.What == Insight::Await) {
    if (I.IsYield)
      return Out.item("suspends until the next element is asked for");
    Out.item(I.MaySuspendHere ? "may suspend here"
                              : "does not suspend: it is always ready");
    if (I.Does.BodySeen && I.Does.IsCoroutine && !I.Does.MaySuspend)
      Out.item("what is awaited has no await that suspends");
    return;
  }
  if (I.Does.IsCoroutine && I.Does.BodySeen)
    Out.item(
        std::string(I.What == Insight::Call ? "its body " : "") +
        (I.Does.MaySuspend ? "may suspend" : "has no await that suspends"));
}

/// Nobody would read more than a few ways.
void Description::effect(const char *What, const BlockingEffect &E,
                         size_t FirstStep) {
  std::string Text = What;
  if (E.Callee != I.Name)
    Text += " through " + Out.code(E.Callee);
  // Models speak of coroutines: where there is none, a loop is run by nobody
  // else, and nothing can be awaited instead.
  bool InCoroutine = I.InCoroutine || I.Does.IsCoroutine;
  if (InCoroutine || E.Category != "loop")
    Text += ": " + Out.words(E.Reason);
  if (InCoroutine && !E.Instead.empty())
    Text += "; instead, " + Out.words(E.Instead);
  Out.item(Text);
  for (size_t N = FirstStep; N < E.Chain.size(); ++N)
    if (!E.Chain[N].Where.File.empty())
      Out.subItem(Out.code(E.Chain[N].Callee) + " is called at " +
                  Out.place(E.Chain[N].Where));
}

void Description::blocks() {
  if (I.What == Insight::Call) {
    const char *What = I.InCoroutine ? "blocks the event loop here"
                                     : "may block its thread here";
    for (const BlockingEffect &E : I.BlocksHere)
      effect(What, E, 1);
    if (!I.BlocksHere.empty())
      return;
    for (const BlockingEffect &E : I.Does.Blocks) {
      // A coroutine's body does not run here.
      effect(I.Does.IsCoroutine ? "its body may block" : "can block", E,
             I.Does.IsCoroutine ? 0 : 1);
    }
    if (!I.Does.Blocks.empty() && !I.Does.IsCoroutine)
      Out.item(I.InCoroutine ? "is not seen to block the event loop here"
                             : "is not seen to block here");
    return;
  }
  const char *What =
      I.What == Insight::Await ? "what is awaited may block" : "may block";
  if (I.What == Insight::Function && !I.Does.IsCoroutine)
    What = "may block its thread";
  if (I.What == Insight::Function || I.Does.IsCoroutine)
    for (const BlockingEffect &E : I.Does.Blocks)
      effect(What, E, 0);
}

void Description::cancellation() {
  const char *Of =
      I.What == Insight::Call && I.Does.IsCoroutine ? "its body " : "";
  if (I.What == Insight::Await) {
    if (!I.IsYield && I.LeavesErrorCode)
      Out.item("a cancellation is told by the error code");
    if (!I.CancelledBy.empty())
      Out.item("a cancellation is thrown here as " + names(I.CancelledBy));
    if (I.Trigger && (I.MaySuspendHere || !I.CancelledBy.empty()))
      switch (*I.Trigger) {
      case CancellationModel::Level:
        Out.item("once cancelled, every later await throws it again");
        break;
      case CancellationModel::Edge:
        Out.item("each request to cancel is thrown once");
        break;
      case CancellationModel::Channel:
        Out.item("a cancellation unwinds the coroutine without an exception");
        break;
      case CancellationModel::Manual:
        Out.item("a cancellation is heard only where the code asks for it");
        break;
      }
    Of = "what is awaited ";
  } else if (!I.Does.Cancellations.empty()) {
    Out.item(std::string(Of) + "lets a cancellation out as " +
             names(I.Does.Cancellations));
  }
  for (const SourceRange &Handler : I.Does.Swallows)
    Out.item(std::string(Of) +
             "takes a cancellation and goes on, in the "
             "handler at " +
             Out.place(Handler));
  if (I.Does.AsksStop)
    Out.item("asks whether a stop was requested");
  if (I.Does.Cancels)
    Out.item("requests a cancellation");
  if (I.Does.LeavesLoop)
    Out.item("the coroutine that awaits it goes on on another thread");
}

void Description::unseen() {
  bool Named = !I.Name.empty() && !I.Target.File.empty();
  if (Named && !I.Does.BodySeen && !I.Does.IsModelled &&
      I.Gives.What == Work::Task)
    Out.item("its body is not seen here: what it does is not known");
}

void Description::write() {
  title();
  if (!I.IsYield)
    work(I.What == Insight::Await ? "awaits " : "gives ");
  suspends();
  blocks();
  cancellation();
  unseen();
}

/// The innermost place whose name `Offset` is in.
const Insight *insightAt(const Analysis &A, size_t Offset) {
  const Insight *Best = nullptr;
  for (const Insight &I : A.Found.Insights) {
    if (I.Where.File != A.File || Offset < I.Where.Offset ||
        Offset >= I.Where.Offset + I.Where.Length)
      continue;
    if (!Best || I.Where.Length < Best->Where.Length)
      Best = &I;
  }
  return Best;
}

} // namespace

std::optional<Hover> hoverAt(const Analysis &A, const Position &At,
                             Positions &Where,
                             const ClientCapabilities &Client) {
  LineIndex::Place Place = Where.lines(A.File).offset(At, Where.encoding());
  const Insight *I = Place.Moved ? nullptr : insightAt(A, Place.Offset);
  if (!I)
    return std::nullopt;
  Markup Out(Client.HoverMarkdown, Where);
  Description(*I, Out).write();
  Hover H;
  H.Contents.IsMarkdown = Client.HoverMarkdown;
  H.Contents.Text = Out.text();
  H.Where = Where.range(I->Where);
  return H;
}

std::string blocksInShort(const std::vector<BlockingEffect> &Blocks) {
  if (Blocks.empty())
    return "";
  std::string Text = "blocks: " + Blocks.front().Callee;
  if (Blocks.size() > 1)
    Text += " and " + std::to_string(Blocks.size() - 1) + " more";
  return Text;
}

} // namespace corolint::lsp
