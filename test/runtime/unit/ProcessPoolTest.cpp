//===- ProcessPoolTest.cpp - work in other processes ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"
#include "aio/aio.h"

#include "gtest/gtest.h"

#include <csignal>
#include <set>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;
using aio::ProcessPoolExecutor;

int square(int X) { return X * X; }
int pidOf(int) {
  std::this_thread::sleep_for(20ms);
  return ::getpid();
}
std::vector<std::string> split(std::string Text, char At) {
  std::vector<std::string> Out(1);
  for (char C : Text)
    if (C == At)
      Out.emplace_back();
    else
      Out.back() += C;
  return Out;
}

struct NotCopied {
  std::vector<int> Values;
};

} // namespace

template <> struct aio::Serializer<NotCopied> {
  static void write(std::string &Out, const NotCopied &Value) {
    Serializer<std::vector<int>>::write(Out, Value.Values);
  }
  static NotCopied read(std::string_view &In) {
    return {Serializer<std::vector<int>>::read(In)};
  }
};

namespace {

static_assert(!aio::Serializable<int *>);
static_assert(!aio::Serializable<std::string_view>);
static_assert(!aio::Serializable<std::span<int>>);
static_assert(!aio::Serializable<std::vector<const char *>>);
static_assert(aio::Serializable<int (*)(int)>);

TEST(ProcessPool, GivesResults) {
  NoLeak Check;
  ProcessPoolExecutor Pool(2);
  EXPECT_EQ(Pool.submit(square, 7).result(), 49);
  EXPECT_EQ(Pool.submit(split, std::string("a:bc:"), ':').result(),
            (std::vector<std::string>{"a", "bc", ""}));
  int Added = 3;
  EXPECT_EQ(Pool.submit([Added](double X) { return X + Added; }, 0.5).result(),
            3.5);
  EXPECT_EQ(Pool.submit(
                    [](NotCopied X) {
                      X.Values.push_back(2);
                      return X;
                    },
                    NotCopied{{1}})
                .result()
                .Values,
            (std::vector{1, 2}));
  auto Nested = std::tuple(std::optional<std::string>("x"),
                           std::pair(std::string("y"), 1));
  EXPECT_EQ(Pool.submit([](decltype(Nested) X) { return X; }, Nested).result(),
            Nested);
  Pool.submit([] {}).result();
  std::string Long(3'000'000, 'x');
  EXPECT_EQ(Pool.submit([](std::string S) { return S.size(); }, Long).result(),
            Long.size());
}

TEST(ProcessPool, WorksInItsProcesses) {
  NoLeak Check;
  std::vector<int> Pids;
  {
    ProcessPoolExecutor Pool(2);
    Pids = Pool.pids();
    EXPECT_EQ(Pids.size(), 2u);
    std::set<int> Used;
    for (auto &F : Pool.map(pidOf, std::vector{1, 2, 3, 4}))
      Used.insert(F.result());
    EXPECT_EQ(Used, std::set<int>(Pids.begin(), Pids.end()));
  }
  for (int Pid : Pids)
    EXPECT_EQ(::kill(Pid, 0), -1);
  EXPECT_EQ(children(), std::vector<int>());
}

TEST(ProcessPool, CarriesExceptions) {
  ProcessPoolExecutor Pool(1);
  auto Bad = Pool.submit([]() -> int { throw std::out_of_range("far"); });
  try {
    Bad.result();
    ADD_FAILURE();
  } catch (const std::out_of_range &E) {
    EXPECT_STREQ(E.what(), "far");
  }
  try {
    Pool.submit([] {
          throw std::system_error(ENOENT, std::generic_category(), "file");
        })
        .result();
    ADD_FAILURE();
  } catch (const std::system_error &E) {
    EXPECT_EQ(E.code(), std::errc::no_such_file_or_directory);
    EXPECT_STREQ(E.what(), "file: No such file or directory");
  }
  try {
    Pool.submit([] { throw aio::GeneratorExit(); }).result();
    ADD_FAILURE();
  } catch (const aio::RemoteError &E) {
    EXPECT_NE(std::string(E.what()).find("aio::GeneratorExit"),
              std::string::npos)
        << E.what();
  }
  EXPECT_THROW(Pool.submit([] { throw 3; }).result(), aio::RemoteError);
  EXPECT_THROW(Pool.submit([] { throw std::bad_alloc(); }).result(),
               std::bad_alloc);
  EXPECT_EQ(Pool.submit(square, 2).result(), 4);
}

TEST(ProcessPool, WhoseWorkerDiesIsBroken) {
  NoLeak Check;
  ProcessPoolExecutor Pool(2);
  auto Slow = Pool.submit([] { std::this_thread::sleep_for(1h); });
  auto Dies = Pool.submit([] { ::raise(SIGKILL); });
  std::vector<aio::ConcurrentFuture<int>> Queued =
      Pool.map(square, std::vector{1, 2, 3});
  try {
    Dies.result();
    ADD_FAILURE();
  } catch (const aio::BrokenProcessPool &E) {
    EXPECT_NE(std::string(E.what()).find("was killed by signal 9"),
              std::string::npos)
        << E.what();
  }
  EXPECT_THROW(Slow.result(10s), aio::BrokenProcessPool);
  for (auto &F : Queued)
    EXPECT_THROW(F.result(10s), aio::BrokenProcessPool);
  EXPECT_THROW((void)Pool.submit(square, 1), aio::BrokenProcessPool);
  Pool.shutdown();
  EXPECT_EQ(children(), std::vector<int>());
}

TEST(ProcessPool, KilledFromOutside) {
  ProcessPoolExecutor Pool(1);
  auto Slow = Pool.submit([] { std::this_thread::sleep_for(1h); });
  std::this_thread::sleep_for(5ms);
  ::kill(Pool.pids().at(0), SIGTERM);
  EXPECT_THROW(Slow.result(10s), aio::BrokenProcessPool);
  ProcessPoolExecutor Ends(1);
  EXPECT_THROW(Ends.submit([] { ::_exit(3); }).result(10s),
               aio::BrokenProcessPool);
}

TEST(ProcessPool, OfALoop) {
  NoLeak Check;
  ProcessPoolExecutor Pool(2);
  auto Main = [&]() -> Coro<int> {
    int Ticks = 0;
    auto Tick = [&]() -> Coro<> {
      for (;;) {
        co_await aio::sleep(1ms);
        ++Ticks;
      }
    };
    auto T = aio::create_task(Tick());
    int Pid = co_await aio::run_in_executor(Pool, pidOf, 1);
    EXPECT_NE(Pid, ::getpid());
    EXPECT_GE(Ticks, 3);
    T.cancel();
    auto [A, B] = co_await aio::gather(aio::run_in_executor(Pool, square, 3),
                                       aio::run_in_executor(Pool, square, 4));
    // No loop runs there, and one may.
    int Own = co_await aio::run_in_executor(Pool, [] {
      auto Gives = []() -> Coro<int> {
        co_await aio::sleep(1ms);
        co_return 5;
      };
      return aio::run(Gives());
    });
    co_return A + B + Own;
  };
  EXPECT_EQ(aio::run(Main()), 30);
}

TEST(ProcessPool, HasNoCopiesOfConnections) {
  auto [Ours, Theirs] = aio::Socket::pair();
  ProcessPoolExecutor Pool(1);
  Theirs.close();
  auto Main = [&, &S = Ours]() -> Coro<> {
    // The end is seen while the worker lives.
    EXPECT_EQ(co_await aio::get_running_loop().sock_recv(S, 10), "");
  };
  aio::run(Main());
  EXPECT_EQ(Pool.submit(square, 1).result(), 1);
}

TEST(ProcessPool, Shutdown) {
  ProcessPoolExecutor Pool(1);
  auto Runs = Pool.submit(pidOf, 1);
  auto Waits = Pool.submit(square, 2);
  std::this_thread::sleep_for(5ms);
  Pool.shutdown(/*Wait=*/true, /*CancelFutures=*/true);
  EXPECT_GT(Runs.result(), 0);
  EXPECT_TRUE(Waits.cancelled());
  EXPECT_THROW((void)Pool.submit(square, 1), std::runtime_error);
  Pool.shutdown();
}

} // namespace
