//===- pool.cpp - memory of coroutine frames and tasks --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/pool.h"

#include "aio/detail/debug_hooks.h"

#include <cstdlib>

namespace aio::detail {

constinit thread_local Pool FreeBlocks;

void Pool::giveBack() noexcept {
  MaxFree = 0;
  for (Block *&First : Free)
    while (Block *B = First) {
      First = B->Next;
      std::free(B);
    }
}

namespace {
/// Gives the thread's free blocks back when it ends. Blocks that are freed
/// after that (by destructors of other thread-local objects) are not kept.
struct Cleaner {
  bool Done = false;
  ~Cleaner() {
    Done = true;
    FreeBlocks.giveBack();
  }
};
thread_local Cleaner AtThreadEnd;
} // namespace

void keepNoFreeBlocks() noexcept { FreeBlocks.giveBack(); }

void *allocateSlow(std::size_t Size) {
#ifndef AIO_POOL_OFF
  if (std::size_t C = Pool::classOf(Size); C < Pool::Classes) {
    Size = C * 16 + 8;
    if (!AtThreadEnd.Done && !watch::on())
      FreeBlocks.MaxFree = 8192; // 1 MiB of usual frames
  }
#endif
  if (void *P = std::malloc(Size))
    return P;
  throw std::bad_alloc();
}

void freeSlow(void *Memory) noexcept { std::free(Memory); }

} // namespace aio::detail
