//===- async_for.cpp - an asynchronous iterator ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

aio::AsyncGenerator<int> async_iterator() {
  for (int I = 0; I != 3; ++I) {
    co_await aio::sleep(1ms);
    co_yield I;
  }
}

// The loop does not run its turns at once: the caller is suspended and waits
// for each item.
aio::Coro<> main_coroutine() {
  auto Items = async_iterator();
  while (auto Item = co_await Items.next())
    std::printf("%d\n", *Item);
}

int main() {
  // prints: 0
  // prints: 1
  // prints: 2
  aio::run(main_coroutine());
}
