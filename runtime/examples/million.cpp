//===- million.cpp - a million coroutines at once -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// million [COUNT]: starts COUNT tasks, a million unless told otherwise, that
// all sleep at the same time; then prints how long that took and how much
// memory each needed.
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

/// Bytes of memory that this process uses; 0 if that cannot be read.
static double resident() {
  long Size = 0, Resident = 0;
  if (std::FILE *F = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(F, "%ld %ld", &Size, &Resident) != 2)
      Resident = 0;
    std::fclose(F);
  }
  return double(Resident) * double(sysconf(_SC_PAGESIZE));
}

static double secondsSince(aio::TimePoint Start) {
  return std::chrono::duration<double>(aio::Clock::now() - Start).count();
}

static aio::Coro<void> sleeper(aio::Duration Delay) {
  co_await aio::sleep(Delay);
}

static aio::Coro<void> run(std::size_t Count) {
  // NOLINTNEXTLINE(coro-blocking-call): /proc is no disk
  double Before = resident();
  aio::TimePoint Start = aio::Clock::now();
  std::vector<aio::Task<>> Tasks;
  Tasks.reserve(Count);
  for (std::size_t I = 0; I != Count; ++I)
    Tasks.push_back(aio::create_task(sleeper(2s)));
  co_await aio::sleep(0s); // Now all of them sleep.
  // NOLINTNEXTLINE(coro-blocking-call): /proc is no disk
  double Grown = resident() - Before;
  std::printf("%zu tasks sleep after %.3f s; %.0f bytes each\n", Count,
              secondsSince(Start), Grown / double(Count));
  // prints: 1000000 tasks sleep after {{[0-9.]+}} s; {{[0-9]+}} bytes each
  for (const aio::Task<> &T : Tasks)
    co_await T;
  std::printf("all ended after %.3f s\n", secondsSince(Start));
  // prints: all ended after {{[0-9.]+}} s
}

int main(int Argc, char **Argv) {
  std::size_t Count = Argc > 1 ? std::strtoul(Argv[1], nullptr, 10) : 1'000'000;
  if (!Count) {
    std::fputs("usage: million [COUNT]\n", stderr);
    return 2;
  }
  aio::run(run(Count));
}
