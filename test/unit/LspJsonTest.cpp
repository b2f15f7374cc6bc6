//===- LspJsonTest.cpp - JSON that nobody vouches for ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Json.h"

#include <gtest/gtest.h>

namespace corolint::lsp {
namespace {

/// The text of the value, or "error: …".
std::string parse(llvm::StringRef Text) {
  llvm::Expected<Json> Value = parseJson(Text);
  return Value ? toText(*Value) : "error: " + llvm::toString(Value.takeError());
}

TEST(LspJson, Parse) {
  EXPECT_EQ(parse(R"( {"b": [1, -2.5, true, null], "a": "\u00e4\n"} )"),
            "{\"a\":\"\xc3\xa4\\n\",\"b\":[1,-2.5,true,null]}");
  EXPECT_EQ(parse(R"("[[[{{{")"), R"("[[[{{{")");
}

TEST(LspJson, Errors) {
  for (const char *Text :
       {"", "{", "[1,]", "{} x", "nul", "'a'", "1e999", "\"\xff\"", "\"\xc3\"",
        "\"\xed\xa0\x80\"", "\"\\x\"", "\"\\u12\"", "\"a", "\"\\"})
    EXPECT_TRUE(
        llvm::StringRef(parse(Text)).starts_with("error: no valid JSON"))
        << Text;
  EXPECT_EQ(parse("[1, x]"), "error: no valid JSON in UTF-8, at byte 5");
  EXPECT_NE(parse(llvm::StringRef("\0{}", 3)), "{}");
}

TEST(LspJson, Depth) {
  auto Nested = [](unsigned Depth) {
    return std::string(Depth, '[') + std::string(Depth, ']');
  };
  EXPECT_EQ(parse(Nested(512)), Nested(512));
  EXPECT_EQ(parse(Nested(513)),
            "error: JSON that is nested deeper than 512 levels");
  EXPECT_EQ(parse(std::string(10000000, '[')),
            "error: JSON that is nested deeper than 512 levels");
  std::string Objects;
  for (unsigned I = 0; I < 600; ++I)
    Objects += "{\"a\":";
  EXPECT_EQ(parse(Objects),
            "error: JSON that is nested deeper than 512 levels");
  // Neither side by side nor in strings.
  std::string Flat = "[\"\\\"";
  for (unsigned I = 0; I < 1000; ++I)
    Flat += "[";
  Flat += "\"";
  for (unsigned I = 0; I < 1000; ++I)
    Flat += ",[]";
  EXPECT_EQ(parse(Flat + "]"), Flat + "]");
}

TEST(LspJson, LoneSurrogates) {
  EXPECT_EQ(parse(R"("\ud83d\ude00")"), "\"\xf0\x9f\x98\x80\"");
  EXPECT_EQ(parse(R"("a\ud83db")"), "\"a\xef\xbf\xbd"
                                    "b\"");
  EXPECT_EQ(parse(R"("\ude00\uD83D")"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
  EXPECT_EQ(parse(R"("\ud83d\ud83d\ude00")"),
            "\"\xef\xbf\xbd\xf0\x9f\x98\x80\"");
  EXPECT_EQ(parse(R"("\\ud83d")"), R"("\\ud83d")");
  EXPECT_EQ(parse(R"("\ud83d\n")"), "\"\xef\xbf\xbd\\n\"");
}

TEST(LspJson, WriteBadUtf8) {
  EXPECT_EQ(toText(Json("a\xff")), "\"a\xef\xbf\xbd\"");
}

TEST(LspJson, Members) {
  Json Object = Json::parse(R"({"s": "x", "b": true, "i": 3, "n": null,
                                "o": {}, "a": []})");
  EXPECT_EQ(stringAt(Object, "s"), "x");
  EXPECT_EQ(boolAt(Object, "b"), true);
  EXPECT_EQ(intAt(Object, "i"), 3);
  EXPECT_TRUE(objectAt(Object, "o"));
  EXPECT_TRUE(arrayAt(Object, "a"));
  EXPECT_FALSE(valueAt(Object, "n"));
  for (const char *Key : {"s", "b", "i", "n", "o", "a", "missing"}) {
    llvm::StringRef K = Key;
    EXPECT_EQ(stringAt(Object, K).has_value(), K == "s");
    EXPECT_EQ(boolAt(Object, K).has_value(), K == "b");
    EXPECT_EQ(intAt(Object, K).has_value(), K == "i");
    EXPECT_EQ(objectAt(Object, K) != nullptr, K == "o");
    EXPECT_EQ(arrayAt(Object, K) != nullptr, K == "a");
  }
  for (const Json &Other : {Json(), Json(1), Json("s"), Json::array({"s"})})
    EXPECT_FALSE(valueAt(Other, "s"));
}

TEST(LspJson, Integers) {
  auto At = [](const char *Number, auto... Bounds) {
    return intAt(Json{{"i", Json::parse(Number)}}, "i", Bounds...);
  };
  EXPECT_EQ(At("-1"), -1);
  EXPECT_EQ(At("1.0"), 1);
  EXPECT_EQ(At("1e3"), 1000);
  EXPECT_EQ(At("1.5"), std::nullopt);
  EXPECT_EQ(At("2147483647"), 2147483647);
  EXPECT_EQ(At("2147483648"), std::nullopt);
  EXPECT_EQ(At("-2147483648"), -2147483648ll);
  EXPECT_EQ(At("-2147483649"), std::nullopt);
  EXPECT_EQ(At("18446744073709551615"), std::nullopt);
  EXPECT_EQ(At("1e300"), std::nullopt);
  EXPECT_EQ(At("-1e300"), std::nullopt);
  EXPECT_EQ(At("5", 0, 4), std::nullopt);
  EXPECT_EQ(At("4", 0, 4), 4);
  EXPECT_EQ(At("true"), std::nullopt);
  EXPECT_EQ(wholeNumber(Json::parse("9223372036854775807")),
            9223372036854775807ll);
  EXPECT_EQ(wholeNumber(Json::parse("9223372036854775808")), std::nullopt);
  EXPECT_EQ(wholeNumber(Json::parse("9223372036854775808.0")), std::nullopt);
}

} // namespace
} // namespace corolint::lsp
