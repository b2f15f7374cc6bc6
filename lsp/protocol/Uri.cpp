//===- Uri.cpp - file URIs and paths --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Uri.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <cassert>

using llvm::StringRef;

namespace corolint::lsp {

std::optional<std::string> pathOfUri(StringRef Uri) {
  if (!Uri.consume_front_insensitive("file:"))
    return std::nullopt;
  Uri = Uri.take_until([](char C) { return C == '?' || C == '#'; });
  if (Uri.consume_front("//")) {
    StringRef Host = Uri.take_until([](char C) { return C == '/'; });
    if (!Host.empty() && !Host.equals_insensitive("localhost"))
      return std::nullopt;
    Uri = Uri.drop_front(Host.size());
  }
  if (!Uri.starts_with("/"))
    return std::nullopt;

  std::string Path;
  Path.reserve(Uri.size());
  while (!Uri.empty()) {
    char C = Uri.front();
    size_t Length = 1;
    if (C == '%' && Uri.size() >= 3 && llvm::isHexDigit(Uri[1]) &&
        llvm::isHexDigit(Uri[2])) {
      C = char(llvm::hexFromNibbles(Uri[1], Uri[2]));
      Length = 3;
    }
    if (C == '\0')
      return std::nullopt;
    Path += C;
    Uri = Uri.drop_front(Length);
  }
  return Path;
}

std::optional<std::string> fileOf(StringRef Uri) {
  std::optional<std::string> Path = pathOfUri(Uri);
  if (!Path)
    return std::nullopt;
  llvm::SmallString<256> Plain(*Path);
  llvm::sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
  return Plain.str().str();
}

std::string uriOfPath(StringRef Path) {
  assert(Path.starts_with("/") && "no absolute path");
  std::string Uri = "file://";
  for (char C : Path) {
    if (llvm::isAlnum(C) || StringRef("-._~/").contains(C)) {
      Uri += C;
    } else {
      Uri += '%';
      Uri += llvm::hexdigit((unsigned char)C >> 4);
      Uri += llvm::hexdigit(C & 15);
    }
  }
  return Uri;
}

} // namespace corolint::lsp
