//===- RuleTable.cpp - what reports tell of the checks --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/RuleTable.h"

#include "checks/Check.h"
#include "command/CheckPages.h"
#include "command/Markdown.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace corolint {

namespace {

/// The folder of the pages.
constexpr llvm::StringLiteral Folder = "checks";

/// The address of another page, by a link from a page of a check.
std::string addressOf(StringRef Link, StringRef DocsUrl) {
  llvm::SmallString<128> Path = Folder;
  llvm::sys::path::append(Path, Link);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return (DocsUrl.rtrim('/') + "/" + Path).str();
}

std::string plainText(StringRef Page) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printMarkdown(Page, /*Color=*/false, OS);
  return Text;
}

} // namespace

std::string detachedPage(StringRef Page, StringRef DocsUrl) {
  std::string Out;
  while (!Page.empty()) {
    size_t Middle = Page.find("](");
    StringRef Target = Middle == StringRef::npos
                           ? ""
                           : Page.substr(Middle + 2).take_until([](char C) {
                               return C == ')' || C == '\n';
                             });
    StringRef File = Target.split('#').first;
    // Nothing else is a link to a page: code may look like one.
    if (Target.contains("://") || !File.ends_with(".md")) {
      size_t Done = Middle == StringRef::npos ? Page.size() : Middle + 2;
      Out += Page.take_front(Done);
      Page = Page.drop_front(Done);
      continue;
    }
    StringRef Before = Page.take_front(Middle);
    Page = Page.drop_front(Middle + 2 + Target.size() + 1);
    if (!DocsUrl.empty()) {
      Out += (Before + "](" + addressOf(Target, DocsUrl) + ")").str();
      continue;
    }
    auto [Text, Name] = Before.rsplit('[');
    Out += (Text + Name).str();
  }
  return Out;
}

std::string firstParagraph(StringRef Page) {
  StringRef Rest = Page.split("## What it does\n").second.ltrim('\n');
  std::string Line;
  llvm::SmallVector<StringRef> Lines;
  Rest.split("\n\n").first.split(Lines, '\n');
  for (StringRef L : Lines)
    Line += (Line.empty() ? "" : " ") + L.trim().str();
  return Line;
}

std::vector<Rule> ruleTable(StringRef DocsUrl) {
  std::vector<Rule> Rules;
  for (const CheckInfo &C : allChecks()) {
    StringRef Page = pageOf(C.Name);
    Rule R;
    R.Name = C.Name.str();
    R.Summary = C.Summary.str();
    R.HelpMarkdown = detachedPage(Page, DocsUrl);
    R.HelpText = plainText(Page);
    R.Description = firstParagraph(detachedPage(Page, ""));
    if (R.Description.empty())
      R.Description = R.Summary;
    if (!DocsUrl.empty())
      R.Url = addressOf(R.Name + ".md", DocsUrl);
    Rules.push_back(std::move(R));
  }
  return Rules;
}

std::vector<Rule> ruleTable() { return ruleTable(COROLINT_DOCS_URL); }

} // namespace corolint
