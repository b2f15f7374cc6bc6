//===- LineIndex.h - offsets and positions --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compiler counts bytes from the start of a file, LSP counts lines and code
// units. Lines end with "\n", "\r\n" or "\r"; the last may have no end. The
// line's end is no part of it: no position lies behind it or inside it.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_LINEINDEX_H
#define COROLINT_LSP_PROTOCOL_LINEINDEX_H

#include "lsp/protocol/Basics.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint::lsp {

/// What a position's character counts.
enum class PositionEncoding { UTF8, UTF16, UTF32 };

/// Where the lines of a text begin. Does not change once it is made, and may
/// then be used from any thread.
class LineIndex {
public:
  /// Keeps a reference to `Text`. Bytes that are no UTF-8 count as one unit
  /// each, in all encodings.
  explicit LineIndex(llvm::StringRef Text);

  llvm::StringRef text() const { return Text; }

  /// At least 1: the empty text has one empty line.
  size_t lineCount() const { return Starts.size(); }

  /// A line without its end. `Line` is less than lineCount().
  llvm::StringRef line(size_t Line) const;

  /// The position of the byte at `Offset`. An offset beyond the text stands for
  /// the text's end, one inside a character for the character's start, and one
  /// inside a line's end for the end of the line.
  Position position(size_t Offset, PositionEncoding Encoding) const;
  /// The same for both ends of a range.
  Range range(size_t Begin, size_t End, PositionEncoding Encoding) const;

  struct Place {
    size_t Offset = 0;
    /// The position did not exist as it was given.
    bool Moved = false;
  };
  /// The offset of a position. A line beyond the text stands for the text's
  /// end, a character beyond its line for the line's end, and one inside a
  /// character, such as the second half of a surrogate pair, for the
  /// character's start.
  Place offset(const Position &Where, PositionEncoding Encoding) const;

private:
  llvm::StringRef Text;
  std::vector<size_t> Starts;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_LINEINDEX_H
