//===- Settings.cpp - what the client settles -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Settings.h"

#include "command/CheckSelection.h"
#include "frontend/CommandLine.h"

#include "llvm/Support/FileSystem.h"

namespace corolint::lsp {
namespace {

class Reader {
public:
  explicit Reader(ClientSettings &Out) : Out(Out) {}

  void read(const std::string &Key, const Json &Value) {
    if (Key == "checks")
      checks(Key, Value);
    else if (Key == "models") {
      texts(Key, Value, Out.Lint.Models);
      Out.Lint.NoOtherModels = std::erase(Out.Lint.Models, "none") != 0;
    } else if (Key == "compileCommands")
      text(Key, Value, Out.Lint.Database);
    else if (Key == "minCertainty")
      certainty(Key, Value);
    else if (Key == "threads")
      threads(Key, Value);
    else if (Key == "pushDiagnostics")
      flag(Key, Value, Out.Push);
    else if (Key == "workspaceDiagnostics")
      flag(Key, Value, Out.Workspace);
    else if (Key == "cache")
      flag(Key, Value, Out.Cache);
    else if (Key == "inlayHints")
      flag(Key, Value, Out.InlayHints);
    else if (Key == "codeLens")
      flag(Key, Value, Out.CodeLens);
    else if (Key == "noConfig")
      flag(Key, Value, Out.Lint.NoConfig);
    else
      Out.Wrong.push_back("unknown setting '" + Key + "'");
  }

private:
  void wrong(const std::string &Key, const char *Wanted) {
    Out.Wrong.push_back("the setting '" + Key + "' has to be " + Wanted);
  }
  void text(const std::string &Key, const Json &Value, std::string &To) {
    if (Value.is_string())
      To = Value.get<std::string>();
    else
      wrong(Key, "a text");
  }
  void texts(const std::string &Key, const Json &Value,
             std::vector<std::string> &To) {
    if (!Value.is_array() ||
        !std::all_of(Value.begin(), Value.end(),
                     [](const Json &Each) { return Each.is_string(); }))
      return wrong(Key, "a list of texts");
    To = Value.get<std::vector<std::string>>();
  }
  void checks(const std::string &Key, const Json &Value) {
    texts(Key, Value, Out.Lint.Checks);
    std::erase_if(Out.Lint.Checks, [&](const std::string &Glob) {
      std::string Why = whyNoCheck(Glob);
      if (!Why.empty())
        Out.Wrong.push_back("the setting '" + Key + "': " + Why);
      return !Why.empty();
    });
  }
  void flag(const std::string &Key, const Json &Value, bool &To) {
    if (Value.is_boolean())
      To = Value.get<bool>();
    else
      wrong(Key, "true or false");
  }
  void certainty(const std::string &Key, const Json &Value) {
    Out.Lint.MinCertainty = Value.is_string()
                                ? parseCertainty(Value.get<std::string>())
                                : std::nullopt;
    if (!Out.Lint.MinCertainty)
      wrong(Key, "'unknown', 'possible', 'likely' or 'certain'");
  }
  void threads(const std::string &Key, const Json &Value) {
    std::optional<std::int64_t> N = wholeNumber(Value);
    if (N && *N >= 0 && *N <= 256)
      Out.Threads = static_cast<unsigned>(*N);
    else
      wrong(Key, "a number from 0 to 256");
  }

  ClientSettings &Out;
};

} // namespace

ClientSettings readSettings(const Json &Value) {
  ClientSettings Out;
  // To Lua an empty table is a list.
  if (Value.is_null() || (Value.is_array() && Value.empty()))
    return Out;
  if (!Value.is_object()) {
    Out.Wrong.push_back("the settings are no object");
    return Out;
  }
  Reader R(Out);
  for (const auto &[Key, Each] : Value.items())
    // Editors send null for what is not set.
    if (!Each.is_null())
      R.read(Key, Each);
  return Out;
}

void resolvePaths(ClientSettings &Of, const std::string &Folder) {
  auto Resolve = [&](const char *Key, std::string &Path) {
    Path = absolutePath(Path, Folder);
    if (llvm::sys::fs::exists(Path))
      return true;
    Of.Wrong.push_back(std::string("the setting '") + Key + "': there is no '" +
                       Path + "'");
    return false;
  };
  if (!Of.Lint.Database.empty() &&
      !Resolve("compileCommands", Of.Lint.Database))
    Of.Lint.Database.clear();
  std::erase_if(Of.Lint.Models,
                [&](std::string &Path) { return !Resolve("models", Path); });
}

} // namespace corolint::lsp
