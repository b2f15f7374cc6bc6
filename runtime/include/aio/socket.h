//===- socket.h - sockets ---------------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Python's socket.socket, as far as a loop needs it: never blocking. What can
// wait is in aio/sock_ops.h.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SOCKET_H
#define AIO_SOCKET_H

#include <aio/address.h>
#include <aio/detail/unique_fd.h>

#include <memory>
#include <utility>

namespace aio {

namespace detail {
class SocketPort;
class SocketAwaiter;
} // namespace detail

/// Owns a socket. The first wait registers it with the loop, where it stays
/// until it is closed; so only one loop may use it, and on that loop's thread
/// only. Movable, also while operations wait.
///
/// All functions throw std::system_error with the kernel's error.
class Socket {
  friend class detail::SocketAwaiter;
  detail::UniqueFd Fd;
  /// A read that gets less than it could has emptied it.
  bool ShortIsAll = false;
  std::unique_ptr<detail::SocketPort> Port;

public:
  /// A closed one.
  Socket() noexcept;
  /// AF_INET, AF_INET6, AF_UNIX; SOCK_STREAM, SOCK_DGRAM.
  explicit Socket(int Family, int Type, int Protocol = 0);
  /// Takes over a descriptor that the caller owned, and makes it non-blocking.
  static Socket adopt(int Fd);
  /// Two that are connected with each other.
  static std::pair<Socket, Socket> pair(int Type = SOCK_STREAM);
  Socket(Socket &&O) noexcept;
  Socket &operator=(Socket &&O) noexcept;
  ~Socket();

  /// -1 if it is closed.
  int fileno() const noexcept { return Fd.get(); }
  bool closed() const noexcept { return !Fd; }
  /// Operations that wait for it end with std::system_error, EBADF. (With
  /// asyncio they would wait for ever.)
  void close() noexcept;
  /// Gives the descriptor away; those who wait are told as by `close`.
  int detach() noexcept;

  void bind(const Address &At);
  /// `Backlog`: how many connections may wait to be accepted.
  void listen(int Backlog = 100);
  /// SHUT_RD, SHUT_WR or SHUT_RDWR.
  void shutdown(int How);
  /// An option that is an int; SOL_SOCKET and so on.
  void setsockopt(int Level, int Name, int Value);
  int getsockopt(int Level, int Name) const;
  Address getsockname() const;
  Address getpeername() const;

private:
  explicit Socket(detail::UniqueFd Fd);
  void abandonPort() noexcept;
};

} // namespace aio

#endif // AIO_SOCKET_H
