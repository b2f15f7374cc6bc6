//===- CodeActions.cpp - what can be done about a finding -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/CodeActions.h"

#include "lsp/features/SilenceEdit.h"
#include "report/FixPlan.h"

#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace corolint::lsp {
namespace {

constexpr char QuickFix[] = "quickfix";
constexpr char FixAll[] = "source.fixAll.corolint";

/// "source" is wanted where "source.fixAll" is asked for, not the other way
/// round; without a list all are wanted that nobody has to ask for.
bool isWanted(StringRef Kind, const CodeActionContext &Context) {
  if (Context.Only.empty())
    return Kind != FixAll;
  return llvm::any_of(Context.Only, [&](StringRef Only) {
    StringRef Rest = Kind;
    return Rest.consume_front(Only) && (Rest.empty() || Rest[0] == '.');
  });
}

bool overlaps(const Range &A, const Range &B) {
  return A.Start <= B.End && B.Start <= A.End;
}

class Actions {
public:
  Actions(const Analysis &A, const CodeActionParams &Asked, Positions &Where,
          const ClientCapabilities &Client)
      : A(A), Asked(Asked), Where(Where), Client(Client) {}

  std::vector<CodeAction> run();

private:
  WorkspaceEdit edit(llvm::ArrayRef<Edit> Edits);
  void fixes(const Finding &F, const Diagnostic &D);
  void silence(const Finding &F, const Diagnostic &D);
  void explain(const Finding &F, const Diagnostic &D);
  void fixAll();

  const Analysis &A;
  const CodeActionParams &Asked;
  Positions &Where;
  const ClientCapabilities &Client;
  std::vector<CodeAction> Out;
};

WorkspaceEdit Actions::edit(llvm::ArrayRef<Edit> Edits) {
  std::map<std::string, TextDocumentEdit> ByFile;
  for (const Edit &E : Edits) {
    TextDocumentEdit &To = ByFile[E.Where.File];
    To.Uri = Where.uri(E.Where.File);
    if (E.Where.File == A.File)
      To.Version = A.Version;
    To.Edits.push_back({Where.range(E.Where), E.Text});
  }
  std::vector<TextDocumentEdit> All;
  for (auto &[File, Each] : ByFile)
    All.push_back(std::move(Each));
  return WorkspaceEdit::of(std::move(All), Client.DocumentChanges);
}

void Actions::fixes(const Finding &F, const Diagnostic &D) {
  for (const Fix &Each : F.Fixes) {
    CodeAction Action;
    Action.Title = Each.Title;
    Action.Kind = QuickFix;
    Action.Diagnostics = {D};
    Action.IsPreferred = &Each == &F.Fixes.front();
    Action.Edit = edit(Each.Edits);
    Out.push_back(std::move(Action));
  }
}

void Actions::silence(const Finding &F, const Diagnostic &D) {
  std::optional<Edit> Comment =
      silenceEdit(A.File, Where.lines(A.File), D.Where.Start.Line, F.Check);
  if (!Comment)
    return;
  CodeAction Action;
  Action.Title = "silence " + F.Check + " here";
  Action.Kind = QuickFix;
  Action.Diagnostics = {D};
  Action.Edit = edit(*Comment);
  Out.push_back(std::move(Action));
}

void Actions::explain(const Finding &F, const Diagnostic &D) {
  CodeAction Action;
  Action.Title = "explain " + F.Check;
  Action.Kind = QuickFix;
  Action.Diagnostics = {D};
  Action.ThenRun = Command{Action.Title, ExplainCommand, {Json(F.Check)}};
  Out.push_back(std::move(Action));
}

/// Of two fixes that touch each other, the first; the other is found again.
void Actions::fixAll() {
  std::vector<Finding> Here;
  llvm::copy_if(A.Found.Findings, std::back_inserter(Here),
                [&](const Finding &F) { return F.Where.File == A.File; });
  FixPlan Plan =
      planFixes(Here, [&](StringRef File) { return File == A.File; });
  const std::vector<Edit> &All = Plan.Edits[A.File];
  if (All.empty())
    return;
  CodeAction Action;
  Action.Title = "fix all that corolint can fix safely";
  Action.Kind = FixAll;
  Action.Edit = edit(All);
  Out.push_back(std::move(Action));
}

std::vector<CodeAction> Actions::run() {
  if (!Client.CodeActionLiterals)
    return {};
  if (isWanted(QuickFix, Asked.Context))
    for (const Finding &F : A.Found.Findings) {
      if (F.Where.File != A.File)
        continue;
      Diagnostic D = toDiagnostic(F, Where, Client);
      if (!overlaps(D.Where, Asked.Where))
        continue;
      fixes(F, D);
      silence(F, D);
      explain(F, D);
    }
  if (isWanted(FixAll, Asked.Context))
    fixAll();
  return std::move(Out);
}

} // namespace

std::vector<CodeAction> codeActions(const Analysis &A,
                                    const CodeActionParams &Asked,
                                    Positions &Where,
                                    const ClientCapabilities &Client) {
  return Actions(A, Asked, Where, Client).run();
}

} // namespace corolint::lsp
