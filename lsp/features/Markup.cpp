//===- Markup.cpp - text that a client shows ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/Markup.h"

#include "llvm/Support/Path.h"

using llvm::StringRef;

namespace corolint::lsp {

/// What models say may have any character in it.
std::string Markup::words(StringRef Text) const {
  if (!Markdown)
    return Text.str();
  std::string Escaped;
  for (char C : Text) {
    if (StringRef("\\`*_{}[]<>#|").contains(C))
      Escaped += '\\';
    Escaped += C;
  }
  return Escaped;
}

std::string Markup::code(StringRef Text) const {
  if (!Markdown)
    return "'" + Text.str() + "'";
  // A name has no backtick in it.
  return "`" + Text.str() + "`";
}

std::string Markup::place(const SourceRange &At) const {
  std::string Name =
      llvm::sys::path::filename(At.File).str() + ":" + std::to_string(At.Line);
  if (!Markdown)
    return Name;
  return "[" + words(Name) + "](" + Where.uri(At.File) + "#L" +
         std::to_string(At.Line) + ")";
}

void Markup::title(const std::string &Text) {
  Out += Text;
  Out += Markdown ? "\n\n" : "\n";
}

void Markup::item(const std::string &Text) { Out += "- " + Text + "\n"; }

void Markup::subItem(const std::string &Text) { Out += "  - " + Text + "\n"; }

} // namespace corolint::lsp
