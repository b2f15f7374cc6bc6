//===- Sarif.cpp - SARIF 2.1.0 --------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, kept within
// what GitHub's code scanning takes, which throws a file away as a whole where
// it holds more:
// https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
// Whatever is left out is told in a notification of the run.
//
//===----------------------------------------------------------------------===//

#include "report/Fingerprint.h"
#include "report/Formats.h"
#include "report/LineHashes.h"
#include "report/Regions.h"
#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <nlohmann/json.hpp>

#include <map>
#include <numeric>

using llvm::StringRef;
using Json = nlohmann::ordered_json;

namespace corolint {

namespace {

constexpr size_t MaxResults = 25000;
/// Of a result, its own included. A thread flow may have ten times as many.
constexpr size_t MaxLocations = 1000;
/// Of the id and the descriptions of a rule.
constexpr size_t MaxIdLength = 255;
constexpr size_t MaxDescriptionLength = 1024;

/// Where relative paths begin. The reader knows where that is in its own
/// checkout.
constexpr const char *RootId = "%SRCROOT%";

constexpr LevelNames Levels = {"error", "warning", "note"};

Json text(StringRef Text) { return {{"text", validUtf8(Text)}}; }

/// `Text`, or its beginning, in at most `Max` bytes.
std::string shortened(StringRef Text, size_t Max) {
  std::string Valid = validUtf8(Text);
  if (Valid.size() <= Max)
    return Valid;
  static constexpr llvm::StringLiteral Dots = "…";
  size_t End = Max - Dots.size();
  while (End && (static_cast<unsigned char>(Valid[End]) & 0xc0) == 0x80)
    --End;
  return Valid.substr(0, End) + Dots.str();
}

/// A path as a part of a URI.
std::string encoded(StringRef Path) {
  std::string Out;
  for (char C : Path)
    if (llvm::isAlnum(C) || StringRef("-._~/").contains(C))
      Out += C;
    else
      Out += "%" + llvm::toHex(StringRef(&C, 1));
  return Out;
}

Json artifact(StringRef Path) {
  if (Path.starts_with("/"))
    return {{"uri", "file://" + encoded(Path)}};
  return {{"uri", encoded(Path)}, {"uriBaseId", RootId}};
}

class SarifWriter {
public:
  explicit SarifWriter(const Report &R) : R(R) {}

  Json log();

private:
  Json driver() const;
  Json rule(const Rule &Known) const;
  Json result(const Finding &F, StringRef Fingerprint);
  Json fix(const Fix &F);
  Json location(const SourceRange &Where, StringRef Message);
  Json physicalLocation(const SourceRange &Where);
  Json region(const SourceRange &Where);
  Json invocation() const;
  Json notification(const char *Id, Level L, StringRef Message) const;
  /// The notes that are told with places of their own.
  std::vector<const Note *> placedNotes(const Finding &F);
  /// Which findings are told: all, or those that are surest.
  std::vector<size_t> chosen() const;
  /// GitHub's own fingerprint; "" where the file cannot be read.
  std::string lineHash(const SourceRange &Where);

  const Report &R;
  llvm::StringMap<std::vector<std::string>> Hashes;
  size_t ResultsCut = 0, NotesCut = 0;
};

Json SarifWriter::rule(const Rule &Known) const {
  Json J = {{"id", shortened(Known.Name, MaxIdLength)},
            {"shortDescription",
             text(shortened(Known.Summary, MaxDescriptionLength))},
            {"fullDescription",
             text(shortened(Known.Description, MaxDescriptionLength))},
            {"help", text(Known.HelpText)},
            {"defaultConfiguration", {{"level", "warning"}}},
            {"properties",
             {{"tags", Json::array({"coroutines", "correctness"})},
              {"problem.severity", "warning"}}}};
  if (!Known.HelpMarkdown.empty())
    J["help"]["markdown"] = validUtf8(Known.HelpMarkdown);
  if (!Known.Url.empty())
    J["helpUri"] = Known.Url;
  return J;
}

Json SarifWriter::driver() const {
  Json Rules = Json::array();
  for (const Rule &Known : R.Rules)
    Rules.push_back(rule(Known));
  Json Notifications = Json::array();
  for (auto [Id, What] :
       {std::pair("incomplete",
                  "A file could not be analysed, or not all of it"),
        std::pair("cut", "Something was left out of this file")})
    // GitHub wants all of these of a rule; other readers take this for one.
    Notifications.push_back({{"id", Id},
                             {"shortDescription", text(What)},
                             {"fullDescription", text(What)},
                             {"help", text(What)}});
  Json J = {{"name", "corolint"},
            {"version", R.Version.str()},
            {"semanticVersion", R.Version.str()},
            {"rules", std::move(Rules)},
            {"notifications", std::move(Notifications)}};
  if (!R.Url.empty())
    J["informationUri"] = R.Url.str();
  return J;
}

Json SarifWriter::region(const SourceRange &Where) {
  Region At = regionOf(Where, *R.Files, ColumnUnit::Utf16);
  return {{"startLine", At.Begin.Line},
          {"startColumn", At.Begin.Column},
          {"endLine", At.End.Line},
          {"endColumn", At.End.Column}};
}

Json SarifWriter::physicalLocation(const SourceRange &Where) {
  Json J = {{"artifactLocation", artifact(R.path(Where.File))}};
  if (Where.Line)
    J["region"] = region(Where);
  return J;
}

Json SarifWriter::location(const SourceRange &Where, StringRef Message) {
  return {{"physicalLocation", physicalLocation(Where)},
          {"message", text(Message)}};
}

std::vector<const Note *> SarifWriter::placedNotes(const Finding &F) {
  std::vector<const Note *> Notes;
  for (const Note &N : F.Notes)
    if (!N.Where.File.empty())
      Notes.push_back(&N);
  if (Notes.size() > MaxLocations - 1) {
    NotesCut += Notes.size() - (MaxLocations - 1);
    Notes.resize(MaxLocations - 1);
  }
  return Notes;
}

std::string SarifWriter::lineHash(const SourceRange &Where) {
  auto [It, New] = Hashes.try_emplace(Where.File);
  if (New)
    if (std::optional<StringRef> Text = R.Files->text(Where.File))
      It->second = lineHashes(*Text);
  if (Where.Line == 0 || Where.Line > It->second.size())
    return "";
  return It->second[Where.Line - 1];
}

Json SarifWriter::fix(const Fix &F) {
  std::map<std::string, Json> ByFile;
  for (const Edit &E : F.Edits) {
    Json &Replacements =
        ByFile.try_emplace(E.Where.File, Json::array()).first->second;
    Replacements.push_back({{"deletedRegion", region(E.Where)},
                            {"insertedContent", text(E.Text)}});
  }
  Json Changes = Json::array();
  for (auto &[File, Replacements] : ByFile)
    Changes.push_back({{"artifactLocation", artifact(R.path(File))},
                       {"replacements", std::move(Replacements)}});
  return {{"description", text(F.Title)},
          {"artifactChanges", std::move(Changes)},
          {"properties", {{"safe", F.Safe}}}};
}

Json SarifWriter::result(const Finding &F, StringRef Fingerprint) {
  std::string Message = F.Message;
  for (const Note &N : F.Notes)
    if (N.Where.File.empty())
      Message += "\n" + N.Message;

  Json Place = {{"physicalLocation", physicalLocation(F.Where)}};
  if (!F.Function.empty())
    Place["logicalLocations"] =
        Json::array({{{"fullyQualifiedName", validUtf8(F.Function)},
                      {"kind", "function"}}});
  Json J = {{"ruleId", shortened(F.Check, MaxIdLength)}};
  if (const Rule *Known = R.rule(F.Check))
    J["ruleIndex"] = Known - R.Rules.begin();
  J["level"] = Levels[levelOf(F.Sure)];
  J["message"] = text(Message);
  J["locations"] = Json::array({std::move(Place)});
  J["partialFingerprints"] = {{"corolint/v1", Fingerprint.str()}};
  if (std::string Hash = lineHash(F.Where); !Hash.empty())
    J["partialFingerprints"]["primaryLocationLineHash"] = Hash;

  if (std::vector<const Note *> Notes = placedNotes(F); !Notes.empty()) {
    // The place of the finding, and from there the notes, one step each.
    Json Steps = Json::array();
    Steps.push_back({{"location", location(F.Where, F.Message)}});
    Json Related = Json::array();
    for (const Note *N : Notes) {
      Json At = location(N->Where, N->Message);
      Steps.push_back({{"location", At}});
      At["id"] = Related.size() + 1;
      Related.push_back(std::move(At));
    }
    J["relatedLocations"] = std::move(Related);
    J["codeFlows"] = Json::array(
        {{{"threadFlows", Json::array({{{"locations", std::move(Steps)}}})}}});
  }
  Json Fixes = Json::array();
  for (const Fix &X : F.Fixes)
    if (!X.Edits.empty())
      Fixes.push_back(fix(X));
  if (!Fixes.empty())
    J["fixes"] = std::move(Fixes);
  J["properties"] = {{"certainty", certaintyName(F.Sure).str()}};
  return J;
}

Json SarifWriter::notification(const char *Id, Level L,
                               StringRef Message) const {
  return {{"descriptor", {{"id", Id}}},
          {"level", Levels[L]},
          {"message", text(Message)}};
}

Json SarifWriter::invocation() const {
  bool IsComplete = true;
  Json Notifications = Json::array();
  for (const UnitReport &U : R.Units) {
    if (U.What == UnitReport::Complete)
      continue;
    IsComplete = false;
    Json N = notification("incomplete", levelOf(U.What),
                          R.path(U.File) + ": " + R.problem(U));
    N["locations"] =
        Json::array({{{"physicalLocation",
                       {{"artifactLocation", artifact(R.path(U.File))}}}}});
    Notifications.push_back(std::move(N));
  }
  if (ResultsCut)
    Notifications.push_back(notification(
        "cut", Level::Warning,
        llvm::utostr(ResultsCut) + " of " + llvm::utostr(R.Findings.size()) +
            " results are left out, the least certain first: GitHub takes no "
            "more than " +
            llvm::utostr(MaxResults) + " of a run"));
  if (NotesCut)
    Notifications.push_back(notification(
        "cut", Level::Warning,
        llvm::utostr(NotesCut) +
            " notes are left out: GitHub takes no more than " +
            llvm::utostr(MaxLocations) + " locations of a result"));
  return {{"executionSuccessful", IsComplete},
          {"toolExecutionNotifications", std::move(Notifications)}};
}

std::vector<size_t> SarifWriter::chosen() const {
  std::vector<size_t> Chosen(R.Findings.size());
  std::iota(Chosen.begin(), Chosen.end(), 0);
  if (Chosen.size() <= MaxResults)
    return Chosen;
  llvm::stable_sort(Chosen, [&](size_t A, size_t B) {
    return R.Findings[A].Sure > R.Findings[B].Sure;
  });
  Chosen.resize(MaxResults);
  llvm::sort(Chosen);
  return Chosen;
}

Json SarifWriter::log() {
  std::vector<std::string> Fingerprints = fingerprints(R.Findings, *R.Files);
  std::vector<size_t> Chosen = chosen();
  ResultsCut = R.Findings.size() - Chosen.size();
  Json Results = Json::array();
  for (size_t I : Chosen)
    Results.push_back(result(R.Findings[I], Fingerprints[I]));
  Json Run = {
      {"tool", {{"driver", driver()}}},
      {"invocations", Json::array({invocation()})},
      {"originalUriBaseIds",
       {{RootId,
         {{"description",
           text("The root of the repository; without one, the folder in which "
                "corolint ran")}}}}},
      {"columnKind", "utf16CodeUnits"},
      {"results", std::move(Results)}};
  return {{"$schema",
           "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
           "sarif-schema-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", Json::array({std::move(Run)})}};
}

} // namespace

void writeSarif(llvm::raw_ostream &OS, const Report &R) {
  OS << SarifWriter(R).log().dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                                  Json::error_handler_t::replace)
     << '\n';
}

} // namespace corolint
