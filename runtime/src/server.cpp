//===- server.cpp - servers of connections --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/server.h"

#include "aio/resolve.h"
#include "aio/sleep.h"
#include "server_state.h"

#include <algorithm>
#include <cerrno>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <system_error>

namespace aio {
namespace detail {

/// asyncio's constants.ACCEPT_RETRY_DELAY.
static constexpr std::chrono::seconds AcceptRetryDelay(1);

// --- Listening sockets -----------------------------------------------------

class ServerState::Listener final : public IoPort, private Callback {
  ServerState &S;
  Socket Sock;
  /// While this is in the loop's queue.
  std::shared_ptr<Listener> Queued;
  std::weak_ptr<Listener> Self;

  void ready(unsigned Sides) noexcept override {
    if (Sides & ReadBit)
      acceptSoon();
  }
  void loopClosed() noexcept override { S.loopClosed(); }
  void acceptSoon() noexcept {
    if (attached() && !Queued) {
      Queued = Self.lock();
      soon(*this);
    }
  }
  void run() override {
    auto Keep = std::move(Queued);
    accept();
  }
  void discard() noexcept override { auto Keep = std::move(Queued); }
  void accept();
  void tryLater(int Error);

public:
  Listener(ServerState &S, Socket Sock) noexcept
      : S(S), Sock(std::move(Sock)) {}
  static std::shared_ptr<Listener> make(ServerState &S, Socket Sock) {
    auto L = std::make_shared<Listener>(S, std::move(Sock));
    L->Self = L;
    return L;
  }
  ~Listener() { close(); }
  void start() {
    Sock.listen(S.Options.Backlog);
    attach(S.Loop, Sock.fileno());
  }
  void close() noexcept {
    detach();
    Sock.close();
  }
  int fileno() const noexcept { return Sock.fileno(); }
};

void ServerState::Listener::accept() {
  for (int I = 0; I < std::max(S.Options.Backlog, 1); ++I) {
    // Also after a callback has closed the server.
    if (!attached())
      return;
    UniqueFd Conn(::accept4(Sock.fileno(), nullptr, nullptr,
                            SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (Conn)
      S.connected(std::move(Conn));
    else if (errno == EAGAIN)
      return exhausted(ReadSide);
    else if (errno != EINTR && errno != ECONNABORTED)
      return tryLater(errno);
  }
  acceptSoon(); // after the others' turn
}

void ServerState::Listener::tryLater(int Error) {
  // What is not accepted now is no change when there are resources again, and
  // trying on would not get any.
  S.Loop.call_later(AcceptRetryDelay, [Self = Self] {
    if (auto L = Self.lock())
      L->acceptSoon();
  });
  ExceptionContext C;
  C.Message = "socket.accept() out of system resource";
  C.Exception = std::make_exception_ptr(
      std::system_error(Error, std::generic_category(), "accept"));
  S.Loop.call_exception_handler(C);
}

// --- ServerState -----------------------------------------------------------

ServerState::ServerState(EventLoop &Loop, ClientConnected OnConnection,
                         ServerOptions Options, std::vector<Socket> Sockets)
    : Loop(Loop), OnConnection(std::move(OnConnection)), Options(Options) {
  for (Socket &S : Sockets)
    Listeners.push_back(Listener::make(*this, std::move(S)));
}

ServerState::~ServerState() = default;

void ServerState::startServing() {
  if (Serving)
    return;
  for (auto &L : Listeners)
    L->start();
  Serving = true;
  retain(*this); // The loop's.
}

void ServerState::connected(UniqueFd Fd) {
  try {
    UserRef<Connection> C(*new Connection(
        Loop, std::move(Fd), Connection::Kind::Socket, Options.Limit, this));
    Loop.call_soon([Keep = Server(*this), this, C = std::move(C)] {
      OnConnection(StreamReader(UserRef<ReaderState>(*C)), StreamWriter(C));
    });
  } catch (const std::exception &) {
    ExceptionContext C;
    C.Message = "Error on transport creation for incoming connection";
    C.Exception = std::current_exception();
    Loop.call_exception_handler(C);
  }
}

void ServerState::detach() noexcept {
  if (--Active == 0 && Closed)
    wake();
  release(*this);
}

void ServerState::wake() noexcept {
  if (auto Those = std::exchange(Waiters, std::nullopt))
    for (const Future<> &W : *Those)
      if (!W.done())
        W.set_result();
}

void ServerState::close() noexcept {
  if (std::exchange(Closed, true))
    return;
  retain(*this);
  // One of them may be running.
  for (auto &L : std::exchange(Listeners, {}))
    L->close();
  if (std::exchange(Serving, false))
    release(*this);
  if (Forever && !Forever->done())
    Forever->cancel();
  Forever.reset();
  if (Active == 0)
    wake();
  release(*this);
}

void ServerState::loopClosed() noexcept { close(); }

std::vector<TransportSocket> ServerState::sockets() const {
  std::vector<TransportSocket> Out;
  for (const auto &L : Listeners)
    Out.emplace_back(L->fileno());
  return Out;
}

std::optional<Future<>> ServerState::addWaiter() {
  if (Closed || !Waiters)
    return std::nullopt;
  return Waiters->emplace_back(Loop);
}

Future<> ServerState::beginForever() {
  if (Forever)
    throw std::runtime_error(
        "server is already being awaited on serve_forever()");
  if (Closed)
    throw std::runtime_error("server is closed");
  startServing();
  return Forever.emplace(Loop);
}

// --- Starting --------------------------------------------------------------

namespace {

Socket bindTo(const AddrInfo &Info, const ServerOptions &Options) {
  Socket S(Info.Family, Info.Type, Info.Protocol);
  if (Options.ReuseAddress)
    S.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
  if (Options.ReusePort)
    S.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
  if (Info.Family == AF_INET6)
    S.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
  try {
    S.bind(Info.To);
  } catch (const std::system_error &E) {
    throw std::system_error(
        E.code(), "error while attempting to bind on address " + Info.To.str());
  }
  return S;
}

Coro<Server> serve(ClientConnected Fn, std::vector<Socket> Sockets,
                   ServerOptions Options) {
  Server S(*new ServerState(get_running_loop(), std::move(Fn), Options,
                            std::move(Sockets)));
  if (Options.StartServing)
    co_await S.start_serving();
  co_return S;
}

void removeStaleSocket(const std::string &Path) noexcept {
  struct stat Info;
  if (!Path.empty() && Path[0] != '\0' && ::stat(Path.c_str(), &Info) == 0 &&
      S_ISSOCK(Info.st_mode))
    (void)::unlink(Path.c_str()); // `bind` tells if that went wrong.
}

} // namespace

Coro<Server> startServer(ClientConnected Fn, std::string Host,
                         std::uint16_t Port, ServerOptions Options) {
  std::vector<AddrInfo> Infos = co_await get_running_loop().getaddrinfo(
      std::move(Host), std::to_string(Port), Options.Family, SOCK_STREAM, 0,
      AI_PASSIVE);
  std::vector<Socket> Sockets;
  for (auto I = Infos.begin(); I != Infos.end(); ++I)
    // Names may have an address twice.
    if (std::none_of(Infos.begin(), I,
                     [&](const AddrInfo &O) { return O.To == I->To; }))
      try {
        Sockets.push_back(bindTo(*I, Options));
      } catch (const std::system_error &E) {
        // A family that the kernel does not have.
        if (E.code().value() != EAFNOSUPPORT)
          throw;
      }
  co_return co_await serve(std::move(Fn), std::move(Sockets), Options);
}

Coro<Server> startServer(ClientConnected Fn, Socket Bound,
                         ServerOptions Options) {
  if (Bound.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM)
    throw std::invalid_argument("A Stream Socket was expected");
  std::vector<Socket> Sockets;
  Sockets.push_back(std::move(Bound));
  co_return co_await serve(std::move(Fn), std::move(Sockets), Options);
}

Coro<Server> startUnixServer(ClientConnected Fn, std::string Path,
                             ServerOptions Options) {
  Address At = Address::unix_path(Path);
  Socket S(AF_UNIX, SOCK_STREAM);
  // NOLINTNEXTLINE(coro-blocking-call): `bind` looks up the path as well
  removeStaleSocket(Path);
  try {
    S.bind(At);
  } catch (const std::system_error &E) {
    if (E.code() != std::errc::address_in_use)
      throw;
    throw std::system_error(E.code(),
                            "Address '" + At.str() + "' is already in use");
  }
  std::vector<Socket> Sockets;
  Sockets.push_back(std::move(S));
  co_return co_await serve(std::move(Fn), std::move(Sockets), Options);
}

} // namespace detail

// --- Server ----------------------------------------------------------------

using namespace detail;

namespace {

Coro<> startServing(Server, ServerState &S) {
  S.startServing();
  co_await sleep(Duration::zero());
}

Coro<> waitClosed(Server, ServerState &S) {
  if (std::optional<Future<>> W = S.addWaiter())
    co_await *W;
}

Coro<> serveForever(Server, ServerState &S) {
  struct End {
    ServerState &S;
    ~End() { S.endForever(); }
  };
  Future<> Until = S.beginForever();
  End AtEnd{S};
  std::exception_ptr Cancelled;
  try {
    co_await Until;
  } catch (const CancelledError &) {
    Cancelled = std::current_exception();
  }
  S.close();
  // Whatever comes meanwhile, this was cancelled.
  try {
    co_await waitClosed(Server(S), S);
  } catch (...) {
    if (!Cancelled)
      throw;
  }
  if (Cancelled)
    std::rethrow_exception(Cancelled);
}

} // namespace

Server::Server(ServerState &State) noexcept : S(&State) {
  ServerState::retain(State);
}
Server::Server(const Server &O) noexcept : S(O.S) {
  if (S)
    ServerState::retain(*S);
}
Server::~Server() {
  if (S)
    ServerState::release(*S);
}
void Server::close() const noexcept { S->close(); }
bool Server::is_serving() const noexcept { return S->serving(); }
Coro<> Server::start_serving() const { return startServing(*this, *S); }
Coro<> Server::serve_forever() const { return serveForever(*this, *S); }
Coro<> Server::wait_closed() const { return waitClosed(*this, *S); }
std::vector<TransportSocket> Server::sockets() const { return S->sockets(); }

} // namespace aio
