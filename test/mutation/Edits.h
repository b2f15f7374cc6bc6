//===- Edits.h - changes of a source's text -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_EDITS_H
#define COROLINT_TEST_MUTATION_EDITS_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corolint::mutation {

/// The characters [Begin, End) of the source; offsets count bytes.
struct Span {
  unsigned Begin = 0;
  unsigned End = 0;
};

/// Replaces `Length` characters at `Offset` of the original by `Text`.
struct Edit {
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
};

/// Stands, in an edit's text, before the character whose line is expected. It
/// is taken out again.
constexpr char Here = '\x01';

/// A call, or what else a finding can be about: where it begins, and where its
/// name or operator stands.
struct Anchor {
  unsigned Begin = 0;
  unsigned Name = 0;
};

unsigned lineOf(std::string_view Text, std::size_t Offset);

/// By offset; edits of one offset stay in their order.
std::vector<Edit> inOrder(std::vector<Edit> Edits);

std::string apply(std::string_view Text, const std::vector<Edit> &Edits);

/// Where a character of the original has come to, or what stood behind it if
/// an edit removes it.
std::size_t moved(unsigned Offset, const std::vector<Edit> &Edits);

/// The lines of the mutated text where the finding may be: those marked by
/// `Here`, and those where `Anchors` have come to. Takes the marks out.
std::vector<unsigned> expectedLines(std::string_view Text,
                                    std::vector<Edit> &Edits,
                                    const std::vector<Anchor> &Anchors);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_EDITS_H
