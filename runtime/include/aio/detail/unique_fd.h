//===- unique_fd.h - a descriptor and its end -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_UNIQUE_FD_H
#define AIO_DETAIL_UNIQUE_FD_H

#include <unistd.h>
#include <utility>

namespace aio::detail {

/// Owns a descriptor of the kernel; -1 is none.
class UniqueFd {
  int Fd = -1;

public:
  UniqueFd() = default;
  explicit UniqueFd(int Fd) noexcept : Fd(Fd) {}
  UniqueFd(UniqueFd &&O) noexcept : Fd(std::exchange(O.Fd, -1)) {}
  UniqueFd &operator=(UniqueFd O) noexcept {
    std::swap(Fd, O.Fd);
    return *this;
  }
  ~UniqueFd() { reset(); }

  explicit operator bool() const noexcept { return Fd >= 0; }
  int get() const noexcept { return Fd; }
  int release() noexcept { return std::exchange(Fd, -1); }
  /// Closes it. An error tells of data that is lost already, and nothing can be
  /// done about it; above all, the number is free again whatever comes back.
  void reset() noexcept {
    if (Fd >= 0)
      ::close(std::exchange(Fd, -1));
  }
};

/// Throws std::system_error with errno.
[[noreturn]] void throwErrno(const char *What);
/// Throws std::system_error with that error number.
[[noreturn]] void throwError(int Error, const char *What);
/// Throws if `Fd` is none.
UniqueFd checkedFd(int Fd, const char *What);
/// Throws if `Result` is negative.
inline int checked(int Result, const char *What) {
  if (Result < 0) [[unlikely]]
    throwErrno(What);
  return Result;
}

} // namespace aio::detail

#endif // AIO_DETAIL_UNIQUE_FD_H
