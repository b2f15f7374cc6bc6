//===- Json.cpp - findings for programs -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Json.h"

#include "report/Formats.h"
#include "report/Text.h"

#include <nlohmann/json.hpp>

using llvm::ArrayRef;
// Keeps the order in which keys are added, which reads better.
using Json = nlohmann::ordered_json;

namespace corolint {

namespace {

Json toJson(const Fix &F);
Json toJson(const Finding &F);
Json toJson(const UnitReport &U);

Json toJson(const Note &N) {
  return {{"file", N.Where.File},
          {"line", N.Where.Line},
          {"column", N.Where.Column},
          {"message", N.Message}};
}

Json toJson(const Edit &E) {
  return {{"file", E.Where.File},
          {"offset", E.Where.Offset},
          {"length", E.Where.Length},
          {"text", E.Text}};
}

template <typename T> Json toList(ArrayRef<T> Values) {
  Json List = Json::array();
  for (const T &V : Values)
    List.push_back(toJson(V));
  return List;
}

Json toJson(const Fix &F) {
  return {
      {"title", F.Title}, {"safe", F.Safe}, {"edits", toList<Edit>(F.Edits)}};
}

Json toJson(const Anchor &A) {
  return {{"kind", A.Kind},
          {"file", A.Where.File},
          {"line", A.Where.Line},
          {"column", A.Where.Column},
          {"length", A.Where.Length}};
}

Json toJson(const Finding &F) {
  return {{"check", F.Check},
          {"certainty", certaintyName(F.Sure).str()},
          {"message", F.Message},
          {"function", F.Function},
          {"file", F.Where.File},
          {"line", F.Where.Line},
          {"column", F.Where.Column},
          {"length", F.Where.Length},
          {"anchor", toJson(F.Anchor)},
          {"notes", toList<Note>(F.Notes)},
          {"fixes", toList<Fix>(F.Fixes)}};
}

const char *statusName(UnitReport::Status S) {
  switch (S) {
  case UnitReport::Complete:
    return "complete";
  case UnitReport::Partial:
    return "partial";
  case UnitReport::Failed:
    return "failed";
  case UnitReport::Crashed:
    return "crashed";
  }
  llvm_unreachable("no other status");
}

Json toJson(const UnitReport &U) {
  Json J = {
      {"file", U.File}, {"status", statusName(U.What)}, {"errors", U.Errors}};
  if (U.What == UnitReport::Crashed)
    J["reproduce"] = U.Reproduce;
  return J;
}

} // namespace

void writeJson(llvm::raw_ostream &OS, ArrayRef<Finding> Findings,
               ArrayRef<UnitReport> Units) {
  Json Root = {{"version", 1},
               {"tool", "corolint"},
               {"findings", toList(Findings)},
               {"units", toList(Units)}};
  OS << Root.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                  Json::error_handler_t::ignore)
     << '\n';
}

void writeJsonLines(llvm::raw_ostream &OS, const Report &R) {
  auto Write = [&](const char *Type, const Json &Value) {
    Json Line = {{"type", Type}};
    Line.update(Value);
    OS << Line.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::ignore)
       << '\n';
  };
  Write("run", {{"version", 1}, {"tool", "corolint"}});
  for (const Finding &F : R.Findings)
    Write("finding", toJson(F));
  for (const UnitReport &U : R.Units)
    Write("unit", toJson(U));
}

} // namespace corolint
