//===- address.h - where sockets are ----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_ADDRESS_H
#define AIO_ADDRESS_H

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace aio {

/// The address of a socket, of any family. A value.
class Address {
  sockaddr_storage Storage{};
  socklen_t Length = 0;

public:
  /// No address; what an unbound Unix socket has.
  Address() = default;
  /// A copy of one of the kernel's.
  Address(const sockaddr *From, socklen_t Length) noexcept;
  /// An IPv4 or IPv6 address in digits ("127.0.0.1", "::1", "fe80::1%eth0").
  /// Throws std::invalid_argument for anything else: `getaddrinfo` looks names
  /// up.
  static Address ip(std::string_view Digits, std::uint16_t Port);
  /// A Unix socket's; a path that begins with a null byte is an abstract one.
  /// Throws std::invalid_argument if it is too long.
  static Address unix_path(std::string_view Path);
  /// Of a socket's own end, and of its peer's. Throw std::system_error.
  static Address ownOf(int Fd);
  static Address peerOf(int Fd);

  /// AF_INET and so on.
  int family() const noexcept { return Storage.ss_family; }
  /// The address in digits; "" if it is none of IP.
  std::string host() const;
  /// 0 if it is none of IP.
  std::uint16_t port() const noexcept;
  /// "" if it is none of a Unix socket.
  std::string path() const;
  /// For people: "127.0.0.1:80", "[::1]:80" or the path.
  std::string str() const;

  const sockaddr *data() const noexcept {
    return reinterpret_cast<const sockaddr *>(&Storage);
  }
  socklen_t size() const noexcept { return Length; }
  bool operator==(const Address &O) const noexcept;
};

} // namespace aio

#endif // AIO_ADDRESS_H
