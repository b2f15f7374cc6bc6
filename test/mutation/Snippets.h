//===- Snippets.h - the code that mutations add ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_SNIPPETS_H
#define COROLINT_TEST_MUTATION_SNIPPETS_H

#include <cstddef>
#include <string>
#include <vector>

namespace corolint::mutation {

struct Snippet {
  std::string Name;
  std::string Code;
};

/// Two functions, the outer of which calls the inner, which blocks.
struct Helper {
  const char *Name;
  /// Their definitions; "@" stands for the blocking statements.
  const char *Definitions;
  /// The statement that calls the outer one.
  const char *Call;

  std::string define(const std::string &Blocking) const;
};

/// What any snippet needs.
const char *helperIncludes();

/// One statement that sleeps.
const std::vector<Snippet> &sleeps();

/// Statements that block for long, sleeping or otherwise.
const std::vector<Snippet> &leaves();

const std::vector<Helper> &helpers();

/// Handlers that catch a cancellation and do nothing to stop: first
/// `CatchAllHandlers` that catch everything, then those of a type.
constexpr std::size_t CatchAllHandlers = 2;
std::vector<Snippet> handlers(bool CancelsByStdException,
                              const std::string &CancelType);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_SNIPPETS_H
