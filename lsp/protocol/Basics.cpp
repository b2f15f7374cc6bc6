//===- Basics.cpp - positions, edits, documents ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Basics.h"

#include "lsp/protocol/Fields.h"

namespace corolint::lsp {

template <> struct Fields<Position> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("line", Value.Line);
    Io.required("character", Value.Character);
  }
};
COROLINT_LSP_FIELDS(Position)

template <> struct Fields<Range> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("start", Value.Start);
    Io.required("end", Value.End);
  }
};
COROLINT_LSP_FIELDS(Range)

template <> struct Fields<Location> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.required("range", Value.Where);
  }
};
COROLINT_LSP_FIELDS(Location)

template <> struct Fields<TextEdit> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("range", Value.Where);
    Io.required("newText", Value.NewText);
  }
};
COROLINT_LSP_FIELDS(TextEdit)

template <> struct Fields<TextDocumentItem> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.required("languageId", Value.LanguageId);
    Io.required("version", Value.Version);
    Io.required("text", Value.Text);
  }
};
COROLINT_LSP_FIELDS(TextDocumentItem)

template <> struct Fields<TextDocumentIdentifier> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
  }
};
COROLINT_LSP_FIELDS(TextDocumentIdentifier)

template <> struct Fields<VersionedTextDocumentIdentifier> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("uri", Value.Uri);
    Io.required("version", Value.Version);
  }
};
COROLINT_LSP_FIELDS(VersionedTextDocumentIdentifier)

template <> struct Fields<TextDocumentContentChangeEvent> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.optional("range", Value.Where);
    Io.required("text", Value.Text);
  }
};
COROLINT_LSP_FIELDS(TextDocumentContentChangeEvent)

template <> struct Fields<DidOpenTextDocumentParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
  }
};
COROLINT_LSP_FIELDS(DidOpenTextDocumentParams)

template <> struct Fields<DidChangeTextDocumentParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.required("contentChanges", Value.ContentChanges);
  }
};
COROLINT_LSP_FIELDS(DidChangeTextDocumentParams)

template <> struct Fields<TextDocumentParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
  }
};
COROLINT_LSP_FIELDS(TextDocumentParams)

template <> struct Fields<DidSaveTextDocumentParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.optional("text", Value.Text);
  }
};
COROLINT_LSP_FIELDS(DidSaveTextDocumentParams)

template <> struct Fields<TextDocumentPositionParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.required("position", Value.Where);
  }
};
COROLINT_LSP_FIELDS(TextDocumentPositionParams)

template <> struct Fields<TextDocumentRangeParams> {
  template <typename IO, typename T> static void map(IO &Io, T &Value) {
    Io.required("textDocument", Value.TextDocument);
    Io.required("range", Value.Where);
  }
};
COROLINT_LSP_FIELDS(TextDocumentRangeParams)

} // namespace corolint::lsp
