//===- Outputs.h - which formats go where ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_OUTPUTS_H
#define COROLINT_COMMAND_OUTPUTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace corolint {

struct Report;

enum class OutputFormat {
  Text,
  Json,
  JsonLines,
  Sarif,
  GitHub,
  GitLab,
  JUnit,
  Checkstyle,
  RdJson,
  Fixes,
};

/// The format of that name.
std::optional<OutputFormat> parseFormat(llvm::StringRef Name);

/// "text, json, … or fixes".
std::string formatNames();

/// What is written, and where.
struct Output {
  OutputFormat Format = OutputFormat::Text;
  /// "": the standard output.
  std::string File;
};

/// Collects --format and --output in the order in which they are written. Each
/// --output belongs to the --format beside it: the one before, unless that has
/// one already, and else the one that comes next.
class OutputOptions {
public:
  void addFormat(OutputFormat Format);
  void addFile(llvm::StringRef File);

  /// At least one; those without a format are text, those without a file go to
  /// the standard output. Fails where two go to the same place.
  llvm::Expected<std::vector<Output>> outputs() const;

private:
  struct Pair {
    std::optional<OutputFormat> Format;
    std::optional<std::string> File;
  };
  std::vector<Pair> Pairs;
};

/// How text is shown.
struct TextStyle {
  /// On the standard output, and in files.
  bool Color = false, ColorInFiles = false;
  /// Paths below this folder are shown relative to it.
  std::string Base;
};

/// Writes all. False, with a message for each, where some cannot be written to
/// their files; errors of the standard output are kept there.
bool writeOutputs(llvm::ArrayRef<Output> Outputs, const Report &R,
                  const TextStyle &Style);

/// The root of the repository that `Folder` belongs to: the next folder upward
/// that holds a `.git`; without one, `Folder` itself. Without symbolic links.
std::string projectRoot(llvm::StringRef Folder);

} // namespace corolint

#endif // COROLINT_COMMAND_OUTPUTS_H
