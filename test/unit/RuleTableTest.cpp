//===- RuleTableTest.cpp - what reports tell of the checks ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/RuleTable.h"

#include "checks/Check.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

TEST(RuleTable, HasEveryCheckWithItsPage) {
  std::vector<Rule> Rules = ruleTable("");
  ASSERT_EQ(Rules.size(), allChecks().size());
  EXPECT_TRUE(llvm::is_sorted(
      Rules, [](const Rule &A, const Rule &B) { return A.Name < B.Name; }));
  for (const Rule &R : Rules) {
    EXPECT_NE(R.Description, "") << R.Name;
    EXPECT_NE(R.Description, R.Summary) << R.Name;
    EXPECT_TRUE(llvm::StringRef(R.HelpMarkdown).starts_with("# " + R.Name));
    EXPECT_TRUE(llvm::StringRef(R.HelpText).starts_with(R.Name));
    // Links to pages that are not there.
    EXPECT_EQ(R.HelpMarkdown.find(".md)"), std::string::npos) << R.Name;
    EXPECT_EQ(R.Url, "");
  }
}

TEST(RuleTable, LinksToThePages) {
  std::vector<Rule> Rules = ruleTable("https://example.org/docs/");
  EXPECT_EQ(Rules.front().Url,
            "https://example.org/docs/checks/" + Rules.front().Name + ".md");
}

TEST(RuleTable, DetachedPages) {
  llvm::StringRef Page =
      "See [a](a.md) and\n[b\nc](../b.md#d), [e](https://e.org)"
      ".\n\n    auto l = [x](y);\n";
  EXPECT_EQ(detachedPage(Page, ""), "See a and\nb\nc, [e](https://e.org)"
                                    ".\n\n    auto l = [x](y);\n");
  EXPECT_EQ(detachedPage("[a](a.md) [b](../b.md#c)", "https://x.org/docs"),
            "[a](https://x.org/docs/checks/a.md) "
            "[b](https://x.org/docs/b.md#c)");
  EXPECT_EQ(detachedPage("a](b", ""), "a](b");
}

TEST(RuleTable, FirstParagraph) {
  EXPECT_EQ(firstParagraph("# x\n\n## What it does\n\nFinds\n  it.\n\nMore."),
            "Finds it.");
  EXPECT_EQ(firstParagraph("# x\n"), "");
}

} // namespace
} // namespace corolint
