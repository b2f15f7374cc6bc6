//===- asio_bench.cpp - what Boost.Asio's coroutines cost -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same as aio_bench.cpp, as Asio's own examples write it. The io_context is
// told that one thread runs it, which spares it the wakeups of others.
//
//===----------------------------------------------------------------------===//

#include "child.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <benchmark/benchmark.h>

#include <vector>

namespace asio = boost::asio;
using asio::awaitable;

// --- child -----------------------------------------------------------------

static awaitable<int> child(int X) { co_return X + 1; }

static awaitable<void> awaitChildren(benchmark::State &State) {
  int I = 0;
  for (auto _ : State)
    I = co_await child(I);
  benchmark::DoNotOptimize(I);
}
static void childHere(benchmark::State &State) {
  asio::io_context Loop(1);
  asio::co_spawn(Loop, awaitChildren(State), asio::detached);
  Loop.run();
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(childHere)->Name("child/asio");

static awaitable<void> awaitChildrenElsewhere(benchmark::State &State) {
  int I = 0;
  for (auto _ : State)
    I = co_await asioChildElsewhere(I);
  benchmark::DoNotOptimize(I);
}
static void childElsewhere(benchmark::State &State) {
  asio::io_context Loop(1);
  asio::co_spawn(Loop, awaitChildrenElsewhere(State), asio::detached);
  Loop.run();
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(childElsewhere)->Name("child_elsewhere/asio");

// --- spawn -----------------------------------------------------------------

static awaitable<void> yieldOnce(std::size_t &Ended) {
  co_await asio::post(asio::use_awaitable);
  ++Ended;
}

static void spawn(benchmark::State &State) {
  asio::io_context Loop(1);
  auto Count = static_cast<std::size_t>(State.range(0));
  for (auto _ : State) {
    std::size_t Ended = 0;
    for (std::size_t I = 0; I != Count; ++I)
      asio::co_spawn(Loop, yieldOnce(Ended), asio::detached);
    Loop.run();
    Loop.restart();
    if (Ended != Count)
      State.SkipWithError("some did not end");
  }
  State.SetItemsProcessed(State.iterations() * State.range(0));
}
BENCHMARK(spawn)->Name("spawn/asio")->Arg(1000)->Arg(100);
BENCHMARK(spawn)
    ->Name("million/asio")
    ->Arg(1000000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

// --- pingpong: Asio has no futures; a channel with room for one event is the
// nearest it has.

using Event = asio::experimental::channel<void(boost::system::error_code)>;

static awaitable<void> player(benchmark::State &State, Event &Mine,
                              Event &Theirs, bool &Ended) {
  while (!Ended) {
    co_await Mine.async_receive(asio::use_awaitable);
    Theirs.try_send(boost::system::error_code());
    Ended = Ended || !State.KeepRunning();
  }
}
static void pingPong(benchmark::State &State) {
  asio::io_context Loop(1);
  Event Ping(Loop, 1), Pong(Loop, 1);
  bool Ended = false;
  asio::co_spawn(Loop, player(State, Ping, Pong, Ended), asio::detached);
  asio::co_spawn(Loop, player(State, Pong, Ping, Ended), asio::detached);
  Ping.try_send(boost::system::error_code());
  Loop.run();
  State.SetItemsProcessed(State.iterations());
}
BENCHMARK(pingPong)->Name("pingpong/asio");

// --- echo ------------------------------------------------------------------

static constexpr std::size_t EchoConnections = 64, EchoRounds = 50;
using asio::ip::tcp;

static awaitable<void> echoClient(tcp::socket &S, std::size_t Rounds) {
  char Buffer[EchoMessage] = {};
  for (std::size_t I = 0; I != Rounds; ++I) {
    co_await asio::async_write(S, asio::buffer(Buffer), asio::use_awaitable);
    co_await asio::async_read(S, asio::buffer(Buffer), asio::use_awaitable);
  }
}
static awaitable<void> echoServerOne(tcp::socket S) {
  char Buffer[1024];
  try {
    for (;;) {
      std::size_t N =
          co_await S.async_read_some(asio::buffer(Buffer), asio::use_awaitable);
      co_await asio::async_write(S, asio::buffer(Buffer, N),
                                 asio::use_awaitable);
    }
  } catch (const boost::system::system_error &) { // the peer's end
  }
}
static awaitable<void> echoServer(tcp::acceptor &Listener) {
  for (;;) {
    tcp::socket S = co_await Listener.async_accept(asio::use_awaitable);
    S.set_option(tcp::no_delay(true));
    asio::co_spawn(Listener.get_executor(), echoServerOne(std::move(S)),
                   asio::detached);
  }
}
static void echo(benchmark::State &State) {
  asio::io_context Loop(1);
  tcp::acceptor Listener(Loop, {asio::ip::address_v4::loopback(), 0});
  asio::co_spawn(Loop, echoServer(Listener), asio::detached);
  std::vector<tcp::socket> Clients;
  for (std::size_t I = 0; I != EchoConnections; ++I) {
    tcp::socket &S = Clients.emplace_back(Loop);
    S.connect(Listener.local_endpoint());
    S.set_option(tcp::no_delay(true));
    S.non_blocking(true);
  }
  for (auto _ : State) {
    std::size_t Ended = 0;
    for (tcp::socket &S : Clients)
      asio::co_spawn(Loop, echoClient(S, EchoRounds),
                     [&](std::exception_ptr E) {
                       if (E)
                         State.SkipWithError("a client failed");
                       if (++Ended == EchoConnections)
                         Loop.stop();
                     });
    Loop.restart();
    Loop.run();
  }
  State.SetItemsProcessed(State.iterations() *
                          std::int64_t(EchoConnections * EchoRounds));
}
BENCHMARK(echo)->Name("echo/asio");
// Asio has no streams with buffers of their own.
BENCHMARK(echo)->Name("echo_streams/asio");
