//===- datagram.cpp - datagrams -------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/datagram.h"

#include <stdexcept>

namespace aio {

Coro<DatagramEndpoint> create_datagram_endpoint(EndpointOptions Options) {
  const auto &[Local, Remote, ReusePort, AllowBroadcast] = Options;
  if (!Local && !Remote)
    throw std::invalid_argument("unexpected address family");
  if (Local && Remote && Local->family() != Remote->family())
    throw std::invalid_argument("can not get address information");
  Socket S((Local ? Local : Remote)->family(), SOCK_DGRAM);
  if (ReusePort)
    S.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
  if (AllowBroadcast)
    S.setsockopt(SOL_SOCKET, SO_BROADCAST, 1);
  if (Local)
    S.bind(*Local);
  if (Remote)
    co_await get_running_loop().sock_connect(S, *Remote);
  co_return DatagramEndpoint(std::move(S));
}

} // namespace aio
