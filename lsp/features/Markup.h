//===- Markup.h - text that a client shows ----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_MARKUP_H
#define COROLINT_LSP_FEATURES_MARKUP_H

#include "lsp/features/Diagnostics.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace corolint::lsp {

/// Writes one text as Markdown or as plain text, as the client can read it.
class Markup {
public:
  Markup(bool Markdown, Positions &Where) : Markdown(Markdown), Where(Where) {}

  /// Words of ours, which hold nothing that Markdown would take for its own.
  std::string words(llvm::StringRef Text) const;
  /// A name or type, whatever is in it.
  std::string code(llvm::StringRef Text) const;
  /// "file.cpp:12", as a link if that can be.
  std::string place(const SourceRange &At) const;

  void title(const std::string &Text);
  void item(const std::string &Text);
  /// Below the last item.
  void subItem(const std::string &Text);

  const std::string &text() const { return Out; }

private:
  bool Markdown;
  Positions &Where;
  std::string Out;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_MARKUP_H
