//===- Changes.h - mistakes about what lives how long ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mistakes that are not made at a `co_await`: each has places of its own,
// and what shows that a change matters decides how it is written. So what is
// found here are whole changes.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_CHANGES_H
#define COROLINT_TEST_MUTATION_CHANGES_H

#include "Bodies.h"

#include <string>
#include <vector>

namespace corolint::mutation {

struct Change {
  std::string Kind;
  std::string Variant;
  /// As in `Place`; the ordinal counts the places of this kind.
  std::string Function;
  unsigned Ordinal = 0;
  std::vector<Edit> Edits;
  /// Any of these checks may find it.
  std::vector<std::string> Checks;
  /// What the finding may be about, if no edit says `Here`.
  std::vector<Anchor> Anchors;
  std::string Description;
  Span Original;
};

/// Each appends what it finds in `In`; the ordinals are still missing.
void referenceParameters(const Body &In, Bodies &All,
                         std::vector<Change> &Changes);
void argumentCaptures(const Body &In, Bodies &All,
                      std::vector<Change> &Changes);
void widenedLocks(const Body &In, Bodies &All, std::vector<Change> &Changes);
void droppedReturnAwaits(const Body &In, Bodies &All,
                         std::vector<Change> &Changes);
void droppedJoins(const Body &In, Bodies &All, std::vector<Change> &Changes);

/// The changes in `TopLevel`, declarations of the main file.
std::vector<Change> findChanges(clang::ASTContext &Context,
                                const std::vector<clang::Decl *> &TopLevel);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_CHANGES_H
