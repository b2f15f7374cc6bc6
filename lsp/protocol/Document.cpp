//===- Document.cpp - the text of an open document ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Document.h"

#include <utility>

namespace corolint::lsp {

Document::Document(TextDocumentItem Item)
    : Text(std::move(Item.Text)), Version(Item.Version),
      LanguageId(std::move(Item.LanguageId)) {}

const LineIndex &Document::lines() const {
  if (!Lines)
    Lines = std::make_unique<LineIndex>(Text);
  return *Lines;
}

bool Document::apply(llvm::ArrayRef<TextDocumentContentChangeEvent> Changes,
                     int NewVersion, PositionEncoding Encoding) {
  bool Mended = false;
  for (const TextDocumentContentChangeEvent &Change : Changes) {
    if (!Change.Where) {
      Text = Change.Text;
      Lines.reset();
      continue;
    }
    LineIndex::Place Begin = lines().offset(Change.Where->Start, Encoding);
    LineIndex::Place End = lines().offset(Change.Where->End, Encoding);
    Mended |=
        Begin.Moved || End.Moved || Change.Where->End < Change.Where->Start;
    if (End.Offset < Begin.Offset)
      std::swap(Begin, End);
    Text.replace(Begin.Offset, End.Offset - Begin.Offset, Change.Text);
    Lines.reset();
  }
  Version = NewVersion;
  return Mended;
}

} // namespace corolint::lsp
