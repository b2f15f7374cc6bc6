//===- GitLab.cpp - GitLab's code quality report --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Fingerprint.h"
#include "report/Formats.h"
#include "report/Regions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

#include <nlohmann/json.hpp>

using llvm::StringRef;
using Json = nlohmann::ordered_json;

namespace corolint {

namespace {

/// GitLab's severities are info, minor, major, critical and blocker.
constexpr LevelNames Severities = {"major", "minor", "info"};

Json issue(StringRef Check, StringRef Description, const char *Severity,
           StringRef Fingerprint, StringRef Path, unsigned Begin,
           unsigned End) {
  return {{"type", "issue"},
          {"check_name", Check.str()},
          {"description", validUtf8(Description)},
          {"categories", Json::array({"Bug Risk"})},
          {"severity", Severity},
          {"fingerprint", Fingerprint.str()},
          {"location",
           {{"path", validUtf8(Path)},
            {"lines", {{"begin", Begin}, {"end", End}}}}}};
}

/// The fingerprint of a unit that is not complete.
std::string fingerprintOf(const UnitReport &U, const Report &R) {
  std::string Name = "unit\n" + R.path(U.File);
  std::array<uint8_t, 32> Digest =
      llvm::SHA256::hash(llvm::arrayRefFromStringRef(Name));
  return llvm::toHex(llvm::ArrayRef(Digest).take_front(16),
                     /*LowerCase=*/true);
}

} // namespace

void writeGitLab(llvm::raw_ostream &OS, const Report &R) {
  Json Issues = Json::array();
  for (const auto &[F, Fingerprint] :
       llvm::zip_equal(R.Findings, fingerprints(R.Findings, *R.Files))) {
    Region Where = regionOf(F.Where, *R.Files, ColumnUnit::Bytes);
    Issues.push_back(issue(F.Check, F.Message, Severities[levelOf(F.Sure)],
                           Fingerprint, R.path(F.Where.File),
                           std::max(1u, Where.Begin.Line),
                           std::max(1u, Where.End.Line)));
  }
  // A report without it would say that what was not looked at is repaired.
  for (const UnitReport &U : R.Units)
    if (U.What != UnitReport::Complete)
      Issues.push_back(issue("corolint-incomplete", R.problem(U), "blocker",
                             fingerprintOf(U, R), R.path(U.File),
                             /*Begin=*/1, /*End=*/1));
  OS << Issues.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace)
     << '\n';
}

} // namespace corolint
