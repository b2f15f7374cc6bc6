//===- child.h - what both sides of the benchmarks share --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_BENCH_CHILD_H
#define AIO_BENCH_CHILD_H

#include <aio/coro.h>
#include <boost/asio/awaitable.hpp>

/// Bytes of what is sent to an echo server.
inline constexpr unsigned EchoMessage = 64;

/// Give `X + 1` at once.
aio::Coro<int> aioChildElsewhere(int X);
boost::asio::awaitable<int> asioChildElsewhere(int X);

#endif // AIO_BENCH_CHILD_H
