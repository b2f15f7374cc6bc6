//===- Basics.h - positions, edits, documents -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parts that all messages are made of, and those that tell of documents.
//
// As in all headers of messages: a struct has the names of LSP 3.17, and only
// the members that are used here. `fromJson` gives nothing if a member that
// LSP requires is missing, or one is of a wrong kind; what it does not know, it
// skips. `toJson` leaves out what is empty and may be left out. Nothing is
// shared: any thread may use its own values.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_BASICS_H
#define COROLINT_LSP_PROTOCOL_BASICS_H

#include "lsp/protocol/Json.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace corolint::lsp {

/// Both count from 0. A character is a code unit of the encoding that server
/// and client agreed on. Numbers beyond 2^31-1 are read as that.
struct Position {
  unsigned Line = 0;
  unsigned Character = 0;

  auto operator<=>(const Position &) const = default;
  static std::optional<Position> fromJson(const Json &Value);
};
Json toJson(const Position &Value);

/// Up to, but not including, `End`.
struct Range {
  Position Start;
  Position End;

  bool operator==(const Range &) const = default;
  static std::optional<Range> fromJson(const Json &Value);
};
Json toJson(const Range &Value);

struct Location {
  std::string Uri;
  Range Where;

  bool operator==(const Location &) const = default;
  static std::optional<Location> fromJson(const Json &Value);
};
Json toJson(const Location &Value);

struct TextEdit {
  Range Where;
  std::string NewText;

  bool operator==(const TextEdit &) const = default;
  static std::optional<TextEdit> fromJson(const Json &Value);
};
Json toJson(const TextEdit &Value);

struct TextDocumentItem {
  std::string Uri;
  std::string LanguageId;
  int Version = 0;
  std::string Text;

  static std::optional<TextDocumentItem> fromJson(const Json &Value);
};
Json toJson(const TextDocumentItem &Value);

struct TextDocumentIdentifier {
  std::string Uri;

  static std::optional<TextDocumentIdentifier> fromJson(const Json &Value);
};
Json toJson(const TextDocumentIdentifier &Value);

struct VersionedTextDocumentIdentifier {
  std::string Uri;
  int Version = 0;

  static std::optional<VersionedTextDocumentIdentifier>
  fromJson(const Json &Value);
};
Json toJson(const VersionedTextDocumentIdentifier &Value);

/// Without a range, `Text` is the whole new text.
struct TextDocumentContentChangeEvent {
  std::optional<Range> Where;
  std::string Text;

  static std::optional<TextDocumentContentChangeEvent>
  fromJson(const Json &Value);
};
Json toJson(const TextDocumentContentChangeEvent &Value);

struct DidOpenTextDocumentParams {
  TextDocumentItem TextDocument;

  static std::optional<DidOpenTextDocumentParams> fromJson(const Json &Value);
};
Json toJson(const DidOpenTextDocumentParams &Value);

/// The changes are made one after the other.
struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier TextDocument;
  std::vector<TextDocumentContentChangeEvent> ContentChanges;

  static std::optional<DidChangeTextDocumentParams> fromJson(const Json &Value);
};
Json toJson(const DidChangeTextDocumentParams &Value);

/// Of all messages that name a document: closed, code lenses and more.
struct TextDocumentParams {
  TextDocumentIdentifier TextDocument;

  static std::optional<TextDocumentParams> fromJson(const Json &Value);
};
Json toJson(const TextDocumentParams &Value);

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier TextDocument;
  /// If the server asked for it.
  std::optional<std::string> Text;

  static std::optional<DidSaveTextDocumentParams> fromJson(const Json &Value);
};
Json toJson(const DidSaveTextDocumentParams &Value);

/// Of a hover.
struct TextDocumentPositionParams {
  TextDocumentIdentifier TextDocument;
  Position Where;

  static std::optional<TextDocumentPositionParams> fromJson(const Json &Value);
};
Json toJson(const TextDocumentPositionParams &Value);

/// Of inlay hints.
struct TextDocumentRangeParams {
  TextDocumentIdentifier TextDocument;
  Range Where;

  static std::optional<TextDocumentRangeParams> fromJson(const Json &Value);
};
Json toJson(const TextDocumentRangeParams &Value);

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_BASICS_H
