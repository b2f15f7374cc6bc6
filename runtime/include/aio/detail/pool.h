//===- pool.h - memory of coroutine frames and tasks ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Frames and tasks come and go in few sizes, so each thread keeps freed blocks
// in lists by size. A block may be freed on another thread than its own: it
// then belongs to that thread's lists.
//
// Under AddressSanitizer every block comes from malloc, so that a use after the
// end is seen.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_POOL_H
#define AIO_DETAIL_POOL_H

#include <cstddef>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define AIO_POOL_OFF 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define AIO_POOL_OFF 1
#endif
#endif

namespace aio::detail {

struct Pool {
  /// A free block knows how many its list has from it on, so that only who
  /// frees has to count.
  struct Block {
    Block *Next;
    unsigned Length;
  };
  /// Blocks of class C hold 16 C + 8 bytes: what malloc gives without waste.
  static constexpr std::size_t Classes = 65; // up to 1 KiB
  static constexpr std::size_t classOf(std::size_t Size) {
    return Size <= 24 ? 1 : (Size + 7) / 16;
  }

  Block *Free[Classes] = {};
  /// How many free blocks of a size are kept; 0 before the first and after the
  /// thread's end.
  unsigned MaxFree = 0;

  void giveBack() noexcept;
};

extern constinit thread_local Pool FreeBlocks;

void *allocateSlow(std::size_t Size);
void freeSlow(void *P) noexcept;
/// The same for coroutines: the debug mode is told.
void *allocateFrameSlow(std::size_t Size);
void freeFrameSlow(void *P) noexcept;
/// From now on, all memory of this thread comes by the functions above.
void keepNoFreeBlocks() noexcept;

/// Throws std::bad_alloc. Aligned for any type without extended alignment.
template <void *(*Slow)(std::size_t)> void *allocateOr(std::size_t Size) {
#ifndef AIO_POOL_OFF
  std::size_t C = Pool::classOf(Size);
  if (C < Pool::Classes) [[likely]] {
    Pool &P = FreeBlocks;
    if (Pool::Block *B = P.Free[C]) [[likely]] {
      P.Free[C] = B->Next;
      return B;
    }
  }
#endif
  return Slow(Size);
}

/// `Size` is what was asked for.
template <void (*Slow)(void *) noexcept>
void deallocateOr(void *Memory, [[maybe_unused]] std::size_t Size) noexcept {
#ifndef AIO_POOL_OFF
  std::size_t C = Pool::classOf(Size);
  if (C < Pool::Classes) [[likely]] {
    Pool &P = FreeBlocks;
    Pool::Block *First = P.Free[C];
    unsigned Length = First ? First->Length : 0;
    if (Length < P.MaxFree) [[likely]] {
      P.Free[C] = ::new (Memory) Pool::Block{First, Length + 1};
      return;
    }
  }
#endif
  Slow(Memory);
}

/// Base of what lives in the pool.
struct Pooled {
  static void *operator new(std::size_t Size) {
    return allocateOr<allocateSlow>(Size);
  }
  static void operator delete(void *P, std::size_t Size) noexcept {
    deallocateOr<freeSlow>(P, Size);
  }
};

} // namespace aio::detail

#endif // AIO_DETAIL_POOL_H
