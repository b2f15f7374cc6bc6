//===- SockOpsTest.cpp - operations on sockets ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <thread>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

aio::EventLoop &loop() { return aio::get_running_loop(); }

TEST(SockOps, SendAndReceiveAtOnceTakeNoTurn) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = aio::Socket::pair();
    aio::Handle Turn = loop().call_soon([] { ADD_FAILURE() << "a turn"; });
    co_await loop().sock_sendall(A, "hello");
    EXPECT_EQ(co_await loop().sock_recv(B, 3), "hel");
    char Buffer[10];
    EXPECT_EQ(co_await loop().sock_recv_into(B, Buffer), 2u);
    A.close();
    EXPECT_EQ(co_await loop().sock_recv(B, 3), "");
    Turn.cancel();
  };
  aio::run(Main());
}

TEST(SockOps, ReceiveWaits) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    for (bool Tcp : {false, true}) {
      auto [A, B] = Tcp ? tcpPair() : aio::Socket::pair();
      auto Echo = [](aio::Socket &S) -> aio::Coro<int> {
        int Rounds = 0;
        for (;;) {
          std::string Data = co_await loop().sock_recv(S, 100);
          if (Data.empty())
            co_return Rounds;
          ++Rounds;
          co_await loop().sock_sendall(S, Data);
        }
      };
      aio::Task<int> T = aio::create_task(Echo(B));
      for (int I = 0; I < 100; ++I) {
        std::string Text = std::to_string(I);
        co_await loop().sock_sendall(A, Text);
        EXPECT_EQ(co_await loop().sock_recv(A, 100), Text);
      }
      A.shutdown(SHUT_WR);
      EXPECT_EQ(co_await T, 100);
    }
  };
  aio::run(Main());
}

TEST(SockOps, TheEndIsSeenTogetherWithData) {
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    aio::Task<std::string> T = aio::create_task(loop().sock_recv(B, 100));
    co_await aio::sleep(0ms);
    co_await loop().sock_sendall(A, "last");
    A.close();
    EXPECT_EQ(co_await T, "last");
    EXPECT_EQ(co_await loop().sock_recv(B, 100), "");
  };
  aio::run(Main());
}

TEST(SockOps, LargeTransfer) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    for (bool Tcp : {false, true}) {
      auto [A, B] = Tcp ? tcpPair() : aio::Socket::pair();
      std::string Data(20'000'000, '\0');
      for (std::size_t I = 0; I < Data.size(); ++I)
        Data[I] = static_cast<char>(I * 31 >> 3);
      auto Send = [](aio::Socket &S, const std::string &D) -> aio::Coro<> {
        co_await loop().sock_sendall(S, D);
        S.shutdown(SHUT_WR);
      };
      aio::Task<> T = aio::create_task(Send(A, Data));
      std::string Got;
      for (;;) {
        std::string Part = co_await loop().sock_recv(B, 50000);
        if (Part.empty())
          break;
        Got += Part;
      }
      co_await T;
      EXPECT_TRUE(Got == Data);
    }
  };
  aio::run(Main());
}

TEST(SockOps, SeveralWaitersAreServedInOrder) {
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    std::vector<aio::Task<std::string>> Tasks;
    for (int I = 0; I < 3; ++I)
      Tasks.push_back(aio::create_task(loop().sock_recv(B, 1)));
    co_await aio::sleep(0ms);
    EXPECT_TRUE(Tasks[1].cancel());
    co_await loop().sock_sendall(A, "xy");
    EXPECT_EQ(co_await Tasks[0], "x");
    EXPECT_EQ(co_await Tasks[2], "y");
    EXPECT_TRUE(Tasks[1].cancelled());
  };
  aio::run(Main());
}

TEST(SockOps, ConnectAndAccept) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    aio::Socket L(AF_INET, SOCK_STREAM);
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen();
    auto Accept = [](aio::Socket &L) -> aio::Coro<aio::Socket> {
      auto [S, From] = co_await loop().sock_accept(L);
      EXPECT_EQ(From.host(), "127.0.0.1");
      EXPECT_EQ(From, S.getpeername());
      co_return std::move(S);
    };
    aio::Task<aio::Socket> T = aio::create_task(Accept(L));
    co_await aio::sleep(0ms);
    aio::Socket C(AF_INET, SOCK_STREAM);
    co_await loop().sock_connect(C, L.getsockname());
    aio::Socket S = co_await T;
    co_await loop().sock_sendall(C, "hi");
    EXPECT_EQ(co_await loop().sock_recv(S, 10), "hi");
  };
  aio::run(Main());
}

TEST(SockOps, ConnectRefused) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    aio::Socket L(AF_INET, SOCK_STREAM);
    L.bind(aio::Address::ip("127.0.0.1", 0)); // does not listen
    for (int I = 0; I < 2; ++I) {
      aio::Socket C(AF_INET, SOCK_STREAM);
      EXPECT_EQ(co_await errorOf(loop().sock_connect(C, L.getsockname())),
                std::errc::connection_refused);
    }
    aio::Socket U(AF_UNIX, SOCK_STREAM);
    EXPECT_EQ(co_await errorOf(loop().sock_connect(
                  U, aio::Address::unix_path("/nonexistent/x"))),
              std::errc::no_such_file_or_directory);
  };
  aio::run(Main());
}

TEST(SockOps, ConnectAgainWithTheSameSocket) {
  auto Main = []() -> aio::Coro<> {
    aio::Socket Closed(AF_INET, SOCK_STREAM), L(AF_INET, SOCK_STREAM);
    Closed.bind(aio::Address::ip("127.0.0.1", 0));
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen();
    aio::Socket C(AF_INET, SOCK_STREAM);
    EXPECT_EQ(co_await errorOf(loop().sock_connect(C, Closed.getsockname())),
              std::errc::connection_refused);
    // Linux tells of it once more.
    EXPECT_EQ(co_await errorOf(loop().sock_connect(C, L.getsockname())),
              std::errc::connection_aborted);
    co_await loop().sock_connect(C, L.getsockname());
    EXPECT_EQ(C.getpeername(), L.getsockname());
  };
  aio::run(Main());
}

TEST(SockOps, PeerReset) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    aio::Task<std::error_code> T =
        aio::create_task(errorOf(loop().sock_recv(B, 10)));
    co_await aio::sleep(0ms);
    resetOnClose(A);
    A.close();
    EXPECT_EQ(co_await T, std::errc::connection_reset);
    // And no signal, which would end the test.
    EXPECT_EQ(co_await errorOf(loop().sock_sendall(B, "x")),
              std::errc::broken_pipe);
  };
  aio::run(Main());
}

TEST(SockOps, CloseTellsAllWhoWait) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    std::string Much(30'000'000, 'x');
    std::vector<aio::Task<std::error_code>> Tasks;
    Tasks.push_back(aio::create_task(errorOf(loop().sock_recv(B, 10))));
    Tasks.push_back(aio::create_task(errorOf(loop().sock_recv(B, 10))));
    Tasks.push_back(aio::create_task(errorOf(loop().sock_sendall(B, Much))));
    co_await aio::sleep(1ms);
    for (auto &T : Tasks)
      EXPECT_FALSE(T.done());
    B.close();
    for (auto &T : Tasks)
      EXPECT_EQ(co_await T, std::errc::bad_file_descriptor);
    EXPECT_EQ(co_await errorOf(loop().sock_recv(B, 10)),
              std::errc::bad_file_descriptor);
  };
  aio::run(Main());
}

TEST(SockOps, AReusedNumberIsAnotherSocket) {
  auto Main = []() -> aio::Coro<> {
    for (int I = 0; I < 3; ++I) {
      auto [A, B] = tcpPair();
      int Number = B.fileno();
      aio::Task<std::string> T = aio::create_task(loop().sock_recv(B, 10));
      co_await aio::sleep(0ms);
      co_await loop().sock_sendall(A, std::to_string(I));
      EXPECT_EQ(co_await T, std::to_string(I));
      auto [C, D] = tcpPair();
      B.close();
      aio::Socket Next =
          aio::Socket::adopt(::fcntl(D.fileno(), F_DUPFD_CLOEXEC, Number));
      D.close();
      EXPECT_EQ(Next.fileno(), Number);
      T = aio::create_task(loop().sock_recv(Next, 10));
      co_await aio::sleep(0ms);
      co_await loop().sock_sendall(C, "next");
      EXPECT_EQ(co_await T, "next");
    }
  };
  aio::run(Main());
}

TEST(SockOps, CancelEachOperation) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    aio::Socket L(AF_INET, SOCK_STREAM), U(AF_INET, SOCK_DGRAM);
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen();
    U.bind(aio::Address::ip("127.0.0.1", 0));
    // Nobody answers there.
    aio::Socket C(AF_INET, SOCK_STREAM);
    char Buffer[10];
    std::string Much(30'000'000, 'x');
    auto Check = [](auto T, const char *What) -> aio::Coro<> {
      co_await aio::sleep(1ms);
      EXPECT_FALSE(T.done()) << What;
      EXPECT_TRUE(T.cancel());
      EXPECT_TRUE(co_await endsCancelled(T)) << What;
    };
    co_await Check(aio::create_task(loop().sock_recv(B, 10)), "recv");
    co_await Check(aio::create_task(loop().sock_recv_into(B, Buffer)),
                   "recv_into");
    co_await Check(aio::create_task(loop().sock_sendall(B, Much)), "sendall");
    co_await Check(aio::create_task(loop().sock_accept(L)), "accept");
    co_await Check(aio::create_task(loop().sock_recvfrom(U, 10)), "recvfrom");
    co_await Check(aio::create_task(loop().sock_recvfrom_into(U, Buffer)),
                   "recvfrom_into");
    // They are as usable as before.
    co_await loop().sock_sendall(A, "still");
    EXPECT_EQ(co_await loop().sock_recv(B, 10), "still");
    co_await loop().sock_connect(C, L.getsockname());
    auto [S, From] = co_await loop().sock_accept(L);
    EXPECT_EQ(From, C.getsockname());
  };
  aio::run(Main());
}

TEST(SockOps, CancelAConnect) {
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    // With its queue full, connections to it take for ever.
    aio::Socket L(AF_INET, SOCK_STREAM);
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen(0);
    std::vector<aio::Socket> Sockets;
    std::vector<aio::Task<>> Tasks;
    Sockets.reserve(10);
    for (int I = 0; I < 10; ++I) {
      Sockets.emplace_back(AF_INET, SOCK_STREAM);
      Tasks.push_back(aio::create_task(
          loop().sock_connect(Sockets.back(), L.getsockname())));
    }
    co_await aio::sleep(20ms);
    int Cancelled = 0;
    for (auto &T : Tasks)
      if (T.cancel()) {
        ++Cancelled;
        EXPECT_TRUE(co_await endsCancelled(T));
      }
    EXPECT_GT(Cancelled, 0);
  };
  aio::run(Main());
}

TEST(SockOps, CancelledAfterItWasDone) {
  // The loop accepts for both before either runs; then the first one cancels
  // the second. The connection that this one got is closed.
  NoLeak Check;
  auto Main = []() -> aio::Coro<> {
    aio::Socket L(AF_INET, SOCK_STREAM);
    L.bind(aio::Address::ip("127.0.0.1", 0));
    L.listen();
    std::optional<aio::Task<std::pair<aio::Socket, aio::Address>>> Second;
    auto First = [](aio::Socket &L, auto &Second) -> aio::Coro<> {
      co_await loop().sock_accept(L);
      EXPECT_TRUE(Second->cancel());
    };
    auto T = aio::create_task(First(L, Second));
    Second = aio::create_task(loop().sock_accept(L));
    co_await aio::sleep(1ms);
    aio::Socket C(AF_INET, SOCK_STREAM), D(AF_INET, SOCK_STREAM);
    aio::Address At = L.getsockname();
    (void)::connect(C.fileno(), At.data(), At.size());
    (void)::connect(D.fileno(), At.data(), At.size());
    co_await T;
    EXPECT_TRUE(co_await endsCancelled(*Second));
    Second.reset();
    EXPECT_EQ(co_await loop().sock_recv(D, 1), ""); // closed
  };
  aio::run(Main());
}

TEST(SockOps, SocketsMayMoveWhileTheyAreWaitedFor) {
  auto Main = []() -> aio::Coro<> {
    auto [A, B] = tcpPair();
    aio::Task<std::string> T = aio::create_task(loop().sock_recv(B, 10));
    co_await aio::sleep(0ms);
    aio::Socket C = std::move(B);
    EXPECT_TRUE(B.closed());
    co_await loop().sock_sendall(A, "moved");
    EXPECT_EQ(co_await T, "moved");
  };
  aio::run(Main());
}

TEST(SockOps, Datagrams) {
  auto Main = []() -> aio::Coro<> {
    aio::Socket A(AF_INET, SOCK_DGRAM), B(AF_INET, SOCK_DGRAM);
    A.bind(aio::Address::ip("127.0.0.1", 0));
    B.bind(aio::Address::ip("127.0.0.1", 0));
    auto T = aio::create_task(loop().sock_recvfrom(B, 4));
    co_await aio::sleep(0ms);
    EXPECT_EQ(co_await loop().sock_sendto(A, "one two", B.getsockname()), 7u);
    EXPECT_EQ(co_await loop().sock_sendto(A, "", B.getsockname()), 0u);
    EXPECT_EQ(co_await loop().sock_sendto(A, "3", B.getsockname()), 1u);
    auto [Data, From] = co_await T;
    EXPECT_EQ(Data, "one ");
    EXPECT_EQ(From, A.getsockname());
    char Buffer[10];
    auto [N, Whence] = co_await loop().sock_recvfrom_into(B, Buffer);
    EXPECT_EQ(N, 0u);
    EXPECT_EQ((co_await loop().sock_recvfrom(B, 10)).first, "3");
  };
  aio::run(Main());
}

TEST(SockOps, BelongToOneLoop) {
  aio::EventLoop Other;
  auto Main = [&]() -> aio::Coro<> {
    auto [A, B] = aio::Socket::pair();
    try {
      co_await Other.sock_recv(B, 1);
      ADD_FAILURE();
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "socket operation of a different loop");
    }
    auto T = aio::create_task(loop().sock_recv(B, 1));
    co_await aio::sleep(0ms);
    std::string What;
    std::thread([&, &B = B] {
      auto There = [&]() -> aio::Coro<> {
        try {
          co_await loop().sock_recv(B, 1);
        } catch (const std::runtime_error &E) {
          What = E.what();
        }
      };
      aio::run(There());
    }).join();
    EXPECT_EQ(What, "socket attached to a different loop");
    T.cancel();
  };
  aio::run(Main());
}

TEST(SockOps, SurviveTheirLoop) {
  NoLeak Check;
  auto [A, B] = aio::Socket::pair();
  auto Wait = [](aio::Socket &S) -> aio::Coro<> {
    co_await loop().sock_recv(S, 1);
  };
  {
    aio::EventLoop L;
    L.set_exception_handler([](auto &, const auto &) {});
    (void)L.create_task(Wait(B));
    L.call_later(1ms, [&] { L.stop(); });
    L.run_forever();
  }
  auto Main = [](aio::Socket &A, aio::Socket &B) -> aio::Coro<> {
    auto T = aio::create_task(loop().sock_recv(B, 10));
    co_await aio::sleep(0ms);
    co_await loop().sock_sendall(A, "again");
    EXPECT_EQ(co_await T, "again");
  };
  aio::run(Main(A, B));
}

} // namespace
