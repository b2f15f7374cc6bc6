//===- LspUriTest.cpp - file URIs and paths -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Uri.h"

#include <gtest/gtest.h>

#include <random>

namespace corolint::lsp {
namespace {

TEST(LspUri, FilesHaveNoDots) {
  EXPECT_EQ(fileOf("file:///a/./b/../c%20d.cpp"), "/a/c d.cpp");
  EXPECT_EQ(fileOf("untitled:a"), std::nullopt);
}

TEST(LspUri, Paths) {
  EXPECT_EQ(pathOfUri("file:///a/b.cpp"), "/a/b.cpp");
  EXPECT_EQ(pathOfUri("file://localhost/a"), "/a");
  EXPECT_EQ(pathOfUri("file://LocalHost/a"), "/a");
  EXPECT_EQ(pathOfUri("FILE:///a"), "/a");
  EXPECT_EQ(pathOfUri("file:/a"), "/a");
  EXPECT_EQ(pathOfUri("file:///"), "/");
  EXPECT_EQ(pathOfUri("file:///a%20b%23c%3fd%25e"), "/a b#c?d%e");
  EXPECT_EQ(pathOfUri("file:///%C3%A4%c3%a4"), "/\xc3\xa4\xc3\xa4");
  EXPECT_EQ(pathOfUri("file:///\xc3\xa4"), "/\xc3\xa4");
  EXPECT_EQ(pathOfUri("file:///a?x#y"), "/a");
  EXPECT_EQ(pathOfUri("file:///a#y?x"), "/a");
  EXPECT_EQ(pathOfUri("file:///a+b:c"), "/a+b:c");
  EXPECT_EQ(pathOfUri("file:///%ff"), "/\xff");
}

TEST(LspUri, NoEscapes) {
  EXPECT_EQ(pathOfUri("file:///100%"), "/100%");
  EXPECT_EQ(pathOfUri("file:///%4"), "/%4");
  EXPECT_EQ(pathOfUri("file:///%zz%41"), "/%zzA");
  EXPECT_EQ(pathOfUri("file:///%2541"), "/%41");
}

TEST(LspUri, Others) {
  for (const char *Uri :
       {"", "file:", "file://", "file:a", "file://host/a", "file://localhost",
        "http:///a", "untitled:Untitled-1", "/a", "git:/a", "files:///a",
        "file:///a%00b", "file:%2fa", "file:?/a"})
    EXPECT_EQ(pathOfUri(Uri), std::nullopt) << Uri;
}

TEST(LspUri, Uris) {
  EXPECT_EQ(uriOfPath("/a/b.cpp"), "file:///a/b.cpp");
  EXPECT_EQ(uriOfPath("/"), "file:///");
  EXPECT_EQ(uriOfPath("/a b#c?d%e"), "file:///a%20b%23c%3Fd%25e");
  EXPECT_EQ(uriOfPath("/\xc3\xa4"), "file:///%C3%A4");
  EXPECT_EQ(uriOfPath("/c:/(x)&[y]@z!'*+,;=$"),
            "file:///c%3A/%28x%29%26%5By%5D%40z%21%27%2A%2B%2C%3B%3D%24");
  EXPECT_EQ(uriOfPath("/A-Z_0.9~"), "file:///A-Z_0.9~");
}

TEST(LspUri, ThereAndBack) {
  std::mt19937 Random(1);
  for (unsigned I = 0; I < 2000; ++I) {
    std::string Path = "/";
    for (unsigned Size = Random() % 20; Size; --Size)
      Path += char(1 + Random() % 255);
    EXPECT_EQ(pathOfUri(uriOfPath(Path)), Path);
  }
  for (const char *Path : {"//server/x", "/a/../b", "/a//b", "/%41"})
    EXPECT_EQ(pathOfUri(uriOfPath(Path)), Path);
}

} // namespace
} // namespace corolint::lsp
