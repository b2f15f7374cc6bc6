//===- Document.h - the text of an open document --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// While a document is open, the client owns its text: every edit is sent, and
// must be made here in the same way.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_DOCUMENT_H
#define COROLINT_LSP_PROTOCOL_DOCUMENT_H

#include "lsp/protocol/LineIndex.h"

#include "llvm/ADT/ArrayRef.h"

#include <memory>

namespace corolint::lsp {

/// Not synchronised: for other threads, copy the text. It cannot be copied or
/// moved itself, as its line index refers to its text.
class Document {
public:
  explicit Document(TextDocumentItem Item);
  Document(const Document &) = delete;
  Document &operator=(const Document &) = delete;

  const std::string &text() const { return Text; }
  int version() const { return Version; }
  const std::string &languageId() const { return LanguageId; }

  /// Valid until the next change.
  const LineIndex &lines() const;

  /// Makes the changes, one after the other, and takes the new version. A
  /// change without a range replaces the text.
  ///
  /// Every change is made somehow, since a client cannot be asked to send one
  /// again: a range whose ends are the wrong way round is turned, and one that
  /// lies beyond the text or cuts a character is moved, as LineIndex::offset
  /// says. Returns whether one was turned or moved; client and server may
  /// disagree about the text, then.
  bool apply(llvm::ArrayRef<TextDocumentContentChangeEvent> Changes,
             int NewVersion, PositionEncoding Encoding);

private:
  std::string Text;
  int Version;
  std::string LanguageId;
  mutable std::unique_ptr<LineIndex> Lines;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_DOCUMENT_H
