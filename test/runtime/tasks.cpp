//===- tasks.cpp - a program whose tasks are looked at --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Waits, says so, and ends when its standard input does. See tasks.py.
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <vector>

static aio::Coro<> inner() { co_await aio::sleep(std::chrono::hours(1)); }
static aio::Coro<> outer() { co_await inner(); }
static aio::Coro<> waits(aio::Task<> For) { co_await For; }

static aio::Coro<> work(bool Aborts) {
  auto Worker = aio::create_task(outer(), "worker");
  auto Waiter = aio::create_task(waits(Worker), "waiter");
  aio::Future<> InputEnds;
  aio::EventLoop &Loop = aio::get_running_loop();
  Loop.add_reader(0, [&] {
    char Byte;
    if (::read(0, &Byte, 1) == 0 && !InputEnds.done())
      InputEnds.set_result();
  });
  co_await aio::sleep(std::chrono::milliseconds(1));
  std::puts("ready");
  std::fflush(stdout);
  if (Aborts)
    Loop.call_soon([] { std::abort(); });
  co_await InputEnds;
  Loop.remove_reader(0);
  Waiter.cancel();
  std::vector<aio::AnyTask> Left = {Waiter};
  co_await aio::wait(Left);
}

int main(int Argc, char **Argv) {
  aio::run(work(Argc > 1 && !std::strcmp(Argv[1], "abort")));
}
