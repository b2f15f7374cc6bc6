//===- streams.cpp - connections ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/streams.h"

#include "aio/resolve.h"
#include "aio/sleep.h"
#include "aio/sock_ops.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace aio {

using namespace detail;

// --- TransportSocket -------------------------------------------------------

Address TransportSocket::getsockname() const { return Address::ownOf(Fd); }
Address TransportSocket::getpeername() const { return Address::peerOf(Fd); }
int TransportSocket::getsockopt(int Level, int Name) const {
  int Value = 0;
  socklen_t Size = sizeof Value;
  checked(::getsockopt(Fd, Level, Name, &Value, &Size), "getsockopt");
  return Value;
}
void TransportSocket::setsockopt(int Level, int Name, int Value) const {
  checked(::setsockopt(Fd, Level, Name, &Value, sizeof Value), "setsockopt");
}

// --- StreamWriter ----------------------------------------------------------

namespace {

Coro<> drainConnection(UserRef<Connection> C) {
  if (C->hasReader())
    C->checkError();
  if (C->closing())
    // Lets the end be told. Else a loop of `write` and `drain` would never see
    // it.
    co_await sleep(Duration::zero());
  if (C->lost())
    throwError(ECONNRESET, "Connection lost");
  if (!C->writePaused())
    co_return;
  struct Waits {
    Connection &C;
    Future<> W;
    ~Waits() { C.removeDrainWaiter(W); }
  } Until{*C, C->addDrainWaiter()};
  co_await Until.W;
}

Coro<> waitClosed(UserRef<Connection> C) { co_await C->whenClosed(); }

} // namespace

Coro<> StreamWriter::drain() const { return drainConnection(C); }
Coro<> StreamWriter::wait_closed() const { return waitClosed(C); }

std::optional<Address> StreamWriter::sockname() const {
  if (!C->peer() || C->fileno() < 0)
    return std::nullopt;
  return socket().getsockname();
}

// --- Connecting ------------------------------------------------------------

namespace {

std::pair<StreamReader, StreamWriter> streamsOf(Socket S, std::size_t Limit) {
  UserRef<Connection> C(*new Connection(get_running_loop(),
                                        UniqueFd(S.detach()),
                                        Connection::Kind::Socket, Limit));
  return {StreamReader(UserRef<ReaderState>(*C)), StreamWriter(C)};
}

/// Base_events._connect_sock.
Coro<Socket> connectTo(AddrInfo Info, std::optional<Address> From) {
  Socket S(Info.Family, Info.Type, Info.Protocol);
  if (From)
    S.bind(*From);
  co_await get_running_loop().sock_connect(S, Info.To);
  co_return S;
}

[[noreturn]] void throwAll(const std::vector<std::system_error> &Errors) {
  std::string Model = Errors.front().what();
  if (std::all_of(Errors.begin(), Errors.end(),
                  [&](const auto &E) { return E.what() == Model; }))
    throw Errors.front();
  std::string All = "Multiple exceptions: ";
  for (const std::system_error &E : Errors)
    All += (&E == &Errors.front() ? "" : ", ") + std::string(E.what());
  throw std::system_error(Errors.front().code(), All);
}

} // namespace

Coro<std::pair<StreamReader, StreamWriter>>
open_connection(std::string Host, std::uint16_t Port,
                ConnectionOptions Options) {
  std::vector<AddrInfo> Infos = co_await get_running_loop().getaddrinfo(
      Host, std::to_string(Port), Options.Family, SOCK_STREAM, 0,
      Options.Flags);
  std::vector<std::system_error> Errors;
  for (const AddrInfo &Info : Infos) {
    try {
      Socket S = co_await connectTo(Info, Options.LocalAddress);
      co_return streamsOf(std::move(S), Options.Limit);
    } catch (const std::system_error &E) {
      Errors.push_back(E);
    }
  }
  if (Errors.empty())
    throwError(EADDRNOTAVAIL, "getaddrinfo() returned empty list");
  throwAll(Errors);
}

Coro<std::pair<StreamReader, StreamWriter>>
open_connection(Socket Connected, ConnectionOptions Options) {
  if (Connected.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM)
    throw std::invalid_argument("A Stream Socket was expected");
  co_return streamsOf(std::move(Connected), Options.Limit);
}

Coro<std::pair<StreamReader, StreamWriter>>
open_unix_connection(std::string Path, std::size_t Limit) {
  Socket S(AF_UNIX, SOCK_STREAM);
  co_await get_running_loop().sock_connect(S, Address::unix_path(Path));
  co_return streamsOf(std::move(S), Limit);
}

} // namespace aio
