//===- child.cpp - coroutines of another translation unit -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "child.h"

aio::Coro<int> aioChildElsewhere(int X) { co_return X + 1; }
boost::asio::awaitable<int> asioChildElsewhere(int X) { co_return X + 1; }
