//===- debug_facts.h - where facts go --------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_DEBUG_FACTS_H
#define AIO_SRC_DEBUG_FACTS_H

#include "aio/debug.h"

namespace aio::detail::watch {

/// Has another thread call `Build`, which may take long, and write the fact
/// that it gives, or give it to the sink. From any thread. Throws
/// std::bad_alloc.
void tell(std::function<aio::debug::Fact()> Build);
/// Returns when all that were told have been written.
void flush() noexcept;

} // namespace aio::detail::watch

#endif // AIO_SRC_DEBUG_FACTS_H
