//===- hello.cpp - a program that uses the installed aio ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

aio::Coro<int> answer() {
  co_await aio::sleep(1ms);
  co_return 42;
}

int main() { std::printf("the answer is %d\n", aio::run(answer())); }
