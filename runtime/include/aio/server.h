//===- server.h - servers of connections ------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SERVER_H
#define AIO_SERVER_H

#include <aio/socket.h>
#include <aio/streams.h>
#include <aio/task.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

namespace detail {
class ServerState;
using ClientConnected = std::function<void(StreamReader, StreamWriter)>;

/// A coroutine becomes a task for each connection.
template <class F> ClientConnected clientConnected(F Fn) {
  using Result = std::invoke_result_t<F &, StreamReader, StreamWriter>;
  if constexpr (std::is_void_v<Result>)
    return ClientConnected(std::move(Fn));
  else
    // The coroutine may use what the function object holds, and outlive the
    // server.
    return [Shared = std::make_shared<F>(std::move(Fn))](StreamReader R,
                                                         StreamWriter W) {
      create_task((*Shared)(std::move(R), std::move(W)))
          .add_done_callback([Shared](const auto &) {});
    };
}
} // namespace detail

/// asyncio.Server. A handle: the server serves on when all handles are gone,
/// until it or its loop is closed.
class Server {
  detail::ServerState *S = nullptr;

public:
  explicit Server(detail::ServerState &State) noexcept;
  Server(const Server &O) noexcept;
  Server(Server &&O) noexcept : S(std::exchange(O.S, nullptr)) {}
  Server &operator=(Server O) noexcept {
    std::swap(S, O.S);
    return *this;
  }
  ~Server();

  /// Accepts no more; closes the sockets. Connections stay.
  void close() const noexcept;
  bool is_serving() const noexcept;
  /// Accepts from now on, if it does not already.
  Coro<> start_serving() const;
  /// Serves until it is cancelled, which closes it, or until `close`, which
  /// cancels this. Throws std::runtime_error if it is closed, or if this is
  /// being awaited already.
  Coro<> serve_forever() const;
  /// As in Python 3.11: waits until the server is closed and has no
  /// connections, but returns at once if it is closed already.
  Coro<> wait_closed() const;
  /// None if it is closed.
  std::vector<TransportSocket> sockets() const;
};

/// How to serve.
struct ServerOptions {
  /// Of the readers.
  std::size_t Limit = StreamReader::DefaultLimit;
  /// How many connections may wait to be accepted; and how many are accepted in
  /// one turn.
  int Backlog = 100;
  /// AF_INET or AF_INET6 only.
  int Family = 0;
  bool ReuseAddress = true, ReusePort = false;
  /// False: `start_serving` or `serve_forever` begins.
  bool StartServing = true;
};

namespace detail {
Coro<Server> startServer(ClientConnected Fn, std::string Host,
                         std::uint16_t Port, ServerOptions Options);
Coro<Server> startServer(ClientConnected Fn, Socket Bound,
                         ServerOptions Options);
Coro<Server> startUnixServer(ClientConnected Fn, std::string Path,
                             ServerOptions Options);
} // namespace detail

/// Serves at all addresses of `Host` ("" is any). For each connection calls
/// `Fn(StreamReader, StreamWriter)`; if that is a coroutine, a task runs it.
///
/// When there are no descriptors left (EMFILE and the like), the exception
/// handler is told, and the server tries again after a second.
///
/// Throws what `getaddrinfo` throws, and std::system_error if an address cannot
/// be bound.
template <class F>
Coro<Server> start_server(F Fn, std::string Host, std::uint16_t Port,
                          ServerOptions Options = {}) {
  return detail::startServer(detail::clientConnected(std::move(Fn)),
                             std::move(Host), Port, Options);
}
/// The same with a socket that is bound.
template <class F>
Coro<Server> start_server(F Fn, Socket Bound, ServerOptions Options = {}) {
  return detail::startServer(detail::clientConnected(std::move(Fn)),
                             std::move(Bound), Options);
}
/// The same at a path. A socket that is there already is removed first, and the
/// new one stays when the server is closed, both as in Python 3.11.
template <class F>
Coro<Server> start_unix_server(F Fn, std::string Path,
                               ServerOptions Options = {}) {
  return detail::startUnixServer(detail::clientConnected(std::move(Fn)),
                                 std::move(Path), Options);
}

} // namespace aio

#endif // AIO_SERVER_H
