//===- RuleTable.h - what reports tell of the checks ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_RULETABLE_H
#define COROLINT_COMMAND_RULETABLE_H

#include "report/Report.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace corolint {

/// All checks with their pages, in order of name. `DocsUrl` is where the pages
/// can be read; "" where they are nowhere.
std::vector<Rule> ruleTable(llvm::StringRef DocsUrl);

/// The same with the address that the program was built with.
std::vector<Rule> ruleTable();

/// A page that is read away from its folder: links to other pages lead to
/// `DocsUrl`; without one, only their text is left.
std::string detachedPage(llvm::StringRef Page, llvm::StringRef DocsUrl);

/// The first paragraph below the heading "What it does", on one line.
std::string firstParagraph(llvm::StringRef Page);

} // namespace corolint

#endif // COROLINT_COMMAND_RULETABLE_H
