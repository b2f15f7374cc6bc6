//===- aio_bench.cpp - what aio's coroutines cost -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A benchmark NAME/aio stands beside NAME/asio of asio_bench.cpp, in the same
// program. An item is what the table's line says.
//
//===----------------------------------------------------------------------===//

#include "child.h"

#include <aio/aio.h>

#include <benchmark/benchmark.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace std::chrono_literals;

// --- child: co_await of a coroutine that returns at once --------------------

static aio::Coro<int> child(int X) { co_return X + 1; }

static aio::Coro<> awaitChildren(benchmark::State &State) {
  int I = 0;
  for (auto _ : State)
    I = co_await child(I);
  benchmark::DoNotOptimize(I);
}
static void childHere(benchmark::State &State) {
  aio::run(awaitChildren(State));
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(childHere)->Name("child/aio");

static aio::Coro<> awaitChildrenElsewhere(benchmark::State &State) {
  int I = 0;
  for (auto _ : State)
    I = co_await aioChildElsewhere(I);
  benchmark::DoNotOptimize(I);
}
static void childElsewhere(benchmark::State &State) {
  aio::run(awaitChildrenElsewhere(State));
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(childElsewhere)->Name("child_elsewhere/aio");

// --- spawn: a task that lets the others run once, and ends ------------------

static aio::Coro<> yieldOnce(std::size_t &Ended) {
  co_await aio::sleep(0s);
  ++Ended;
}

/// Starts `Count` and returns when all have ended.
static aio::Coro<> spawnAndWait(std::size_t Count) {
  std::size_t Ended = 0;
  for (std::size_t I = 0; I != Count; ++I)
    (void)aio::create_task(yieldOnce(Ended));
  while (Ended != Count)
    co_await aio::sleep(0s);
}
static void spawn(benchmark::State &State) {
  aio::EventLoop Loop;
  for (auto _ : State)
    Loop.run_until_complete(
        spawnAndWait(static_cast<std::size_t>(State.range(0))));
  State.SetItemsProcessed(State.iterations() * State.range(0));
}
BENCHMARK(spawn)->Name("spawn/aio")->Arg(1000)->Arg(100);
BENCHMARK(spawn)
    ->Name("million/aio")
    ->Arg(1000000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

// --- pingpong: two tasks wake each other in turn ----------------------------

static aio::Coro<> player(benchmark::State &State, aio::Future<> &Mine,
                          aio::Future<> &Theirs, bool &Ended) {
  while (!Ended) {
    co_await Mine;
    Mine = aio::Future<>();
    Theirs.set_result();
    Ended = Ended || !State.KeepRunning();
  }
}
static aio::Coro<> play(benchmark::State &State) {
  aio::Future<> Ping, Pong;
  bool Ended = false;
  auto First = aio::create_task(player(State, Ping, Pong, Ended));
  auto Second = aio::create_task(player(State, Pong, Ping, Ended));
  Ping.set_result();
  co_await First;
  Pong.done() ? void() : Pong.set_result();
  co_await Second;
}
static void pingPong(benchmark::State &State) {
  aio::run(play(State));
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(pingPong)->Name("pingpong/aio");

// --- echo: round trips over loopback; client and server in one loop ----------

static constexpr std::size_t EchoConnections = 64, EchoRounds = 50;

static aio::Coro<> echoClient(aio::Socket &S, std::size_t Rounds) {
  aio::EventLoop &Loop = aio::get_running_loop();
  char Buffer[EchoMessage] = {};
  for (std::size_t I = 0; I != Rounds; ++I) {
    co_await Loop.sock_sendall(S, {Buffer, sizeof Buffer});
    for (std::size_t Got = 0; Got != sizeof Buffer;)
      Got += co_await Loop.sock_recv_into(S, std::span(Buffer).subspan(Got));
  }
}
static aio::Coro<> echoRound(std::vector<aio::Socket> &Clients) {
  std::vector<aio::Task<>> All;
  for (aio::Socket &S : Clients)
    All.push_back(aio::create_task(echoClient(S, EchoRounds)));
  for (aio::Task<> &T : All)
    co_await T;
}
static aio::Coro<> echoServerOne(aio::Socket S) {
  aio::EventLoop &Loop = aio::get_running_loop();
  char Buffer[1024];
  while (std::size_t N = co_await Loop.sock_recv_into(S, Buffer))
    co_await Loop.sock_sendall(S, {Buffer, N});
}
static aio::Coro<> echoServer(aio::Socket &Listener) {
  std::vector<aio::Task<>> All;
  for (;;) {
    auto [S, From] = co_await aio::get_running_loop().sock_accept(Listener);
    S.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    // NOLINTNEXTLINE(coro-dropped-eager-task): they end with the loop
    All.push_back(aio::create_task(echoServerOne(std::move(S))));
  }
}
/// What the streams of asyncio do, on the server's side.
static aio::Coro<> echoStream(aio::StreamReader R, aio::StreamWriter W) {
  for (;;) {
    std::string Data = co_await R.read(1024);
    if (Data.empty())
      break;
    W.write(Data);
    co_await W.drain();
  }
}
static aio::Coro<std::vector<aio::Socket>> connectAll(aio::Address To) {
  std::vector<aio::Socket> All;
  for (std::size_t I = 0; I != EchoConnections; ++I) {
    aio::Socket S(AF_INET, SOCK_STREAM);
    co_await aio::get_running_loop().sock_connect(S, To);
    S.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    All.push_back(std::move(S));
  }
  co_return All;
}
static void echo(benchmark::State &State) {
  aio::EventLoop Loop;
  aio::Socket Listener(AF_INET, SOCK_STREAM);
  Listener.bind(aio::Address::ip("127.0.0.1", 0));
  Listener.listen();
  auto Server = Loop.create_task(echoServer(Listener));
  auto Clients = Loop.run_until_complete(connectAll(Listener.getsockname()));
  for (auto _ : State)
    Loop.run_until_complete(echoRound(Clients));
  State.SetItemsProcessed(State.iterations() *
                          std::int64_t(EchoConnections * EchoRounds));
  Server.cancel(); // NOLINT(coro-unhandled-cancellation): the loop ends here
}
BENCHMARK(echo)->Name("echo/aio");
static void echoStreams(benchmark::State &State) {
  aio::EventLoop Loop;
  aio::Server Server =
      Loop.run_until_complete(aio::start_server(echoStream, "127.0.0.1", 0));
  auto Clients =
      Loop.run_until_complete(connectAll(Server.sockets()[0].getsockname()));
  for (auto _ : State)
    Loop.run_until_complete(echoRound(Clients));
  State.SetItemsProcessed(State.iterations() *
                          std::int64_t(EchoConnections * EchoRounds));
  Server.close();
}
BENCHMARK(echoStreams)->Name("echo_streams/aio");
