//===- Config.h - .corolint.yaml ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_CONFIG_H
#define COROLINT_COMMAND_CONFIG_H

#include "checks/CheckOptions.h"
#include "report/Finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corolint {

/// A glob for the paths below a folder.
struct PathGlob {
  /// Absolute.
  std::string Folder;
  std::string Glob;

  /// Whether the glob matches `File`, absolute, or a folder that it is in.
  bool matches(llvm::StringRef File) const;
};

/// What a project settles in its .corolint.yaml.
struct Config {
  /// In order, outer files' first.
  std::vector<std::string> Checks;
  std::optional<Certainty> MinCertainty;
  /// Absolute, outer files' first.
  std::vector<std::string> Models;
  std::vector<PathGlob> Exclude;
  CheckOptions Options;

  bool excludes(llvm::StringRef File) const;
};

/// Reads a configuration, and what it inherits. The error names file, line and
/// column.
llvm::Expected<Config> readConfig(llvm::StringRef File);

/// Finds the configuration of each file; reads each once.
class ConfigFinder {
public:
  /// The nearest .corolint.yaml in the folder of a file or above it.
  ConfigFinder() = default;
  /// The same for all files.
  explicit ConfigFinder(Config Fixed);

  /// `File` is absolute. Valid as long as this object.
  llvm::Expected<const Config *> configFor(llvm::StringRef File);

private:
  std::unique_ptr<Config> Fixed;
  /// By path; "" is that of files without one.
  llvm::StringMap<std::unique_ptr<Config>> Read;
  /// The path of each folder's configuration.
  llvm::StringMap<std::string> Folders;
};

} // namespace corolint

#endif // COROLINT_COMMAND_CONFIG_H
