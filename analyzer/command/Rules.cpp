//===- Rules.cpp - corolint rules, corolint rule NAME ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "command/CheckPages.h"
#include "command/CheckSelection.h"
#include "command/Commands.h"
#include "command/Markdown.h"
#include "command/Nearest.h"

#include "llvm/Support/raw_ostream.h"

#include <nlohmann/json.hpp>

using llvm::StringRef;

namespace corolint {

ExitCode runRules(const Options &O) {
  if (O.Outputs.front().Format == OutputFormat::Json) {
    using Json = nlohmann::ordered_json;
    Json List = Json::array();
    for (const CheckInfo &C : allChecks())
      List.push_back({{"name", C.Name.str()},
                      {"default", C.OnByDefault},
                      {"summary", C.Summary.str()}});
    Json Root = {{"version", 1}, {"tool", "corolint"}, {"checks", List}};
    llvm::outs() << Root.dump(/*indent=*/2) << '\n';
    return ExitClean;
  }
  size_t Width = 0;
  for (const CheckInfo &C : allChecks())
    Width = std::max(Width, C.Name.size());
  for (const CheckInfo &C : allChecks()) {
    llvm::outs() << C.Name;
    llvm::outs().indent(Width - C.Name.size() + 2)
        << (C.OnByDefault ? "on   " : "off  ") << C.Summary << '\n';
  }
  return ExitClean;
}

ExitCode runRule(const Options &O) {
  const CheckInfo *C = findCheck(O.RuleName);
  if (!C) {
    printError("no check is named '" + O.RuleName + "'" +
               didYouMean(O.RuleName, checkNames()));
    llvm::errs() << "'corolint rules' lists the checks\n";
    return ExitWrong;
  }
  if (StringRef Page = pageOf(C->Name); !Page.empty()) {
    printMarkdown(Page, wantsColor(O), llvm::outs());
    return ExitClean;
  }
  printError("there is no page for " + C->Name.str());
  return ExitWrong;
}

} // namespace corolint
