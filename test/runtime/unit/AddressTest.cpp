//===- AddressTest.cpp - where sockets are --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/address.h"

#include "gtest/gtest.h"

#include <stdexcept>

namespace {

using aio::Address;

TEST(Address, OfIp) {
  Address A = Address::ip("127.0.0.1", 80);
  EXPECT_EQ(A.family(), AF_INET);
  EXPECT_EQ(A.host(), "127.0.0.1");
  EXPECT_EQ(A.port(), 80);
  EXPECT_EQ(A.str(), "127.0.0.1:80");
  EXPECT_EQ(A.path(), "");
  Address B = Address::ip("::1", 65535);
  EXPECT_EQ(B.str(), "[::1]:65535");
  EXPECT_FALSE(A == B);
  EXPECT_EQ(A, Address::ip("127.0.0.1", 80));
  for (const char *Bad : {"", "localhost", "1.2.3", "1.2.3.4.5", ":::1"})
    EXPECT_THROW(Address::ip(Bad, 1), std::invalid_argument) << Bad;
  EXPECT_THROW(Address::ip("fe80::1%nosuchinterface", 1),
               std::invalid_argument);
}

TEST(Address, OfUnix) {
  Address A = Address::unix_path("/tmp/x");
  EXPECT_EQ(A.path(), "/tmp/x");
  EXPECT_EQ(A.str(), "/tmp/x");
  EXPECT_EQ(A.host(), "");
  EXPECT_EQ(A.port(), 0);
  using namespace std::string_literals;
  Address B = Address::unix_path("\0abc"s);
  EXPECT_EQ(B.path(), "\0abc"s);
  EXPECT_EQ(B.str(), "@abc");
  EXPECT_EQ(Address::unix_path(std::string(107, 'x')).path().size(), 107u);
  EXPECT_THROW(Address::unix_path(std::string(108, 'x')),
               std::invalid_argument);
}

TEST(Address, OfNothing) {
  Address A;
  EXPECT_EQ(A.str(), "");
  EXPECT_EQ(A.path(), "");
  EXPECT_EQ(A.host(), "");
  EXPECT_EQ(A.size(), 0u);
}

} // namespace
