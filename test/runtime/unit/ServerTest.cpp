//===- ServerTest.cpp - servers of connections ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;
using aio::Server;
using aio::StreamReader;
using aio::StreamWriter;

std::uint16_t portOf(const Server &S) {
  return S.sockets().at(0).getsockname().port();
}

Coro<std::string> ask(std::uint16_t Port, std::string Text) {
  auto [R, W] = co_await aio::open_connection("127.0.0.1", Port);
  W.write(Text);
  W.write_eof();
  std::string Answer = co_await R.read();
  W.close();
  co_await W.wait_closed();
  co_return Answer;
}

TEST(Server, ServesManyAtOnce) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    // With connections that do not fit into the queue, Linux has been seen to
    // lose data before an end.
    Server S =
        co_await aio::start_server(echo, "127.0.0.1", 0, {.Backlog = 400});
    EXPECT_TRUE(S.is_serving());
    std::vector<aio::Task<std::string>> Tasks;
    for (int I = 0; I < 300; ++I)
      Tasks.push_back(aio::create_task(ask(portOf(S), std::to_string(I))));
    for (int I = 0; I < 300; ++I)
      EXPECT_EQ(co_await Tasks[std::size_t(I)], std::to_string(I));
    S.close();
    EXPECT_FALSE(S.is_serving());
    EXPECT_TRUE(S.sockets().empty());
    co_await S.wait_closed();
  };
  aio::run(Main());
}

TEST(Server, CallsPlainFunctionsToo) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    int Count = 0;
    Server S = co_await aio::start_server(
        [&](StreamReader, StreamWriter W) { W.write(std::to_string(++Count)); },
        "127.0.0.1", 0);
    // The writer was dropped, so the connection is closed.
    EXPECT_EQ(co_await ask(portOf(S), ""), "1");
    EXPECT_EQ(co_await ask(portOf(S), ""), "2");
    S.close();
  };
  aio::run(Main());
}

TEST(Server, TellsOfExceptions) {
  NoLeak Check;
  std::vector<std::string> Told;
  aio::EventLoop L;
  L.set_exception_handler(
      [&](aio::EventLoop &, const aio::ExceptionContext &C) {
        Told.push_back(C.Message);
      });
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(
        [](StreamReader, StreamWriter) -> Coro<> {
          throw std::runtime_error("in the coroutine");
          co_return;
        },
        "127.0.0.1", 0);
    EXPECT_EQ(co_await ask(portOf(S), ""), "");
    S.close();
    Server S2 = co_await aio::start_server(
        [](StreamReader, StreamWriter) {
          throw std::runtime_error("in the function");
        },
        "127.0.0.1", 0);
    EXPECT_EQ(co_await ask(portOf(S2), ""), "");
    S2.close();
  };
  L.run_until_complete(Main());
  EXPECT_EQ(Told,
            (std::vector<std::string>{"Task exception was never retrieved",
                                      "Exception in callback"}));
}

TEST(Server, KeepsWhatItsFunctionHolds) {
  NoLeak Check;
  auto Probe = std::make_shared<int>(7);
  auto Main = [&]() -> Coro<> {
    // Within the `co_await` GCC 12 would copy the closure bit by bit.
    auto Handle = [Probe](StreamReader R, StreamWriter W) -> Coro<> {
      co_await R.read(1);
      W.close();
      co_await W.wait_closed();
      co_await aio::sleep(2ms);
      EXPECT_EQ(*Probe, 7);
    };
    Server S = co_await aio::start_server(std::move(Handle), "127.0.0.1", 0);
    auto T = aio::create_task(ask(portOf(S), "x"));
    co_await aio::sleep(1ms);
    S.close();
    co_await T;
    S = co_await aio::start_server(echo, "127.0.0.1", 0);
    co_await aio::sleep(10ms);
    S.close();
  };
  aio::run(Main());
  EXPECT_EQ(Probe.use_count(), 1);
}

TEST(Server, ServeForever) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(echo, "127.0.0.1", 0,
                                          {.StartServing = false});
    EXPECT_FALSE(S.is_serving());
    std::uint16_t Port = portOf(S);
    auto T = aio::create_task(S.serve_forever());
    co_await aio::sleep(0ms);
    EXPECT_TRUE(S.is_serving());
    EXPECT_EQ(co_await ask(Port, "hi"), "hi");
    try {
      co_await S.serve_forever();
      ADD_FAILURE();
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(),
                   "server is already being awaited on serve_forever()");
    }
    T.cancel();
    EXPECT_TRUE(co_await endsCancelled(T));
    EXPECT_FALSE(S.is_serving());
    try {
      co_await S.serve_forever();
      ADD_FAILURE();
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "server is closed");
    }
    EXPECT_EQ(co_await errorOf(ask(Port, "x")), std::errc::connection_refused);
    // `close` cancels it as well.
    Server S2 = co_await aio::start_server(echo, "127.0.0.1", 0);
    auto T2 = aio::create_task(S2.serve_forever());
    co_await aio::sleep(0ms);
    S2.close();
    EXPECT_TRUE(co_await endsCancelled(T2));
  };
  aio::run(Main());
}

TEST(Server, WaitClosedWaitsForConnections) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
    auto [R, W] = co_await aio::open_connection("127.0.0.1", portOf(S));
    W.write("x");
    EXPECT_EQ(co_await R.read(1), "x");
    auto T = aio::create_task(S.wait_closed());
    co_await aio::sleep(0ms);
    S.close();
    co_await aio::sleep(2ms);
    EXPECT_FALSE(T.done());
    W.close();
    co_await T;
  };
  aio::run(Main());
}

TEST(Server, AddressInUse) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
    std::uint16_t Port = portOf(S);
    try {
      co_await aio::start_server(echo, "127.0.0.1", Port);
      ADD_FAILURE();
    } catch (const std::system_error &E) {
      EXPECT_EQ(E.code(), std::errc::address_in_use);
      EXPECT_NE(std::string(E.what()).find(
                    "error while attempting to bind on address 127.0.0.1:" +
                    std::to_string(Port)),
                std::string::npos);
    }
    // At once after the end.
    S.close();
    Server Again = co_await aio::start_server(echo, "127.0.0.1", Port);
    Again.close();
  };
  aio::run(Main());
}

TEST(Server, AllInterfaces) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(echo, "", 0, {.Family = AF_INET});
    EXPECT_EQ(S.sockets().size(), 1u);
    EXPECT_EQ(co_await ask(portOf(S), "any"), "any");
    S.close();
  };
  aio::run(Main());
}

TEST(Server, AtAPath) {
  NoLeak Check;
  std::string Path =
      "/tmp/aio-server-test-" + std::to_string(::getpid()) + ".sock";
  auto Main = [&]() -> Coro<> {
    // The second time it is there already.
    for (int I = 0; I < 2; ++I) {
      Server S = co_await aio::start_unix_server(echo, Path);
      auto [R, W] = co_await aio::open_unix_connection(Path);
      W.write("hello\n");
      EXPECT_EQ(co_await R.readline(), "hello\n");
      EXPECT_EQ(W.peername()->path(), Path);
      S.close();
    }
    EXPECT_EQ(
        co_await errorOf(aio::start_unix_server(echo, "/nonexistent/x.sock")),
        std::errc::no_such_file_or_directory);
  };
  aio::run(Main());
  std::filesystem::remove(Path);
}

TEST(Server, OutOfDescriptors) {
  NoLeak Check;
  std::vector<std::string> Told;
  aio::EventLoop L;
  L.set_exception_handler(
      [&](aio::EventLoop &, const aio::ExceptionContext &C) {
        Told.push_back(C.Message);
      });
  auto Main = [&]() -> Coro<> {
    Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
    aio::Address At = S.sockets()[0].getsockname();
    aio::Socket C(AF_INET, SOCK_STREAM);
    rlimit Old, New;
    ::getrlimit(RLIMIT_NOFILE, &Old);
    New = Old;
    int Next = ::dup(C.fileno());
    ::close(Next);
    New.rlim_cur = rlim_t(Next);
    ::setrlimit(RLIMIT_NOFILE, &New);
    co_await aio::get_running_loop().sock_connect(C, At);
    rusage Before, After;
    ::getrusage(RUSAGE_SELF, &Before);
    co_await aio::sleep(300ms);
    ::getrusage(RUSAGE_SELF, &After);
    ::setrlimit(RLIMIT_NOFILE, &Old);
    EXPECT_EQ(Told, std::vector<std::string>{
                        "socket.accept() out of system resource"});
    // It does not spin.
    auto Micros = [](const timeval &T) {
      return T.tv_sec * 1000000 + T.tv_usec;
    };
    EXPECT_LT(Micros(After.ru_utime) - Micros(Before.ru_utime), 100000);
    // And it serves again when there are descriptors.
    auto [R, W] = co_await aio::open_connection(std::move(C));
    W.write("late");
    EXPECT_EQ(co_await R.readexactly(4), "late");
    S.close();
  };
  L.run_until_complete(Main());
  EXPECT_EQ(Told.size(), 1u);
}

TEST(Server, ClosedWithItsLoop) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
    auto [R, W] = co_await aio::open_connection("127.0.0.1", portOf(S));
    W.write("x");
    co_await R.read(1);
    // Both ends, the server and a task are left.
  };
  aio::run(Main());
}

} // namespace
