//===- socket_port.h - the operations that wait for a socket ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_SOCKET_PORT_H
#define AIO_SRC_SOCKET_PORT_H

#include "aio/detail/io_port.h"
#include "aio/sock_ops.h"

namespace aio::detail {

/// A socket's registration with a loop, and who waits for it, first come first
/// served.
class SocketPort final : public IoPort {
  SocketAwaiter *First[2] = {}, *Last[2] = {};

  void ready(unsigned Sides) noexcept override;
  void loopClosed() noexcept override { failAll(ECANCELED); }

public:
  void append(SocketAwaiter &A, Side S) noexcept;
  void remove(SocketAwaiter &A) noexcept;
  bool waited(Side S) const noexcept { return First[S]; }
  /// All who wait get that error.
  void failAll(int Error) noexcept;
};

} // namespace aio::detail

#endif // AIO_SRC_SOCKET_PORT_H
