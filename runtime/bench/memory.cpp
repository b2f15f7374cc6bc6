//===- memory.cpp - how much memory a sleeping task takes -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// memory aio|asio COUNT: starts COUNT tasks that sleep for an hour, and prints
// by how many bytes a task the process has grown, and by how many what malloc
// has given out (with its own headers). A process of its own for each, since
// what was freed before would be used again.
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

struct Usage {
  double Resident, Allocated;

  static Usage now() {
    long Pages = 0, ResidentPages = 0;
    if (std::FILE *F = std::fopen("/proc/self/statm", "r")) {
      if (std::fscanf(F, "%ld %ld", &Pages, &ResidentPages) != 2)
        ResidentPages = 0;
      std::fclose(F);
    }
    struct mallinfo2 M = mallinfo2();
    return {double(ResidentPages) * double(sysconf(_SC_PAGESIZE)),
            double(M.uordblks + M.hblkhd)};
  }
};

/// Prints, and ends the program: to end the tasks is not what is measured.
[[noreturn]] void finish(Usage Before, std::size_t Count) {
  Usage After = Usage::now();
  std::printf("%.1f %.1f\n", (After.Resident - Before.Resident) / double(Count),
              (After.Allocated - Before.Allocated) / double(Count));
  std::fflush(stdout);
  std::_Exit(0);
}

aio::Coro<void> sleeper() { co_await aio::sleep(1h); }

aio::Coro<void> sleepers(std::size_t Count) {
  // NOLINTNEXTLINE(coro-blocking-call): /proc is no disk
  Usage Before = Usage::now();
  std::vector<aio::Task<>> Tasks;
  Tasks.reserve(Count);
  for (std::size_t I = 0; I != Count; ++I)
    // NOLINTNEXTLINE(coro-dropped-eager-task): they never end
    Tasks.push_back(aio::create_task(sleeper()));
  co_await aio::sleep(0s); // All start.
  finish(Before, Count);   // NOLINT(coro-blocking-call): /proc again
}

asio::awaitable<void> asioSleeper() {
  asio::steady_timer Timer(co_await asio::this_coro::executor, 1h);
  co_await Timer.async_wait(asio::use_awaitable);
}

void asioSleepers(std::size_t Count) {
  asio::io_context Loop(1);
  Usage Before = Usage::now();
  for (std::size_t I = 0; I != Count; ++I)
    asio::co_spawn(Loop, asioSleeper(), asio::detached);
  Loop.poll();
  finish(Before, Count);
}

} // namespace

int main(int Argc, char **Argv) {
  std::string_view Of = Argc == 3 ? Argv[1] : "";
  if (Of == "aio")
    aio::run(sleepers(std::strtoul(Argv[2], nullptr, 10)));
  else if (Of == "asio")
    asioSleepers(std::strtoul(Argv[2], nullptr, 10));
  std::fputs("usage: memory aio|asio COUNT\n", stderr);
  return 2;
}
