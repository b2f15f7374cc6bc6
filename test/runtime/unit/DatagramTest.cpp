//===- DatagramTest.cpp - datagrams ---------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

TEST(Datagram, ThereAndBack) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    auto Server = co_await aio::create_datagram_endpoint(
        {.LocalAddress = aio::Address::ip("127.0.0.1", 0)});
    auto Client = co_await aio::create_datagram_endpoint(
        {.RemoteAddress = Server.sockname()});
    auto T = aio::create_task(Server.recvfrom());
    co_await aio::sleep(0ms);
    EXPECT_EQ(co_await Client.send("ping"), 4u);
    auto [Data, From] = co_await T;
    EXPECT_EQ(Data, "ping");
    EXPECT_EQ(From, Client.sockname());
    co_await Server.sendto("pong", From);
    EXPECT_EQ((co_await Client.recvfrom()).first, "pong");
  };
  aio::run(Main());
}

TEST(Datagram, Errors) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    try {
      co_await aio::create_datagram_endpoint({});
      ADD_FAILURE();
    } catch (const std::invalid_argument &) {
    }
    aio::Address Nobody;
    {
      auto E = co_await aio::create_datagram_endpoint(
          {.LocalAddress = aio::Address::ip("127.0.0.1", 0)});
      Nobody = E.sockname();
      EXPECT_EQ(co_await errorOf(
                    aio::create_datagram_endpoint({.LocalAddress = Nobody})),
                std::errc::address_in_use);
      auto T = aio::create_task(errorOf(E.recvfrom()));
      co_await aio::sleep(0ms);
      E.close();
      EXPECT_TRUE(E.is_closing());
      EXPECT_EQ(co_await T, std::errc::bad_file_descriptor);
    }
    auto E = co_await aio::create_datagram_endpoint({.RemoteAddress = Nobody});
    co_await E.send("x");
    EXPECT_EQ(co_await errorOf(E.recvfrom()), std::errc::connection_refused);
  };
  aio::run(Main());
}

} // namespace
