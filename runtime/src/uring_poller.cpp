//===- uring_poller.cpp - descriptors by io_uring -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include <stdexcept>

namespace aio::detail {
std::unique_ptr<Poller> makeUringPoller() {
  throw std::runtime_error("this build of aio has no io_uring loop");
}
} // namespace aio::detail
