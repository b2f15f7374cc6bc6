//===- pool.cpp - memory of coroutine frames and tasks --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/pool.h"

#include <cstdlib>

namespace aio::detail {

constinit thread_local Pool FreeBlocks;

namespace {
/// Gives the thread's free blocks back when it ends. Blocks that are freed
/// after that (by destructors of other thread-local objects) are not kept.
struct Cleaner {
  bool Done = false;
  ~Cleaner() {
    Done = true;
    FreeBlocks.MaxFree = 0;
    for (std::size_t C = 0; C != Pool::Classes; ++C) {
      while (Pool::Block *B = FreeBlocks.Free[C]) {
        FreeBlocks.Free[C] = B->Next;
        std::free(B);
      }
    }
  }
};
thread_local Cleaner AtThreadEnd;
} // namespace

void *allocateSlow(std::size_t Size) {
#ifndef AIO_POOL_OFF
  if (std::size_t C = Pool::classOf(Size); C < Pool::Classes) {
    Size = C * 16 + 8;
    if (!AtThreadEnd.Done)
      FreeBlocks.MaxFree = 8192; // 1 MiB of usual frames
  }
#endif
  if (void *P = std::malloc(Size))
    return P;
  throw std::bad_alloc();
}

void freeSlow(void *Memory) noexcept { std::free(Memory); }

} // namespace aio::detail
