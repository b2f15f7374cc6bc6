//===- FileTest.cpp - files
//------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"
#include "aio/aio.h"

#include "gtest/gtest.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>

using namespace aio::test;

namespace {

using aio::Coro;

struct TempFile {
  std::string Path = testing::TempDir() + "aio-file-XXXXXX";
  TempFile() { ::close(::mkstemp(Path.data())); }
  ~TempFile() { ::unlink(Path.c_str()); }
};

TEST(File, ReadsAndWrites) {
  NoLeak Check;
  TempFile Temp;
  auto Main = [&]() -> Coro<> {
    aio::File F = co_await aio::open_file(Temp.Path, O_RDWR | O_TRUNC);
    co_await F.write("first second");
    co_await F.pwrite("F", 0);
    co_await F.fsync();
    EXPECT_EQ(co_await F.pread(5, 0), "First");
    EXPECT_EQ(co_await F.read(10), ""); // The position is at the end.
    co_await F.close();
    EXPECT_EQ(F.fileno(), -1);
    EXPECT_EQ(co_await aio::read_file(Temp.Path), "First second");
    std::string Long(300'000, 'x');
    co_await aio::write_file(Temp.Path, Long);
    EXPECT_EQ(co_await aio::read_file(Temp.Path), Long);
    // The handle may go before the operation starts.
    auto Reads =
        (co_await aio::open_file(Temp.Path, O_RDONLY)).read(std::size_t(4));
    EXPECT_EQ(co_await std::move(Reads), "xxxx");
  };
  aio::run(Main());
}

TEST(File, Errors) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    try {
      co_await aio::read_file("/nonexistent/file");
      ADD_FAILURE();
    } catch (const std::system_error &E) {
      EXPECT_EQ(E.code(), std::errc::no_such_file_or_directory);
      EXPECT_NE(std::string(E.what()).find("/nonexistent/file"),
                std::string::npos);
    }
    aio::File F = co_await aio::open_file("/dev/full", O_WRONLY);
    try {
      co_await F.write("x");
      ADD_FAILURE();
    } catch (const std::system_error &E) {
      EXPECT_EQ(E.code(), std::errc::no_space_on_device);
    }
    co_await F.close();
    try {
      co_await F.close();
      ADD_FAILURE();
    } catch (const std::system_error &E) {
      EXPECT_EQ(E.code(), std::errc::bad_file_descriptor);
    }
  };
  aio::run(Main());
}

TEST(File, IsClosedAfterACancelledOpening) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    auto T = aio::create_task(aio::open_file("/dev/null", O_RDONLY));
    co_await aio::sleep(aio::Duration::zero());
    T.cancel();
    try {
      co_await T;
      ADD_FAILURE();
    } catch (const aio::CancelledError &) {
    }
  };
  aio::run(Main());
}

} // namespace
