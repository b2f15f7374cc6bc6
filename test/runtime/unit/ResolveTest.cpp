//===- ResolveTest.cpp - addresses of names -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <netdb.h>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

aio::EventLoop &loop() { return aio::get_running_loop(); }

TEST(Resolve, DigitsNeedNoTurn) {
  auto Main = []() -> aio::Coro<> {
    aio::Handle Turn = loop().call_soon([] { ADD_FAILURE(); });
    auto Infos = co_await loop().getaddrinfo("127.0.0.1", "80", 0, SOCK_STREAM);
    EXPECT_EQ(Infos.size(), 1u);
    EXPECT_EQ(Infos.at(0).To, aio::Address::ip("127.0.0.1", 80));
    EXPECT_EQ(Infos.at(0).Type, SOCK_STREAM);
    EXPECT_EQ((co_await loop().getaddrinfo("::1", "1", AF_INET6, SOCK_STREAM))
                  .at(0)
                  .To.str(),
              "[::1]:1");
    Turn.cancel();
  };
  aio::run(Main());
}

TEST(Resolve, Names) {
  auto Main = []() -> aio::Coro<> {
    auto Infos =
        co_await loop().getaddrinfo("localhost", "80", AF_INET, SOCK_STREAM);
    EXPECT_EQ(Infos.at(0).To, aio::Address::ip("127.0.0.1", 80));
    auto [Host, Service] = co_await loop().getnameinfo(
        aio::Address::ip("127.0.0.1", 80), NI_NUMERICHOST | NI_NUMERICSERV);
    EXPECT_EQ(Host, "127.0.0.1");
    EXPECT_EQ(Service, "80");
  };
  aio::run(Main());
}

TEST(Resolve, Errors) {
  auto Main = []() -> aio::Coro<> {
    std::error_code E = co_await errorOf(
        loop().getaddrinfo("no such name.invalid", "80", 0, SOCK_STREAM));
    EXPECT_EQ(&E.category(), &aio::resolver_category());
    EXPECT_NE(E.value(), 0);
    EXPECT_FALSE(E.message().empty());
    E = co_await errorOf(loop().getnameinfo(aio::Address()));
    EXPECT_EQ(&E.category(), &aio::resolver_category());
  };
  aio::run(Main());
}

TEST(Resolve, CancelledOrLeft) {
  auto Main = []() -> aio::Coro<> {
    auto T =
        aio::create_task(loop().getaddrinfo("localhost", "80", 0, SOCK_STREAM));
    co_await aio::sleep(0ms);
    T.cancel();
    EXPECT_TRUE(co_await endsCancelled(T));
    // The loop is closed while the thread still works.
    (void)aio::create_task(
        loop().getaddrinfo("localhost", "80", 0, SOCK_STREAM));
    co_await aio::sleep(0ms);
  };
  for (int I = 0; I < 50; ++I)
    aio::run(Main());
}

} // namespace
