//===- Markdown.h - a page for the terminal -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_MARKDOWN_H
#define COROLINT_COMMAND_MARKDOWN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// Prints a page of documentation, filled to 80 columns: headings, paragraphs,
/// lists, code blocks, `code`, **strong** words and links. Tables stay as they
/// are written.
void printMarkdown(llvm::StringRef Page, bool Color, llvm::raw_ostream &OS);

} // namespace corolint

#endif // COROLINT_COMMAND_MARKDOWN_H
