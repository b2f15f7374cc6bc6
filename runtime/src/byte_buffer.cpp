//===- byte_buffer.cpp - bytes that come and go ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/byte_buffer.h"

#include <algorithm>
#include <cstring>

namespace aio::detail {

std::span<char> ByteBuffer::room(std::size_t N) {
  if (Capacity - End < N) {
    std::size_t Size = size();
    // Moving is worth it only if it makes much room.
    if (Capacity - Size >= N && Begin >= Capacity / 2) {
      std::memmove(Data.get(), Data.get() + Begin, Size);
    } else {
      std::size_t New = std::max(2 * Capacity, Size + N);
      std::unique_ptr<char[]> Other(new char[New]);
      if (Size)
        std::memcpy(Other.get(), Data.get() + Begin, Size);
      Data = std::move(Other);
      Capacity = New;
    }
    Begin = 0;
    End = Size;
  }
  return {Data.get() + End, Capacity - End};
}

void ByteBuffer::append(std::string_view Bytes) {
  if (Bytes.empty())
    return;
  std::memcpy(room(Bytes.size()).data(), Bytes.data(), Bytes.size());
  filled(Bytes.size());
}

} // namespace aio::detail
