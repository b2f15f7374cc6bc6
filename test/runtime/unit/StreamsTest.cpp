//===- StreamsTest.cpp - connections --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <sys/socket.h>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;
using aio::StreamReader;
using aio::StreamWriter;

/// Two connected pairs of streams. TCP, or a socket pair.
struct Ends {
  StreamReader R1;
  StreamWriter W1;
  StreamReader R2;
  StreamWriter W2;
};
Coro<Ends> makeEnds(bool Tcp, std::size_t Limit = 65536) {
  auto [A, B] = Tcp ? tcpPair() : aio::Socket::pair();
  auto [R1, W1] = co_await aio::open_connection(std::move(A), {.Limit = Limit});
  auto [R2, W2] = co_await aio::open_connection(std::move(B), {.Limit = Limit});
  co_return Ends{R1, W1, R2, W2};
}

template <class F> void forBoth(F Fn) {
  for (bool Tcp : {true, false}) {
    NoLeak Check;
    auto Main = [&]() -> Coro<> { co_await Fn(Tcp); };
    aio::run(Main());
  }
}

TEST(Streams, Echo) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp);
    auto Echo = [](StreamReader R, StreamWriter W) -> Coro<> {
      for (;;) {
        std::string Line = co_await R.readline();
        if (Line.empty())
          break;
        W.write(Line);
        co_await W.drain();
      }
      W.close();
      co_await W.wait_closed();
    };
    auto T = aio::create_task(Echo(E.R2, E.W2));
    for (int I = 0; I < 200; ++I) {
      std::string Line = std::string(std::size_t(I) * 10, 'x') + "\n";
      E.W1.write(Line);
      EXPECT_EQ(co_await E.R1.readline(), Line);
    }
    E.W1.write_eof();
    EXPECT_EQ(co_await E.R1.read(), "");
    EXPECT_TRUE(E.R1.at_eof());
    co_await T;
    EXPECT_TRUE(E.W2.is_closing());
  });
}

TEST(Streams, MuchDataWithFlowControl) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp, 1000);
    std::string Data(10'000'000, '\0');
    for (std::size_t I = 0; I < Data.size(); ++I)
      Data[I] = static_cast<char>(I * 7 >> 2);
    auto Send = [](StreamWriter W, const std::string &D) -> Coro<std::size_t> {
      std::size_t Most = 0;
      for (std::size_t I = 0; I < D.size(); I += 30000) {
        W.write(std::string_view(D).substr(I, 30000));
        co_await W.drain();
        Most = std::max(Most, W.get_write_buffer_size());
      }
      W.close();
      co_return Most;
    };
    auto T = aio::create_task(Send(E.W1, Data));
    // Nobody reads: both ends fill, and no more.
    co_await aio::sleep(30ms);
    EXPECT_FALSE(T.done());
    std::string Got;
    while (Got.size() < 100000)
      Got += co_await E.R2.readexactly(5000); // more than the limit
    Got += co_await E.R2.read();
    EXPECT_TRUE(Got == Data);
    EXPECT_LE(co_await T, 65536u + 30000u);
  });
}

TEST(Streams, WaterMarks) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp, 10);
    E.W1.set_write_buffer_limits(1000);
    EXPECT_EQ(E.W1.get_write_buffer_limits(),
              std::pair(std::size_t(250), std::size_t(1000)));
    EXPECT_THROW(E.W1.set_write_buffer_limits(10, 20), std::invalid_argument);
    std::string Block(100000, 'x');
    std::size_t Written = 0;
    while (E.W1.get_write_buffer_size() == 0) {
      E.W1.write(Block);
      Written += Block.size();
      co_await aio::sleep(0ms);
    }
    auto T = aio::create_task(E.W1.drain());
    auto Cancelled = aio::create_task(E.W1.drain());
    co_await aio::sleep(1ms);
    EXPECT_FALSE(T.done());
    Cancelled.cancel();
    EXPECT_TRUE(co_await endsCancelled(Cancelled));
    std::string Got = co_await E.R2.readexactly(Written);
    co_await T;
    EXPECT_LE(E.W1.get_write_buffer_size(), 250u);
  });
}

TEST(Streams, CloseSendsTheRestFirst) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp);
    std::string Much(5'000'000, 'x');
    E.W1.write(Much);
    EXPECT_GT(E.W1.get_write_buffer_size(), 0u);
    E.W1.close();
    EXPECT_TRUE(E.W1.is_closing());
    auto T = aio::create_task(E.W1.wait_closed());
    co_await aio::sleep(1ms);
    EXPECT_FALSE(T.done());
    EXPECT_EQ((co_await E.R2.read()).size(), Much.size());
    co_await T;
    EXPECT_EQ(E.W1.socket().fileno(), -1);
    E.W1.write("ignored");
    EXPECT_EQ(co_await errorOf(E.W1.drain()), std::errc::connection_reset);
  });
}

TEST(Streams, DroppingTheHandlesClosesAfterTheRest) {
  forBoth([](bool Tcp) -> Coro<> {
    std::optional<Ends> E(co_await makeEnds(Tcp));
    std::string Much(5'000'000, 'x');
    E->W1.write(Much);
    StreamReader R2 = E->R2;
    E.reset();
    EXPECT_EQ((co_await R2.read()).size(), Much.size());
  });
}

TEST(Streams, AbortDropsTheRest) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp);
    E.W1.write(std::string(5'000'000, 'x'));
    auto Reader = aio::create_task(E.R1.read(1));
    co_await aio::sleep(0ms);
    E.W1.abort();
    co_await E.W1.wait_closed();
    EXPECT_EQ(co_await Reader, "");
    EXPECT_LT((co_await E.R2.read()).size(), 5'000'000u);
  });
}

TEST(Streams, CloseWakesAReader) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp);
    auto T = aio::create_task(E.R1.read(10));
    co_await aio::sleep(1ms);
    E.W1.close();
    EXPECT_EQ(co_await T, "");
    co_await E.W1.wait_closed();
  });
}

TEST(Streams, WriteEof) {
  forBoth([](bool Tcp) -> Coro<> {
    Ends E = co_await makeEnds(Tcp);
    EXPECT_TRUE(E.W1.can_write_eof());
    std::string Much(3'000'000, 'x');
    E.W1.write(Much);
    E.W1.write_eof();
    EXPECT_THROW(E.W1.write("x"), std::runtime_error);
    EXPECT_EQ((co_await E.R2.read()).size(), Much.size());
    // The other direction is open.
    E.W2.writelines(std::vector<std::string>{"a", "b"});
    EXPECT_EQ(co_await E.R1.readexactly(2), "ab");
  });
}

TEST(Streams, PeerReset) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    auto [A, B] = tcpPair();
    auto [R, W] = co_await aio::open_connection(std::move(A));
    auto T = aio::create_task(errorOf(R.readline()));
    W.write(std::string(10'000'000, 'x'));
    auto D = aio::create_task(errorOf(W.drain()));
    co_await aio::sleep(1ms);
    EXPECT_FALSE(D.done());
    resetOnClose(B);
    B.close();
    EXPECT_EQ(co_await T, std::errc::connection_reset);
    EXPECT_EQ(co_await D, std::errc::connection_reset);
    EXPECT_EQ(co_await errorOf(W.wait_closed()), std::errc::connection_reset);
    EXPECT_EQ(co_await errorOf(W.drain()), std::errc::connection_reset);
    EXPECT_EQ(co_await errorOf(R.read(1)), std::errc::connection_reset);
    W.write("ignored");
    W.close();
  };
  aio::run(Main());
}

TEST(Streams, AnErrorOfWritingIsToldByDrain) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    auto [A, B] = aio::Socket::pair();
    auto [R, W] = co_await aio::open_connection(std::move(A));
    B.close();
    W.write("x");
    // As with asyncio, the first one only tells that the connection is lost.
    EXPECT_EQ(co_await errorOf(W.drain()), std::errc::connection_reset);
    EXPECT_EQ(co_await errorOf(W.drain()), std::errc::broken_pipe);
    EXPECT_EQ(co_await errorOf(W.wait_closed()), std::errc::broken_pipe);
  };
  aio::run(Main());
}

TEST(Streams, Names) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Ends E = co_await makeEnds(true);
    EXPECT_EQ(E.W1.peername()->host(), "127.0.0.1");
    EXPECT_EQ(E.W1.peername(), E.W2.sockname());
    EXPECT_EQ(E.W1.socket().getpeername(), *E.W1.peername());
    E.W1.close();
    co_await E.W1.wait_closed();
    EXPECT_EQ(E.W1.sockname(), std::nullopt);
    EXPECT_TRUE(E.W1.peername());
  };
  aio::run(Main());
}

TEST(Streams, CannotBeOpened) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    aio::Socket Closed(AF_INET, SOCK_STREAM);
    Closed.bind(aio::Address::ip("127.0.0.1", 0));
    EXPECT_EQ(co_await errorOf(aio::open_connection(
                  "127.0.0.1", Closed.getsockname().port())),
              std::errc::connection_refused);
    EXPECT_EQ(co_await errorOf(aio::open_unix_connection("/nonexistent/x")),
              std::errc::no_such_file_or_directory);
    try {
      co_await aio::open_connection(aio::Socket(AF_INET, SOCK_DGRAM));
      ADD_FAILURE();
    } catch (const std::invalid_argument &) {
    }
  };
  aio::run(Main());
}

TEST(Streams, FromALocalAddress) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    aio::Socket L(AF_INET, SOCK_STREAM);
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen();
    auto [R, W] = co_await aio::open_connection(
        "127.0.0.1", L.getsockname().port(),
        {.LocalAddress = aio::Address::ip("127.0.0.2", 0)});
    EXPECT_EQ(W.sockname()->host(), "127.0.0.2");
  };
  aio::run(Main());
}

TEST(Streams, ClosedWithTheirLoop) {
  NoLeak Check;
  std::optional<Ends> Kept;
  {
    aio::EventLoop L;
    L.set_exception_handler([](auto &, const auto &) {});
    auto Main = [&]() -> Coro<> {
      Kept = co_await makeEnds(true);
      Kept->W1.write(std::string(5'000'000, 'x'));
      Kept->W1.close();
      (void)aio::create_task(Kept->R2.readexactly(10'000'000));
      (void)aio::create_task(Kept->W1.wait_closed());
      co_await aio::sleep(1ms);
    };
    L.run_until_complete(Main());
  }
  // Harmless.
  Kept->W2.write("x");
  Kept->W2.close();
  Kept->W1.abort();
}

} // namespace
