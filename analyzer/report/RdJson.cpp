//===- RdJson.cpp - reviewdog's JSON --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "report/Regions.h"

#include "llvm/ADT/STLExtras.h"

#include <nlohmann/json.hpp>

#include <optional>

using llvm::StringRef;
using Json = nlohmann::ordered_json;

namespace corolint {

namespace {

constexpr LevelNames Severities = {"ERROR", "WARNING", "INFO"};

Json toJson(Position P) { return {{"line", P.Line}, {"column", P.Column}}; }

Json range(const SourceRange &Where, const Report &R) {
  Region At = regionOf(Where, *R.Files, ColumnUnit::Bytes);
  return {{"start", toJson(At.Begin)}, {"end", toJson(At.End)}};
}

/// A fix as one edit of `File`: from its first edit to its last. Nothing where
/// it also changes other files, or where it cannot be made.
std::optional<Edit> asOneEdit(const Fix &F, StringRef File, const Report &R) {
  std::vector<Edit> Edits = F.Edits;
  llvm::stable_sort(Edits, [](const Edit &A, const Edit &B) {
    return A.Where.Offset < B.Where.Offset;
  });
  std::optional<StringRef> Text = R.Files->text(File);
  if (Edits.empty() || !Text)
    return std::nullopt;
  Edit All = {Edits.front().Where, ""};
  size_t Done = All.Where.Offset;
  for (const Edit &E : Edits) {
    size_t End = size_t(E.Where.Offset) + E.Where.Length;
    if (E.Where.File != File || E.Where.Offset < Done || End > Text->size())
      return std::nullopt;
    All.Text += Text->slice(Done, E.Where.Offset);
    All.Text += E.Text;
    Done = End;
  }
  All.Where.Length = Done - All.Where.Offset;
  return All;
}

Json diagnostic(const Finding &F, const Report &R) {
  Json Code = {{"value", F.Check}};
  if (const Rule *Known = R.rule(F.Check); Known && !Known->Url.empty())
    Code["url"] = Known->Url;
  Json Location = {{"path", validUtf8(R.path(F.Where.File))}};
  if (F.Where.Line)
    Location["range"] = range(F.Where, R);
  Json D = {{"message", validUtf8(messageWithNotes(F, R))},
            {"location", std::move(Location)},
            {"severity", Severities[levelOf(F.Sure)]},
            {"code", std::move(Code)}};
  Json Suggestions = Json::array();
  for (const Fix &X : F.Fixes)
    if (std::optional<Edit> E = asOneEdit(X, F.Where.File, R))
      Suggestions.push_back(
          {{"range", range(E->Where, R)}, {"text", validUtf8(E->Text)}});
  if (!Suggestions.empty())
    D["suggestions"] = std::move(Suggestions);
  return D;
}

} // namespace

void writeRdJson(llvm::raw_ostream &OS, const Report &R) {
  Json Diagnostics = Json::array();
  for (const Finding &F : R.Findings)
    Diagnostics.push_back(diagnostic(F, R));
  for (const UnitReport &U : R.Units)
    if (U.What != UnitReport::Complete)
      Diagnostics.push_back(
          {{"message", validUtf8(R.problem(U))},
           {"location", {{"path", validUtf8(R.path(U.File))}}},
           {"severity", "ERROR"},
           {"code", {{"value", "corolint-incomplete"}}}});
  Json Root = {{"source", {{"name", "corolint"}}},
               {"diagnostics", std::move(Diagnostics)}};
  OS << Root.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                  Json::error_handler_t::replace)
     << '\n';
}

} // namespace corolint
