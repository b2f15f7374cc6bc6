//===- socket.cpp - sockets -----------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/socket.h"

#include "socket_port.h"

#include <fcntl.h>

namespace aio {

using namespace detail;

Socket::Socket() noexcept = default;
Socket::Socket(Socket &&O) noexcept = default;

Socket::Socket(UniqueFd Given) : Fd(std::move(Given)) {
  int Family = getsockopt(SOL_SOCKET, SO_DOMAIN);
  // Others may have borders between messages, or between senders.
  ShortIsAll = (Family == AF_INET || Family == AF_INET6) &&
               getsockopt(SOL_SOCKET, SO_TYPE) == SOCK_STREAM;
}

Socket::Socket(int Family, int Type, int Protocol)
    : Socket(checkedFd(
          ::socket(Family, Type | SOCK_CLOEXEC | SOCK_NONBLOCK, Protocol),
          "socket")) {}

Socket Socket::adopt(int Fd) {
  UniqueFd Owned(Fd);
  int Flags = checked(::fcntl(Fd, F_GETFL), "fcntl");
  if (!(Flags & O_NONBLOCK))
    checked(::fcntl(Fd, F_SETFL, Flags | O_NONBLOCK), "fcntl");
  return Socket(std::move(Owned));
}

std::pair<Socket, Socket> Socket::pair(int Type) {
  int Fds[2];
  checked(::socketpair(AF_UNIX, Type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, Fds),
          "socketpair");
  UniqueFd First(Fds[0]), Second(Fds[1]);
  return {Socket(std::move(First)), Socket(std::move(Second))};
}

Socket &Socket::operator=(Socket &&O) noexcept {
  if (this != &O) {
    close();
    Fd = std::move(O.Fd);
    ShortIsAll = O.ShortIsAll;
    Port = std::move(O.Port);
  }
  return *this;
}

Socket::~Socket() { close(); }

void Socket::abandonPort() noexcept {
  if (Port) {
    Port->failAll(EBADF);
    Port.reset();
  }
}

void Socket::close() noexcept {
  abandonPort();
  Fd.reset();
}

int Socket::detach() noexcept {
  abandonPort();
  return Fd.release();
}

void Socket::bind(const Address &At) {
  checked(::bind(Fd.get(), At.data(), At.size()), "bind");
}

void Socket::listen(int Backlog) {
  checked(::listen(Fd.get(), Backlog), "listen");
}

void Socket::shutdown(int How) {
  checked(::shutdown(Fd.get(), How), "shutdown");
}

void Socket::setsockopt(int Level, int Name, int Value) {
  checked(::setsockopt(Fd.get(), Level, Name, &Value, sizeof Value),
          "setsockopt");
}

int Socket::getsockopt(int Level, int Name) const {
  int Value = 0;
  socklen_t Size = sizeof Value;
  checked(::getsockopt(Fd.get(), Level, Name, &Value, &Size), "getsockopt");
  return Value;
}

Address Socket::getsockname() const { return Address::ownOf(Fd.get()); }
Address Socket::getpeername() const { return Address::peerOf(Fd.get()); }

} // namespace aio
