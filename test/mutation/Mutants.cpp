//===- Mutants.cpp - the changes made at a place --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes of the text only; the text of an awaited expression is never written
// anew but kept where it stands, so that its offsets can be followed.
//
//===----------------------------------------------------------------------===//

#include "Mutants.h"

#include "Snippets.h"

#include <algorithm>
#include <cstdint>

namespace corolint::mutation {
namespace {

std::uint32_t hashOf(std::string_view Text) {
  std::uint32_t Hash = 2166136261u;
  for (unsigned char C : Text)
    Hash = (Hash ^ C) * 16777619u;
  return Hash ^ (Hash >> 15);
}

/// Where a line can be added after the last `#include` that is under no `#if`.
unsigned afterIncludes(std::string_view Text) {
  unsigned Result = 0;
  int Depth = 0;
  for (std::size_t At = 0; At < Text.size();) {
    std::size_t End = std::min(Text.find('\n', At), Text.size() - 1);
    std::string_view Line = Text.substr(At, End - At);
    if (Line.starts_with("#if"))
      ++Depth;
    else if (Line.starts_with("#endif"))
      --Depth;
    else if (Line.starts_with("#include") && Depth == 0)
      Result = End + 1;
    At = End + 1;
  }
  return Result;
}

class Maker {
public:
  Maker(std::string_view Text, std::string_view Label,
        std::vector<Mutant> &Mutants)
      : Text(Text), Label(Label), Includes(afterIncludes(Text)),
        Mutants(Mutants) {}

  void make(const Place &Where) {
    P = &Where;
    std::size_t LineBegin = Text.rfind('\n', P->Statement.Begin) + 1;
    Indent = "\n" + std::string(Text.substr(
                        LineBegin,
                        Text.find_first_not_of(" \t", LineBegin) - LineBegin));
    dropAwait();
    moveUnawaited();
    blockingWait();
    swallow();
    blockingHelper();
  }

  void make(const Change &C);

private:
  void finish(Mutant M, const std::string &Function, unsigned Ordinal,
              const std::vector<Anchor> &Anchors);
  void add(std::string Kind, std::string Variant, std::string Check,
           std::vector<Edit> Edits, std::string Description);
  void dropAwait();
  void moveUnawaited();
  void blockingWait();
  void swallow();
  void blockingHelper();

  /// One of `Count`, the same in every run, for this place and `Purpose`.
  std::size_t choose(std::string_view Purpose, std::size_t Count) const {
    std::string Key(Label);
    Key += P->Function + std::to_string(P->Ordinal);
    Key += Purpose;
    return hashOf(Key) % Count;
  }

  /// Whatever takes the statement's place must be one statement.
  std::string open() const { return P->InBlock ? "" : "{ "; }
  std::string close() const { return P->InBlock ? "" : " }"; }

  /// Keeps a function a coroutine that has lost its only `co_await`.
  void keepCoroutine(std::vector<Edit> &Edits) const {
    if (P->OnlyKeyword)
      Edits.push_back({P->BodyEnd, 0, "co_return;\n"});
  }

  const char *neverAwaited() const {
    return P->What == Awaited::Eager ? "coro-dropped-eager-task"
                                     : "coro-never-awaited";
  }
  static const char *blocks(bool InLoop) {
    return InLoop ? "coro-blocking-call-in-loop" : "coro-blocking-call";
  }
  std::string operand() const {
    std::string Source(
        Text.substr(P->Operand.Begin, P->Operand.End - P->Operand.Begin));
    std::replace(Source.begin(), Source.end(), '\n', ' ');
    return "'" + Source + "'";
  }

  std::string_view Text;
  std::string_view Label;
  unsigned Includes;
  std::vector<Mutant> &Mutants;
  const Place *P = nullptr;
  /// A line break and the statement's indentation.
  std::string Indent;
};

void Maker::add(std::string Kind, std::string Variant, std::string Check,
                std::vector<Edit> Edits, std::string Description) {
  Mutant M;
  M.Kind = std::move(Kind);
  M.Variant = std::move(Variant);
  M.Checks = {std::move(Check)};
  M.Description = std::move(Description);
  M.Original =
      Text.substr(P->Statement.Begin, P->Statement.End - P->Statement.Begin);
  M.Edits = std::move(Edits);
  bool Marked = std::any_of(M.Edits.begin(), M.Edits.end(), [](const Edit &E) {
    return E.Text.find(Here) != std::string::npos;
  });
  finish(std::move(M), P->Function, P->Ordinal,
         Marked ? std::vector<Anchor>{} : std::vector<Anchor>{*P->Creation});
}

void Maker::make(const Change &C) {
  Mutant M;
  M.Kind = C.Kind;
  M.Variant = C.Variant;
  M.Checks = C.Checks;
  M.Edits = C.Edits;
  M.Description = C.Description;
  M.Original = Text.substr(C.Original.Begin, C.Original.End - C.Original.Begin);
  finish(std::move(M), C.Function, C.Ordinal, C.Anchors);
}

void Maker::finish(Mutant M, const std::string &Function, unsigned Ordinal,
                   const std::vector<Anchor> &Anchors) {
  M.Id = M.Kind + "." + M.Variant + ":" + std::string(Label) + ":" + Function +
         ":" + std::to_string(Ordinal);
  // The same headers in each mutant, whatever it needs of them, so that a
  // parser can share the preamble.
  M.Edits.push_back({Includes, 0, helperIncludes()});
  M.Edits = inOrder(std::move(M.Edits));
  M.Lines = expectedLines(Text, M.Edits, Anchors);
  Mutants.push_back(std::move(M));
}

void Maker::dropAwait() {
  if (!P->Creation)
    return;
  auto Spelling = [&](const char *Variant, const char *Before,
                      const char *After) {
    std::vector<Edit> Edits = {
        {P->Await.Begin, P->Operand.Begin - P->Await.Begin, Before}};
    if (*After)
      Edits.push_back({P->Operand.End, 0, After});
    keepCoroutine(Edits);
    add("drop-await", Variant, neverAwaited(), std::move(Edits),
        "co_await dropped: " + operand());
  };
  Spelling("plain", "", "");
  if (P->How != Form::Statement)
    return;
  // Casting started work to void says that it is meant to run on its own.
  switch (P->What == Awaited::Eager ? 0 : choose("drop", 3)) {
  case 0:
    Spelling("comma", "static_cast<void>(0), ", "");
    break;
  case 1:
    Spelling("void", "(void)", "");
    break;
  case 2:
    Spelling("conditional", "std::rand() != 0 ? static_cast<void>(",
             ") : static_cast<void>(0)");
    break;
  }
}

void Maker::moveUnawaited() {
  bool Declares = P->How == Form::Initializer && !P->VariableType.empty();
  if (!P->Creation || (P->How != Form::Statement && !Declares))
    return;
  // What stands before and after the awaited expression.
  struct Spelling {
    const char *Variant, *Before, *After;
    bool Awaits = false;
  };
  static const Spelling Spellings[] = {
      {"auto", "auto corolint_mutant = ", ""},
      {"const-reference", "const auto &corolint_mutant = ", ""},
      {"forwarding-reference", "auto &&corolint_mutant = ", ""},
      {"used-as-void", "auto corolint_mutant = ", "@(void)corolint_mutant;"},
      {"moved-on", "auto corolint_first = ",
       "@auto corolint_mutant = std::move(corolint_first);"},
      {"container", "auto corolint_first = ",
       "@std::vector<decltype(corolint_first)> corolint_mutant;"
       "@corolint_mutant.push_back(std::move(corolint_first));"},
      {"optional", "auto corolint_first = ",
       "@std::optional<decltype(corolint_first)> corolint_mutant("
       "std::move(corolint_first));"},
      {"captured", "auto corolint_first = ",
       "@auto corolint_mutant = [corolint_kept = std::move(corolint_first)] {"
       "};"},
      {"some-path", "auto corolint_mutant = ",
       "@if (std::rand() != 0)@  co_await std::move(corolint_mutant);", true},
  };
  auto Make = [&](const Spelling &S) {
    if (S.Awaits && Declares)
      return;
    std::string After = ";";
    for (const char *C = S.After; *C; ++C)
      After += *C == '@' ? Indent : std::string(1, *C);
    if (Declares)
      After += Indent + P->VariableType + " " + P->Variable + "{};";
    std::vector<Edit> Edits = {
        {P->Statement.Begin, P->Operand.Begin - P->Statement.Begin,
         open() + S.Before},
        {P->Operand.End, P->Statement.End - P->Operand.End, After + close()}};
    if (!S.Awaits)
      keepCoroutine(Edits);
    add("move-unawaited", S.Variant, neverAwaited(), std::move(Edits),
        "put into a variable that is not awaited" +
            std::string(S.Awaits ? " on some path" : "") + ": " + operand());
  };
  Make(Spellings[0]);
  std::size_t Others = std::size(Spellings) - 1;
  Make(Spellings[1 + choose("move", Others)]);
}

void Maker::blockingWait() {
  if (P->Blocking) {
    std::vector<Edit> Edits = {
        {P->Await.Begin, P->Operand.Begin - P->Await.Begin, ""},
        {P->Blocking->Prefix.Begin,
         P->Blocking->Prefix.End - P->Blocking->Prefix.Begin, ""}};
    const Span &Token = P->Blocking->Token;
    if (Token.End > Token.Begin)
      Edits.push_back({Token.Begin, Token.End - Token.Begin, ""});
    keepCoroutine(Edits);
    add("blocking-wait", "twin", blocks(P->InLoop), std::move(Edits),
        "replaced by its blocking twin: " + operand());
  }
  bool Declares = P->How == Form::Initializer && !P->VariableType.empty();
  if (P->How != Form::Statement && !Declares)
    return;
  const Snippet &Sleep = sleeps()[choose("sleep", sleeps().size())];
  std::string Wait = open() + Here + Sleep.Code;
  if (Declares)
    Wait += Indent + P->VariableType + " " + P->Variable + "{};";
  std::vector<Edit> Edits = {{P->Statement.Begin,
                              P->Statement.End - P->Statement.Begin,
                              Wait + close()}};
  keepCoroutine(Edits);
  add("blocking-wait", Sleep.Name, blocks(P->StatementInLoop), std::move(Edits),
      "replaced by a sleep: " + operand());
}

void Maker::swallow() {
  if (P->SharesStatement || P->IsReturn)
    return;
  std::vector<Snippet> Handlers =
      handlers(P->CancelsByStdException, P->CancelType);
  auto Wrap = [&](const Snippet &Handler) {
    std::string Catch = Indent + "} " + Here + Handler.Code;
    std::string What = " in a handler that goes on: " + operand();
    if (!P->IsDeclaration) {
      if (P->MayCancel && P->AfterStatement == After::GoesOn)
        add("swallow", "statement-" + Handler.Name,
            "coro-unhandled-cancellation",
            {{P->Statement.Begin, 0, "try {" + Indent},
             {P->Statement.End, 0, Catch}},
            "wrapped" + What);
      return;
    }
    if (!P->VariableType.empty() && P->MayCancel &&
        P->AfterStatement == After::GoesOn)
      add("swallow", "hoisted-" + Handler.Name, "coro-unhandled-cancellation",
          {{P->Statement.Begin, P->Await.Begin - P->Statement.Begin,
            P->VariableType + " " + P->Variable + "{};" + Indent + "try {" +
                Indent + P->Variable + " = "},
           {P->Statement.End, 0, Catch}},
          "wrapped, its variable declared before," + What);
    if (P->InBlock && P->RestMayCancel && P->AfterBlock == After::GoesOn)
      add("swallow", "rest-" + Handler.Name, "coro-unhandled-cancellation",
          {{P->Statement.Begin, 0, "try {" + Indent},
           {P->BlockEnd, 0, Catch + Indent}},
          "wrapped, with the rest of its block," + What);
  };
  // One that catches everything, and one that catches a type.
  Wrap(Handlers[choose("catch all", CatchAllHandlers)]);
  if (std::size_t Typed = Handlers.size() - CatchAllHandlers)
    Wrap(Handlers[CatchAllHandlers + choose("catch type", Typed)]);
}

void Maker::blockingHelper() {
  if (P->SharesStatement)
    return;
  const Helper &H = helpers()[choose("helper", helpers().size())];
  const Snippet &Leaf = leaves()[choose("leaf", leaves().size())];
  bool Instead =
      P->How == Form::Statement && !P->OnlyKeyword && choose("instead", 2) == 0;
  std::size_t Outside = P->Outside == 0 ? 0 : Text.rfind('\n', P->Outside) + 1;
  std::string Call = Here + std::string(H.Call);
  std::vector<Edit> Edits = {
      {static_cast<unsigned>(Outside), 0, H.define(Leaf.Code)}};
  if (Instead) {
    Edits.push_back({P->Statement.Begin, P->Statement.End - P->Statement.Begin,
                     open() + Call + close()});
  } else {
    Edits.push_back({P->Statement.Begin, 0, open() + Call + Indent});
    if (!P->InBlock)
      Edits.push_back({P->Statement.End, 0, close()});
  }
  add("blocking-helper", H.Name + ("-" + Leaf.Name), blocks(P->StatementInLoop),
      std::move(Edits),
      std::string("a helper that blocks two calls deep ") +
          (Instead ? "instead of " : "before ") + operand());
}

} // namespace

std::vector<Mutant> makeMutants(std::string_view Text, std::string_view Label,
                                const std::vector<Place> &Places,
                                const std::vector<Change> &Changes) {
  std::vector<Mutant> Mutants;
  Maker M(Text, Label, Mutants);
  for (const Place &P : Places)
    M.make(P);
  for (const Change &C : Changes)
    M.make(C);
  return Mutants;
}

} // namespace corolint::mutation
