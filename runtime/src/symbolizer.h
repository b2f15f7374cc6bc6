//===- symbolizer.h - lines of addresses -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_SYMBOLIZER_H
#define AIO_SRC_SYMBOLIZER_H

#include "aio/debug.h"

#include <span>
#include <vector>

namespace aio::detail::watch {

/// The calls on the stack of this thread, the innermost first: return
/// addresses.
struct Backtrace {
  void *Addresses[48];
  int Count = 0;

  static Backtrace here() noexcept;
};

/// The places of the calls, with those that were inlined. Asks LLVM's or the
/// binutils' addr2line, once for each address. Takes milliseconds. From any
/// thread.
std::vector<aio::debug::Place> placesOf(const Backtrace &B);

/// Is no function of the runtime, the standard library or the system.
bool isUsers(const aio::debug::Place &P) noexcept;

} // namespace aio::detail::watch

#endif // AIO_SRC_SYMBOLIZER_H
