//===- DescriptorTest.cpp - readers and writers of the loop ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

TEST(Descriptor, ReadersAreCalledAsLongAsThereIsSomething) {
  NoLeak Check;
  aio::EventLoop L;
  auto [A, B] = aio::Socket::pair();
  int Calls = 0;
  EXPECT_EQ(::write(A.fileno(), "abc", 3), 3);
  L.add_reader(B.fileno(), [&, &B = B] {
    char C;
    EXPECT_EQ(::read(B.fileno(), &C, 1), 1);
    if (++Calls == 3)
      L.call_later(5ms, [&] { L.stop(); });
  });
  L.run_forever();
  EXPECT_EQ(Calls, 3);
  EXPECT_TRUE(L.remove_reader(B.fileno()));
  EXPECT_FALSE(L.remove_reader(B.fileno()));
  EXPECT_EQ(::write(A.fileno(), "d", 1), 1);
  L.call_later(2ms, [&] { L.stop(); });
  L.run_forever();
  EXPECT_EQ(Calls, 3);
}

TEST(Descriptor, ReaderAndWriterOfOne) {
  aio::EventLoop L;
  auto [A, B] = aio::Socket::pair();
  std::string Trace;
  L.add_writer(B.fileno(), [&, &A = A, &B = B] {
    Trace += "w";
    L.remove_writer(B.fileno());
    EXPECT_EQ(::write(A.fileno(), "x", 1), 1);
  });
  L.add_reader(B.fileno(), [&, &B = B] {
    Trace += "r";
    L.remove_reader(B.fileno());
    L.stop();
  });
  L.run_forever();
  EXPECT_EQ(Trace, "wr");
}

TEST(Descriptor, ANewReaderReplacesTheOldOne) {
  aio::EventLoop L;
  auto [A, B] = aio::Socket::pair();
  L.add_reader(B.fileno(), [] { ADD_FAILURE(); });
  int Calls = 0;
  L.add_reader(B.fileno(), [&, &B = B] {
    ++Calls;
    L.remove_reader(B.fileno());
    L.stop();
  });
  EXPECT_EQ(::write(A.fileno(), "x", 1), 1);
  L.run_forever();
  EXPECT_EQ(Calls, 1);
}

TEST(Descriptor, ReusedWithoutHavingBeenRemoved) {
  aio::EventLoop L;
  int First = ::eventfd(0, EFD_CLOEXEC);
  L.add_reader(First, [] {});
  L.add_writer(First, [&] { L.stop(); });
  L.run_forever();
  ::close(First);
  int Second = ::eventfd(1, EFD_CLOEXEC);
  ASSERT_EQ(First, Second);
  L.remove_writer(Second);
  int Calls = 0;
  L.remove_reader(Second);
  L.add_reader(Second, [&] {
    ++Calls;
    L.stop();
  });
  L.run_forever();
  EXPECT_GE(Calls, 1);
  L.remove_reader(Second);
  ::close(Second);
}

TEST(Descriptor, BadOnesAreAnError) {
  NoLeak Check;
  aio::EventLoop L;
  EXPECT_THROW(L.add_reader(-1, [] {}), std::system_error);
  EXPECT_THROW(L.add_writer(987654, [] {}), std::system_error);
  EXPECT_FALSE(L.remove_reader(-1));
  L.close();
  auto [A, B] = aio::Socket::pair();
  EXPECT_THROW(L.add_reader(A.fileno(), [] {}), std::runtime_error);
  EXPECT_FALSE(L.remove_reader(A.fileno()));
}

TEST(Descriptor, ThreadsWakeASleepingLoop) {
  aio::EventLoop L;
  std::atomic<int> Called = 0;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] {
      for (int J = 0; J < 500; ++J) {
        L.call_soon_threadsafe([&] {
          if (++Called == 2000)
            L.stop();
        });
        if (J % 50 == 0)
          std::this_thread::sleep_for(1ms);
      }
    });
  L.run_forever();
  for (auto &T : Threads)
    T.join();
  EXPECT_EQ(Called, 2000);
}

TEST(Descriptor, TimersAreNotLateForDescriptors) {
  aio::EventLoop L;
  auto [A, B] = aio::Socket::pair();
  L.add_writer(A.fileno(), [] {}); // always ready
  auto Begin = aio::Clock::now();
  L.call_later(20ms, [&] { L.stop(); });
  L.run_forever();
  auto Took = aio::Clock::now() - Begin;
  EXPECT_GE(Took, 20ms);
  EXPECT_LT(Took, 1s);
}

TEST(Descriptor, ManyAtOnce) {
  NoLeak Check;
  aio::EventLoop L;
  std::vector<std::pair<aio::Socket, aio::Socket>> Pairs;
  int Left = 1000;
  for (int I = 0; I < Left; ++I)
    Pairs.push_back(aio::Socket::pair());
  for (auto &[A, B] : Pairs) {
    int Fd = B.fileno();
    L.add_reader(Fd, [&, Fd] {
      L.remove_reader(Fd);
      if (--Left == 0)
        L.stop();
    });
  }
  for (auto &[A, B] : Pairs)
    EXPECT_EQ(::write(A.fileno(), "x", 1), 1);
  L.run_forever();
  EXPECT_EQ(Left, 0);
}

} // namespace
