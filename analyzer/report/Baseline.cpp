//===- Baseline.cpp - the findings that a project has already -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Baseline.h"

#include "report/Text.h"

#include "compat/Paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

#include "nlohmann/json.hpp"

#include <set>

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint {

namespace {

constexpr unsigned Version = 1;

/// The file as it is written. JSON is YAML, and LLVM's reader of YAML knows the
/// line of what is wrong.
struct BaselineText {
  unsigned Version = 0;
  std::string Tool;
  std::vector<BaselineEntry> Findings;
};

} // namespace

} // namespace corolint

LLVM_YAML_IS_SEQUENCE_VECTOR(corolint::BaselineEntry)

namespace llvm::yaml {

template <> struct ScalarEnumerationTraits<corolint::Certainty> {
  static void enumeration(IO &Io, corolint::Certainty &C) {
    using corolint::Certainty;
    for (Certainty Each : {Certainty::Unknown, Certainty::Possible,
                           Certainty::Likely, Certainty::Certain})
      Io.enumCase(C, corolint::certaintyName(Each).data(), Each);
  }
};

template <> struct MappingTraits<corolint::BaselineEntry> {
  static void mapping(IO &Io, corolint::BaselineEntry &E) {
    Io.mapRequired("file", E.File);
    Io.mapRequired("check", E.What.Check);
    Io.mapRequired("function", E.What.Function);
    Io.mapRequired("code", E.What.Text);
    Io.mapOptional("count", E.Count, 1u);
    Io.mapOptional("certainty", E.Sure, corolint::Certainty::Certain);
  }
};

template <> struct MappingTraits<corolint::BaselineText> {
  static void mapping(IO &Io, corolint::BaselineText &B) {
    Io.mapRequired("version", B.Version);
    Io.mapRequired("tool", B.Tool);
    Io.mapRequired("findings", B.Findings);
  }
};

} // namespace llvm::yaml

namespace corolint {

llvm::Expected<Baseline> Baseline::read(llvm::MemoryBufferRef Text,
                                        std::string Folder) {
  std::string FirstError;
  auto OnError = [](const llvm::SMDiagnostic &D, void *Context) {
    std::string &First = *static_cast<std::string *>(Context);
    if (First.empty())
      llvm::raw_string_ostream(First)
          << D.getFilename() << ':' << D.getLineNo() << ':'
          << D.getColumnNo() + 1
          << ": error: the baseline is broken: " << D.getMessage();
  };
  llvm::yaml::Input In(Text, /*Ctxt=*/nullptr, OnError, &FirstError);
  BaselineText Read;
  In >> Read;
  auto Broken = [&](const llvm::Twine &Why) {
    return llvm::createStringError(
        Text.getBufferIdentifier() +
        ":1:1: error: the baseline is broken: " + Why);
  };
  if (!FirstError.empty())
    return llvm::createStringError(FirstError);
  // An empty file is no document, and nothing is said of it.
  if (In.error() || Read.Tool != "corolint")
    return Broken("it is none of corolint's");
  if (Read.Version != Version)
    return Broken("its version is " + llvm::Twine(Read.Version) +
                  "; this corolint reads version " + llvm::Twine(Version));
  Baseline B(std::move(Folder));
  for (const BaselineEntry &E : Read.Findings)
    B.add(E);
  return B;
}

void Baseline::write(llvm::raw_ostream &OS) const {
  using Json = nlohmann::ordered_json;
  OS << "{\"version\": " << Version
     << ", \"tool\": \"corolint\", \"findings\": [";
  // A line for each, so that changes can be read and merged.
  const char *Separator = "\n";
  for (const auto &[K, E] : Entries) {
    const auto &[File, What] = K;
    Json J = {{"file", File},
              {"check", What.Check},
              {"function", What.Function},
              {"code", What.Text}};
    if (E.Count != 1)
      J["count"] = E.Count;
    if (E.Sure != Certainty::Certain)
      J["certainty"] = certaintyName(E.Sure).str();
    OS << std::exchange(Separator, ",\n") << "  "
       << J.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false,
                 Json::error_handler_t::replace);
  }
  OS << (Entries.empty() ? "]}\n" : "\n]}\n");
}

std::string Baseline::relative(StringRef File) const {
  auto Mine = path::begin(Folder), MineEnd = path::end(Folder);
  auto Other = path::begin(File), OtherEnd = path::end(File);
  while (Mine != MineEnd && Other != OtherEnd && *Mine == *Other) {
    ++Mine;
    ++Other;
  }
  llvm::SmallString<128> Result;
  for (; Mine != MineEnd; ++Mine)
    path::append(Result, "..");
  for (; Other != OtherEnd; ++Other)
    path::append(Result, *Other);
  return Result.str().str();
}

std::string Baseline::fileOf(const BaselineEntry &E) const {
  llvm::SmallString<128> Full = StringRef(E.File);
  makeAbsolute(Folder, Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

void Baseline::add(const BaselineEntry &E) {
  Known &K = Entries[{E.File, E.What}];
  K.Count += E.Count;
  K.Sure = std::max(K.Sure, E.Sure);
}

void Baseline::add(const Finding &F, Sources &Files) {
  add({relative(F.Where.File), identityOf(F, Files), 1, F.Sure});
}

Baseline::Match
Baseline::match(std::vector<Finding> Findings, Sources &Files,
                llvm::function_ref<bool(const BaselineEntry &)> IsSeen) const {
  Match M;
  std::map<Key, Known> Left = Entries;
  auto Take = [&](const Key &From, const Key &Now, Certainty Sure) {
    auto It = Left.find(From);
    if (It == Left.end() || It->second.Count == 0)
      return false;
    --It->second.Count;
    M.Known.push_back({Now.first, Now.second, 1, Sure});
    return true;
  };

  std::vector<std::pair<Key, Finding>> Rest;
  for (Finding &F : Findings) {
    Key K(relative(F.Where.File), identityOf(F, Files));
    if (!Take(K, K, F.Sure))
      Rest.emplace_back(std::move(K), std::move(F));
  }

  // From where an identity has gone, and to where it has come.
  std::map<Identity, std::set<std::string>> Gone, Come;
  for (const auto &[K, E] : Left)
    if (E.Count && IsSeen({K.first, K.second, E.Count, E.Sure}))
      Gone[K.second].insert(K.first);
  for (const auto &[K, F] : Rest)
    Come[K.second].insert(K.first);
  for (auto &[K, F] : Rest) {
    const std::set<std::string> &From = Gone[K.second];
    if (From.size() != 1 || Come[K.second].size() != 1 ||
        !Take({*From.begin(), K.second}, K, F.Sure))
      M.New.push_back(std::move(F));
  }

  for (const auto &[K, E] : Left)
    if (E.Count) {
      BaselineEntry Entry{K.first, K.second, E.Count, E.Sure};
      (IsSeen(Entry) ? M.Stale : M.Unseen).push_back(std::move(Entry));
    }
  return M;
}

} // namespace corolint
