//===- Uri.h - file URIs and paths ----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clients spell the URI of one file in several ways: what is to be compared
// are the paths. All functions may be called from any thread.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_URI_H
#define COROLINT_LSP_PROTOCOL_URI_H

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace corolint::lsp {

/// The absolute path that a URI names: "file:///a", "file://localhost/a" or
/// "file:/a". Nothing for other schemes and hosts, relative paths and paths
/// with a null character. A query and a fragment are dropped; a "%" that
/// starts no escape stands for itself. The path is not normalised, and need
/// not be UTF-8.
std::optional<std::string> pathOfUri(llvm::StringRef Uri);

/// The same without dots: the file that a client means.
std::optional<std::string> fileOf(llvm::StringRef Uri);

/// The URI of an absolute path, spelled as VS Code does: all but letters,
/// digits and "-._~/" is escaped, byte by byte.
std::string uriOfPath(llvm::StringRef Path);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_URI_H
