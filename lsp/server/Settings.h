//===- Settings.h - what the client settles ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_SETTINGS_H
#define COROLINT_LSP_SERVER_SETTINGS_H

#include "command/Options.h"
#include "lsp/protocol/Json.h"

#include <string>
#include <vector>

namespace corolint::lsp {

/// The settings of a client, from `initializationOptions` or the section
/// "corolint" of its configuration; docs/editors.md lists them.
struct ClientSettings {
  /// As the command line would have given it.
  Options Lint;
  /// Files that are analysed at a time; 0: as many as there are cores, less
  /// one.
  unsigned Threads = 0;
  /// Publishes diagnostics even if the client can ask for them.
  bool Push = false;
  /// Tells of files that are not open, if the client asks.
  bool Workspace = true;
  /// Keeps parsed system headers on the disk.
  bool Cache = true;
  bool InlayHints = false;
  bool CodeLens = false;
  /// What is wrong: unknown settings, and values that do not fit. The rest
  /// holds.
  std::vector<std::string> Wrong;
};

ClientSettings readSettings(const Json &Value);

/// The paths in the settings are meant from `Folder`, which is absolute; files
/// that are not there count as wrong.
void resolvePaths(ClientSettings &Of, const std::string &Folder);

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_SETTINGS_H
