//===- XmlTest.cpp - text within XML --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Xml.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

TEST(Xml, Escapes) {
  EXPECT_EQ(xmlText("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; 'd'");
  EXPECT_EQ(xmlText("a\tb\nc\r"), "a&#9;b&#10;c&#13;");
  EXPECT_EQ(xmlText("é😀"), "é😀");
}

TEST(Xml, WhatXmlCannotHold) {
  EXPECT_EQ(xmlText(llvm::StringRef("\0\x1b[0m\x7f", 6)), "��[0m\x7f");
  EXPECT_EQ(xmlText("a\xff"
                    "b"),
            "a�b");
  EXPECT_EQ(xmlText("\xef\xbf\xbe\xef\xbf\xbf"), "��");
}

} // namespace
} // namespace corolint
