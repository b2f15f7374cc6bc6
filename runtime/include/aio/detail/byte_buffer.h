//===- byte_buffer.h - bytes that come and go -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_BYTE_BUFFER_H
#define AIO_DETAIL_BYTE_BUFFER_H

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace aio::detail {

/// A queue of bytes in one piece.
class ByteBuffer {
  std::unique_ptr<char[]> Data;
  std::size_t Begin = 0, End = 0, Capacity = 0;

public:
  std::size_t size() const noexcept { return End - Begin; }
  bool empty() const noexcept { return Begin == End; }
  std::string_view view() const noexcept {
    return {Data.get() + Begin, size()};
  }
  /// Takes bytes away from the front.
  void consume(std::size_t N) noexcept {
    Begin += N;
    if (Begin == End)
      clear();
  }
  void clear() noexcept {
    Begin = End = 0;
    // Idle connections should not keep much.
    if (Capacity > 65536) {
      Data.reset();
      Capacity = 0;
    }
  }
  /// Throws std::bad_alloc.
  void append(std::string_view Bytes);
  /// Room behind the end, at least `N` bytes. Throws std::bad_alloc.
  std::span<char> room(std::size_t N);
  /// That many bytes of the room have been filled.
  void filled(std::size_t N) noexcept { End += N; }
};

} // namespace aio::detail

#endif // AIO_DETAIL_BYTE_BUFFER_H
