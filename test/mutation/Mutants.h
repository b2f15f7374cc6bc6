//===- Mutants.h - the changes made at a place ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_MUTANTS_H
#define COROLINT_TEST_MUTATION_MUTANTS_H

#include "Changes.h"
#include "Places.h"

#include <string>
#include <string_view>
#include <vector>

namespace corolint::mutation {

struct Mutant {
  /// One of README.md's, and which of its spellings.
  std::string Kind;
  std::string Variant;
  std::string Id;
  /// In the order of their offsets, without overlap.
  std::vector<Edit> Edits;
  /// The checks one of which ought to find it, and the line of the mutated
  /// text. A call that spans lines is named by its first or by its name's: then
  /// two.
  std::vector<std::string> Checks;
  std::vector<unsigned> Lines;
  std::string Description;
  /// The statement before the change.
  std::string Original;
};

/// All mutants of a source. `Label` names it in their ids. Which spellings a
/// place gets depends on its id alone, so that ids last.
std::vector<Mutant> makeMutants(std::string_view Text, std::string_view Label,
                                const std::vector<Place> &Places,
                                const std::vector<Change> &Changes);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_MUTANTS_H
