//===- server_state.h - a server's sockets ----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_SERVER_STATE_H
#define AIO_SRC_SERVER_STATE_H

#include "aio/detail/io_port.h"
#include "aio/server.h"

#include <memory>
#include <optional>
#include <vector>

namespace aio::detail {

/// asyncio's base_events.Server. While it has sockets, the loop keeps it.
class ServerState {
  unsigned Refs = 0;
  EventLoop &Loop;
  const ClientConnected OnConnection;
  const ServerOptions Options;
  /// One listening socket.
  class Listener;
  std::vector<std::shared_ptr<Listener>> Listeners;
  /// Connections that are not closed.
  std::size_t Active = 0;
  bool Serving = false, Closed = false;
  /// Those who wait for the end; none once it was told.
  std::optional<std::vector<Future<>>> Waiters{std::in_place};
  std::optional<Future<>> Forever;

  ~ServerState();
  void wake() noexcept;
  void connected(UniqueFd Fd);

public:
  ServerState(EventLoop &Loop, ClientConnected OnConnection,
              ServerOptions Options, std::vector<Socket> Sockets);
  ServerState(const ServerState &) = delete;
  ServerState &operator=(const ServerState &) = delete;
  static void retain(ServerState &S) noexcept { ++S.Refs; }
  static void release(ServerState &S) noexcept {
    if (--S.Refs == 0)
      delete &S;
  }

  /// A connection begins or ends.
  void attach() noexcept {
    ++Active;
    retain(*this);
  }
  void detach() noexcept;
  void startServing();
  bool serving() const noexcept { return Serving; }
  bool closed() const noexcept { return Closed; }
  void close() noexcept;
  /// The loop is closed.
  void loopClosed() noexcept;
  std::vector<TransportSocket> sockets() const;
  std::optional<Future<>> addWaiter();
  Future<> beginForever();
  void endForever() noexcept { Forever.reset(); }
};

} // namespace aio::detail

#endif // AIO_SRC_SERVER_STATE_H
