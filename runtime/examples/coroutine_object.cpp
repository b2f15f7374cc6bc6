//===- coroutine_object.cpp - creating one runs nothing -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>
#include <type_traits>

using namespace std::chrono_literals;

aio::Coro<> custom_coro() {
  std::puts("running");
  co_await aio::sleep(1ms);
}

int main() {
  // prints: a coroutine object, and no task
  // NOLINTNEXTLINE(coro-never-awaited): that is what is shown
  auto Coroutine = custom_coro();
  static_assert(std::is_same_v<decltype(Coroutine), aio::Coro<>>);
  static_assert(!std::is_base_of_v<aio::AnyFuture, aio::Coro<>>);
  std::puts("a coroutine object, and no task");
  // Nothing has run, and nothing will. In debug mode this is told:
  // 'custom_coro' was never awaited.
}
