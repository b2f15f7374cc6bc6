//===- FaultTest.cpp - what is left when resources are not
//-----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kills workers and peers, closes sockets, and uses up descriptors and memory:
// every awaiter gets an error, nothing leaks and nothing hangs.
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"
#include "aio/aio.h"

#include "gtest/gtest.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

using namespace std::chrono_literals;
using namespace aio::test;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define AIO_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define AIO_SANITIZED 1
#endif
#if __has_feature(thread_sanitizer)
#define AIO_SANITIZED 1
#define AIO_THREAD_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define AIO_THREAD_SANITIZED 1
#endif

namespace {

using aio::Coro;
using aio::StreamReader;
using aio::StreamWriter;

/// Runs `Fn` in a process of its own, whose limits it may change; its exit
/// code, or minus the signal that killed it.
int inFork(int (*Fn)()) {
  std::fflush(nullptr);
  pid_t Pid = ::fork();
  if (Pid == 0) {
    int Code = 99;
    try {
      ::alarm(60); // It must not hang.
      Code = Fn();
    } catch (const std::exception &E) {
      std::fprintf(stderr, "%s\n", E.what());
    }
    std::fflush(nullptr);
    ::_exit(Code);
  }
  int Status = 0;
  ::waitpid(Pid, &Status, 0);
  return WIFSIGNALED(Status) ? -WTERMSIG(Status) : WEXITSTATUS(Status);
}

void limit(int Resource, rlim_t To) {
  rlimit L;
  ::getrlimit(static_cast<__rlimit_resource>(Resource), &L);
  L.rlim_cur = To;
  ::setrlimit(static_cast<__rlimit_resource>(Resource), &L);
}

/// Lest the compiler leave memory out that nobody seems to use.
void needed(char *Memory) { asm volatile("" : : "r"(Memory) : "memory"); }

// --- Memory ----------------------------------------------------------------

Coro<> sleeper(int &Ended) {
  struct Count {
    int &Ended;
    ~Count() { ++Ended; }
  } AtEnd{Ended};
  co_await aio::sleep(1h);
}

Coro<int> useUpMemory() {
  // As many as there is memory for, twice: the first ones must be given back.
  for (int Round = 0; Round != 2; ++Round) {
    int Started = 0, Ended = 0;
    std::vector<aio::Task<>> Tasks;
    Tasks.reserve(2'000'000);
    // To clean up with: libstdc++ itself ends the program if it cannot rethrow
    // an exception for want of memory.
    auto Reserve = std::make_unique<char[]>(16 << 20);
    needed(Reserve.get());
    bool Exhausted = false;
    try {
      for (; Started != 2'000'000; ++Started)
        Tasks.push_back(aio::create_task(sleeper(Ended)));
    } catch (const std::bad_alloc &) {
      Exhausted = true;
    }
    Reserve.reset();
    if (!Exhausted || Started < 1000)
      co_return 1;
    co_await aio::sleep(0s);
    for (auto &T : Tasks)
      T.cancel();
    for (auto &T : Tasks)
      try {
        co_await T;
        co_return 2;
      } catch (const aio::CancelledError &) {
      }
    if (Ended != Started)
      co_return 3;
  }
  co_return 0;
}

/// With a frame of some size.
Coro<int> deeper(int Depth, int &Deepest) {
  char Room[64 << 10];
  needed(Room);
  Room[Depth % sizeof Room] = char(Depth);
  Deepest = Depth;
  if (Depth == 1'000'000)
    co_return 0;
  int Below = co_await deeper(Depth + 1, Deepest);
  co_return Below + Room[Depth % sizeof Room];
}

Coro<int> goDeep() {
  for (int Round = 0; Round != 2; ++Round) {
    int Deepest = 0;
    try {
      co_await deeper(0, Deepest);
      co_return 1;
    } catch (const std::bad_alloc &) {
      // through all who awaited it
    }
    if (Deepest < 100)
      co_return 2;
  }
  co_return 0;
}

TEST(Fault, NoMemoryForFrames) {
#ifdef AIO_SANITIZED
  GTEST_SKIP() << "a sanitizer needs the address space that is limited here";
#endif
  static auto Limit = [] {
    std::ifstream Statm("/proc/self/statm");
    rlim_t Pages = 0;
    Statm >> Pages;
    limit(RLIMIT_AS, Pages * 4096 + (rlim_t(128) << 20));
  };
  EXPECT_EQ(inFork([] {
              Limit();
              return aio::run(useUpMemory());
            }),
            0);
  EXPECT_EQ(inFork([] {
              Limit();
              return aio::run(goDeep());
            }),
            0);
}

// --- Descriptors -----------------------------------------------------------

Coro<int> useUpDescriptors() {
  aio::get_running_loop().set_exception_handler(
      [](aio::EventLoop &, const aio::ExceptionContext &) {});
  aio::Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
  std::uint16_t Port = S.sockets()[0].getsockname().port();
  std::vector<std::pair<StreamReader, StreamWriter>> Open;
  bool Exhausted = false;
  for (int I = 0; I != 100 && !Exhausted; ++I)
    try {
      Open.push_back(co_await aio::open_connection("127.0.0.1", Port));
    } catch (const std::system_error &E) {
      Exhausted = E.code() == std::errc::too_many_files_open;
    }
  if (!Exhausted || Open.size() < 5)
    co_return 1;
  try {
    co_await aio::create_subprocess_exec(
        "true", {}, aio::SubprocessOptions().stdout_(aio::PIPE));
    co_return 2;
  } catch (const std::system_error &E) {
    if (E.code() != std::errc::too_many_files_open)
      co_return 3;
  }
  // Who is connected goes on.
  Open[0].second.write("x");
  if (co_await Open[0].first.readexactly(1) != "x")
    co_return 4;
  for (auto &[R, W] : Open)
    W.close();
  Open.clear();
  co_await aio::sleep(100ms); // until both sides have let go
  // After a second the server accepts again.
  auto [R, W] = co_await aio::open_connection("127.0.0.1", Port);
  W.write("y");
  if (co_await R.readexactly(1) != "y")
    co_return 5;
  W.close();
  S.close();
  co_return 0;
}

TEST(Fault, NoDescriptors) {
#ifdef AIO_THREAD_SANITIZED
  GTEST_SKIP() << "ThreadSanitizer's forks cannot start threads";
#endif
  EXPECT_EQ(inFork([] {
              limit(RLIMIT_NOFILE, 40);
              return aio::run(useUpDescriptors());
            }),
            0);
  // Not even for the loop.
  EXPECT_EQ(inFork([] {
              limit(RLIMIT_NOFILE, 3);
              try {
                aio::EventLoop Loop;
                return 1;
              } catch (const std::system_error &E) {
                return E.code() == std::errc::too_many_files_open ? 0 : 2;
              }
            }),
            0);
}

// --- Sockets ---------------------------------------------------------------

TEST(Fault, SocketsClosedUnderTheirWaiters) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    int Failed = 0;
    auto Receives = [&](aio::Socket &S) -> Coro<> {
      try {
        co_await aio::get_running_loop().sock_recv(S, 10);
      } catch (const std::system_error &E) {
        EXPECT_EQ(E.code(), std::errc::bad_file_descriptor);
        ++Failed;
      }
    };
    auto [A, B] = aio::Socket::pair();
    std::vector<aio::Task<>> Waiting;
    for (int I = 0; I != 100; ++I)
      Waiting.push_back(aio::create_task(Receives(A)));
    co_await aio::sleep(1ms);
    A.close();
    for (auto &T : Waiting)
      co_await T;
    EXPECT_EQ(Failed, 100);
  };
  aio::run(Main());
}

TEST(Fault, PeersThatAreKilled) {
  NoLeak Check;
  int Fds[2];
  ASSERT_EQ(::pipe2(Fds, O_CLOEXEC), 0);
  pid_t Pid = ::fork();
  if (Pid == 0) {
    static int Report = Fds[1];
    auto Serve = []() -> Coro<> {
      // Reads nothing, so that its peers cannot send all.
      aio::Server S = co_await aio::start_server(
          [](StreamReader, StreamWriter) -> Coro<> { co_await aio::sleep(1h); },
          "127.0.0.1", 0);
      std::uint16_t Port = S.sockets()[0].getsockname().port();
      (void)!::write(Report, &Port, sizeof Port);
      co_await S.serve_forever();
    };
    try {
      aio::run(Serve());
    } catch (...) {
    }
    ::_exit(1);
  }
  std::uint16_t Port = 0;
  ASSERT_EQ(::read(Fds[0], &Port, sizeof Port), ssize_t(sizeof Port));
  ::close(Fds[0]);
  ::close(Fds[1]);
  auto Main = [&]() -> Coro<> {
    int Errors = 0;
    auto Client = [&](bool Sends) -> Coro<> {
      auto [R, W] = co_await aio::open_connection("127.0.0.1", Port);
      try {
        if (Sends) {
          W.write(std::string(30'000'000, 'x'));
          co_await W.drain();
        } else if ((co_await R.read(10)).empty()) {
          ++Errors; // The end is one way to learn it.
        }
      } catch (const std::system_error &) {
        ++Errors;
      }
      W.close();
    };
    std::vector<aio::Task<>> All;
    for (int I = 0; I != 20; ++I)
      All.push_back(aio::create_task(Client(I % 2)));
    co_await aio::sleep(50ms);
    ::kill(Pid, SIGKILL);
    for (auto &T : All)
      co_await aio::wait_for(T, 10s);
    EXPECT_EQ(Errors, 20);
  };
  aio::run(Main());
  ::waitpid(Pid, nullptr, 0);
}

// --- Workers ---------------------------------------------------------------

TEST(Fault, WorkersThatAreKilled) {
  NoLeak Check;
  aio::ProcessPoolExecutor Pool(3);
  auto Main = [&]() -> Coro<> {
    int Broken = 0;
    auto Asks = [&]() -> Coro<> {
      try {
        co_await aio::run_in_executor(Pool,
                                      [] { std::this_thread::sleep_for(1h); });
      } catch (const aio::BrokenProcessPool &) {
        ++Broken;
      }
    };
    std::vector<aio::Task<>> All;
    for (int I = 0; I != 20; ++I)
      All.push_back(aio::create_task(Asks()));
    co_await aio::sleep(5ms);
    ::kill(Pool.pids().at(1), SIGKILL);
    for (auto &T : All)
      co_await aio::wait_for(T, 10s);
    EXPECT_EQ(Broken, 20);
  };
  aio::run(Main());
}

} // namespace
