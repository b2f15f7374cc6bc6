//===- StreamReaderTest.cpp - reading from streams ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;
using aio::StreamReader;

/// Runs a test of a stream that the test feeds.
template <class F> void withReader(F Fn, std::size_t Limit = 65536) {
  auto Main = [&]() -> Coro<> { co_await Fn(StreamReader(Limit)); };
  aio::run(Main());
}

TEST(StreamReader, ReadsWhatIsThere) {
  withReader([](StreamReader R) -> Coro<> {
    R.feed_data("hello world");
    EXPECT_EQ(co_await R.read(5), "hello");
    EXPECT_EQ(co_await R.read(0), "");
    EXPECT_EQ(co_await R.read(100), " world");
    auto T = aio::create_task(R.read(100));
    co_await aio::sleep(0ms);
    EXPECT_FALSE(T.done());
    R.feed_data("x");
    EXPECT_EQ(co_await T, "x");
    EXPECT_FALSE(R.at_eof());
    R.feed_data("y");
    R.feed_eof();
    EXPECT_FALSE(R.at_eof());
    EXPECT_EQ(co_await R.read(), "y");
    EXPECT_TRUE(R.at_eof());
    EXPECT_EQ(co_await R.read(1), "");
    EXPECT_EQ(co_await R.read(), "");
    EXPECT_THROW(R.feed_data("z"), std::logic_error);
  });
}

TEST(StreamReader, ReadsLines) {
  withReader([](StreamReader R) -> Coro<> {
    R.feed_data("one\ntwo\n\nthr");
    EXPECT_EQ(co_await R.readline(), "one\n");
    EXPECT_EQ(co_await R.readline(), "two\n");
    EXPECT_EQ(co_await R.readline(), "\n");
    auto T = aio::create_task(R.readline());
    co_await aio::sleep(0ms);
    R.feed_data("ee");
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    EXPECT_FALSE(T.done());
    R.feed_data("\nrest");
    EXPECT_EQ(co_await T, "three\n");
    R.feed_eof();
    EXPECT_EQ(co_await R.readline(), "rest");
    EXPECT_EQ(co_await R.readline(), "");
  });
}

TEST(StreamReader, LongLines) {
  withReader(
      [](StreamReader R) -> Coro<> {
        R.feed_data("12345\nab\n123456\n");
        for (const char *Expected : {"12345\n", "ab\n"})
          EXPECT_EQ(co_await R.readline(), Expected);
        R.feed_data("next\n");
        try {
          co_await R.readline();
          ADD_FAILURE();
        } catch (const std::invalid_argument &E) {
          EXPECT_STREQ(E.what(),
                       "Separator is found, but chunk is longer than limit");
        }
        EXPECT_EQ(co_await R.readline(), "next\n");
        // Without its end, all of it is dropped.
        R.feed_data("1234567");
        try {
          co_await R.readline();
          ADD_FAILURE();
        } catch (const std::invalid_argument &E) {
          EXPECT_STREQ(E.what(),
                       "Separator is not found, and chunk exceed the limit");
        }
        R.feed_data("89\n");
        EXPECT_EQ(co_await R.readline(), "89\n");
      },
      5);
}

TEST(StreamReader, ReadExactly) {
  withReader([](StreamReader R) -> Coro<> {
    R.feed_data("abc");
    EXPECT_EQ(co_await R.readexactly(0), "");
    EXPECT_EQ(co_await R.readexactly(2), "ab");
    auto T = aio::create_task(R.readexactly(3));
    co_await aio::sleep(0ms);
    R.feed_data("d");
    co_await aio::sleep(0ms);
    R.feed_data("ef");
    EXPECT_EQ(co_await T, "cde");
    R.feed_eof();
    try {
      co_await R.readexactly(2);
      ADD_FAILURE();
    } catch (const aio::IncompleteReadError &E) {
      EXPECT_EQ(E.partial(), "f");
      EXPECT_EQ(E.expected(), 2u);
      EXPECT_STREQ(E.what(), "1 bytes read on a total of 2 expected bytes");
    }
    EXPECT_TRUE(R.at_eof());
  });
}

TEST(StreamReader, ReadUntil) {
  withReader(
      [](StreamReader R) -> Coro<> {
        auto T = aio::create_task(R.readuntil("<->"));
        co_await aio::sleep(0ms);
        for (const char *Part : {"a<", "-", "<-", ">b"}) {
          EXPECT_FALSE(T.done());
          R.feed_data(Part);
          co_await aio::sleep(0ms);
          co_await aio::sleep(0ms);
        }
        EXPECT_EQ(co_await T, "a<-<->");
        R.feed_data("23456789");
        try {
          co_await R.readuntil("<->");
          ADD_FAILURE();
        } catch (const aio::LimitOverrunError &E) {
          EXPECT_EQ(E.consumed(), 7u);
        }
        // It is all still there.
        EXPECT_EQ(co_await R.readexactly(9), "b23456789");
        R.feed_data("1234567<->");
        try {
          co_await R.readuntil("<->");
          ADD_FAILURE();
        } catch (const aio::LimitOverrunError &E) {
          EXPECT_EQ(E.consumed(), 7u);
        }
        EXPECT_EQ(co_await R.readexactly(10), "1234567<->");
        R.feed_data("x<-");
        R.feed_eof();
        try {
          co_await R.readuntil("<->");
          ADD_FAILURE();
        } catch (const aio::IncompleteReadError &E) {
          EXPECT_EQ(E.partial(), "x<-");
          EXPECT_EQ(E.expected(), std::nullopt);
          EXPECT_STREQ(E.what(),
                       "3 bytes read on a total of undefined expected bytes");
        }
        try {
          co_await R.readuntil("");
          ADD_FAILURE();
        } catch (const std::invalid_argument &) {
        }
      },
      6);
}

TEST(StreamReader, ASecondReaderIsRefused) {
  withReader([](StreamReader R) -> Coro<> {
    auto T = aio::create_task(R.readline());
    co_await aio::sleep(0ms);
    try {
      co_await R.readexactly(1);
      ADD_FAILURE();
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "readexactly() called while another coroutine is "
                             "already waiting for incoming data");
    }
    R.feed_data("\n");
    EXPECT_EQ(co_await T, "\n");
  });
}

TEST(StreamReader, CancelledReadsLoseNothing) {
  withReader([](StreamReader R) -> Coro<> {
    auto Cancel = [](aio::Task<std::string> T) -> Coro<> {
      co_await aio::sleep(0ms);
      EXPECT_TRUE(T.cancel());
      EXPECT_TRUE(co_await endsCancelled(T));
    };
    co_await Cancel(aio::create_task(R.read(5)));
    R.feed_data("ab");
    co_await Cancel(aio::create_task(R.readexactly(5)));
    co_await Cancel(aio::create_task(R.readline()));
    co_await Cancel(aio::create_task(R.readuntil("x")));
    // Data comes, and in the same turn the reader is cancelled.
    auto T = aio::create_task(R.readexactly(3));
    co_await aio::sleep(0ms);
    R.feed_data("c");
    T.cancel();
    EXPECT_TRUE(co_await endsCancelled(T));
    EXPECT_EQ(co_await R.readexactly(3), "abc");
  });
}

TEST(StreamReader, ExceptionsReachReaders) {
  withReader([](StreamReader R) -> Coro<> {
    auto T = aio::create_task(errorOf(R.read(5)));
    co_await aio::sleep(0ms);
    EXPECT_EQ(R.exception(), nullptr);
    R.set_exception(std::make_exception_ptr(
        std::system_error(std::make_error_code(std::errc::connection_reset))));
    EXPECT_EQ(co_await T, std::errc::connection_reset);
    EXPECT_EQ(co_await errorOf(R.readexactly(5)), std::errc::connection_reset);
    EXPECT_NE(R.exception(), nullptr);
  });
}

TEST(StreamReader, ALimitIsNeeded) {
  auto Main = []() -> Coro<> {
    EXPECT_THROW(StreamReader(0), std::invalid_argument);
    co_return;
  };
  aio::run(Main());
}

} // namespace
