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
