//===- worker.h - a process of a pool --------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_WORKER_H
#define AIO_SRC_WORKER_H

#include <cstdint>
#include <string>

namespace aio::detail {

/// Does what comes over the channel until that ends. In a fork.
[[noreturn]] void runWorker(int Channel) noexcept;

/// A number and bytes. False if the other side is gone.
bool sendMessage(int Channel, std::uint64_t Number,
                 const std::string &Bytes) noexcept;
/// The bytes of one, and its number if that is wanted. Throws std::bad_alloc.
bool receiveMessage(int Channel, std::string &Bytes,
                    std::uint64_t *Number = nullptr);

/// Takes the kind off the front of a worker's reply; throws what the call has
/// thrown.
void throwIfFailed(std::string &Reply);

} // namespace aio::detail

#endif // AIO_SRC_WORKER_H
