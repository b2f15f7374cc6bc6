//===- unique_fd.cpp - a descriptor and its end ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/unique_fd.h"

#include <cerrno>
#include <system_error>

namespace aio::detail {

void throwErrno(const char *What) { throwError(errno, What); }

void throwError(int Error, const char *What) {
  throw std::system_error(Error, std::generic_category(), What);
}

UniqueFd checkedFd(int Fd, const char *What) {
  return UniqueFd(checked(Fd, What));
}

} // namespace aio::detail
