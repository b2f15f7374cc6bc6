//===- datagram.h - datagrams -----------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DATAGRAM_H
#define AIO_DATAGRAM_H

#include <aio/address.h>
#include <aio/coro.h>
#include <aio/sock_ops.h>
#include <aio/socket.h>

#include <optional>
#include <string_view>

namespace aio {

/// Where a datagram endpoint is, and whom it talks to.
struct EndpointOptions {
  /// Where it receives; any free address if there is none.
  std::optional<Address> LocalAddress = {};
  /// The only one to talk with, if there is one.
  std::optional<Address> RemoteAddress = {};
  bool ReusePort = false, AllowBroadcast = false;
};

/// A socket of datagrams. asyncio calls a protocol for each datagram; here the
/// program fetches them, and the kernel keeps (and at last drops) those that
/// were not. Movable; on the loop's thread only. The functions are those of
/// aio/sock_ops.h, with their errors.
class DatagramEndpoint {
  Socket S;

public:
  /// Takes over a socket of datagrams.
  explicit DatagramEndpoint(Socket S) noexcept : S(std::move(S)) {}
  /// The next datagram, cut to `AtMost` bytes, and its sender. An error that
  /// the network has reported for an earlier `sendto` (ECONNREFUSED) is thrown
  /// here.
  auto recvfrom(std::size_t AtMost = 65536) {
    return get_running_loop().sock_recvfrom(S, AtMost);
  }
  /// `Data` must stay until it is sent.
  auto sendto(std::string_view Data, const Address &To) {
    return get_running_loop().sock_sendto(S, Data, To);
  }
  /// To the remote address.
  auto send(std::string_view Data) { return sendto(Data, Address()); }
  /// Operations that wait end with EBADF.
  void close() noexcept { S.close(); }
  bool is_closing() const noexcept { return S.closed(); }
  Address sockname() const { return S.getsockname(); }
  const Socket &socket() const noexcept { return S; }
};

/// Throws std::system_error, and std::invalid_argument if there is neither a
/// local nor a remote address, or they differ in family.
Coro<DatagramEndpoint> create_datagram_endpoint(EndpointOptions Options);

} // namespace aio

#endif // AIO_DATAGRAM_H
