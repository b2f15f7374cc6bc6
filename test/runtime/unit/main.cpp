//===- main.cpp - runs the tests ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/event_loop.h"

#include "gtest/gtest.h"

#include <cstdio>

/// With AIO_LOOP=io_uring, where there is no such loop, says "unsupported",
/// which the test's description makes a skip.
int main(int Argc, char **Argv) {
  testing::InitGoogleTest(&Argc, Argv);
  try {
    aio::EventLoop Probe;
  } catch (const std::exception &E) {
    std::printf("unsupported: %s\n", E.what());
    return 0;
  }
  return RUN_ALL_TESTS();
}
