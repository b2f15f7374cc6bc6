//===- sock_ops.h - operations on sockets -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `sock_` functions of the loop. As in asyncio each one is tried at once
// and waits only if it would block; several that wait for one direction of a
// socket are served in order (asyncio would forget the first ones). When the
// kernel tells that the socket is ready, the loop does the work itself and the
// caller runs in that same turn; with asyncio it runs in the next.
//
// All of them throw std::system_error with the kernel's error, EBADF if the
// socket is closed, also while they wait, and std::runtime_error if the loop
// does not run on this thread, or another loop knows the socket. A cancelled
// one has no effect, except that `sock_sendall` may have sent some, and that
// one that is cancelled after it was done, before its caller ran, has been
// done: what was received is lost then, and a connection accepted is closed.
//
// The socket, buffers and data must stay until the end; the socket may be
// moved.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SOCK_OPS_H
#define AIO_SOCK_OPS_H

#include <aio/detail/io_port.h>
#include <aio/detail/waitable.h>
#include <aio/event_loop.h>
#include <aio/socket.h>

#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace aio::detail {

enum class Tried {
  Done,
  /// The same, and the next attempt would block.
  Emptied,
  WouldBlock,
};

/// One operation, in the frame of the coroutine that waits for it.
class SocketAwaiter : public Waitable, public Suspension {
  friend SocketPort;
  EventLoop &Loop;
  Socket &Of;
  const Side Direction;
  /// Where it waits; null: it does not.
  SocketPort *Port = nullptr;
  SocketAwaiter *Next = nullptr;
  std::exception_ptr Why;
  const char *const What;
  int Error = 0;

  bool cancel(EventLoop &Loop, std::exception_ptr Why) final;
  Tried tryOnce(int Fd, SocketPort *P) noexcept;
  void endIn(SocketPort &P) noexcept;
  void enqueue();

protected:
  /// The first attempt is needed even if it will block: it starts something.
  bool MustTry = false;

  SocketAwaiter(EventLoop &Loop, Socket &Of, Side Direction,
                const char *What) noexcept
      : Loop(Loop), Of(Of), Direction(Direction), What(What) {}
  ~SocketAwaiter() {
    if (Port)
      leave();
  }
  /// Tries without waiting.
  virtual Tried attempt(int Fd) noexcept = 0;
  Tried failed(int Errno) noexcept {
    Error = Errno;
    return Tried::Done;
  }
  /// What a system call's -1 means.
  Tried failedOrBlocked() noexcept;
  bool shortIsAll() const noexcept { return ShortIsAll; }
  void conclude();

public:
  SocketAwaiter(const SocketAwaiter &) = delete;
  SocketAwaiter &operator=(const SocketAwaiter &) = delete;
  bool await_ready();
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> H) {
    enqueue();
    suspend(H, this);
  }

private:
  bool ShortIsAll = false;
  void leave() noexcept;
};

class RecvIntoAwaiter final : public SocketAwaiter {
  std::span<char> Into;
  std::size_t Got = 0;
  Tried attempt(int Fd) noexcept override;

public:
  RecvIntoAwaiter(EventLoop &Loop, Socket &S, std::span<char> Into) noexcept
      : SocketAwaiter(Loop, S, ReadSide, "recv"), Into(Into) {}
  std::size_t await_resume() {
    conclude();
    return Got;
  }
};

class RecvAwaiter final : public SocketAwaiter {
  std::size_t AtMost;
  std::string Data;
  Tried attempt(int Fd) noexcept override;

public:
  RecvAwaiter(EventLoop &Loop, Socket &S, std::size_t AtMost) noexcept
      : SocketAwaiter(Loop, S, ReadSide, "recv"), AtMost(AtMost) {}
  std::string await_resume() {
    conclude();
    return std::move(Data);
  }
};

class RecvFromIntoAwaiter final : public SocketAwaiter {
  std::span<char> Into;
  std::pair<std::size_t, Address> Got;
  Tried attempt(int Fd) noexcept override;

public:
  RecvFromIntoAwaiter(EventLoop &Loop, Socket &S, std::span<char> Into) noexcept
      : SocketAwaiter(Loop, S, ReadSide, "recvfrom"), Into(Into) {}
  std::pair<std::size_t, Address> await_resume() {
    conclude();
    return Got;
  }
};

class RecvFromAwaiter final : public SocketAwaiter {
  std::size_t AtMost;
  std::pair<std::string, Address> Got;
  Tried attempt(int Fd) noexcept override;

public:
  RecvFromAwaiter(EventLoop &Loop, Socket &S, std::size_t AtMost) noexcept
      : SocketAwaiter(Loop, S, ReadSide, "recvfrom"), AtMost(AtMost) {}
  std::pair<std::string, Address> await_resume() {
    conclude();
    return std::move(Got);
  }
};

class SendAllAwaiter final : public SocketAwaiter {
  std::string_view Left;
  Tried attempt(int Fd) noexcept override;

public:
  SendAllAwaiter(EventLoop &Loop, Socket &S, std::string_view Data) noexcept
      : SocketAwaiter(Loop, S, WriteSide, "send"), Left(Data) {}
  void await_resume() { conclude(); }
};

class SendToAwaiter final : public SocketAwaiter {
  std::string_view Data;
  Address To;
  std::size_t Sent = 0;
  Tried attempt(int Fd) noexcept override;

public:
  SendToAwaiter(EventLoop &Loop, Socket &S, std::string_view Data,
                const Address &To) noexcept
      : SocketAwaiter(Loop, S, WriteSide, "sendto"), Data(Data), To(To) {}
  std::size_t await_resume() {
    conclude();
    return Sent;
  }
};

class ConnectAwaiter final : public SocketAwaiter {
  Address To;
  bool Started = false;
  Tried attempt(int Fd) noexcept override;

public:
  ConnectAwaiter(EventLoop &Loop, Socket &S, const Address &To) noexcept
      : SocketAwaiter(Loop, S, WriteSide, "connect"), To(To) {
    MustTry = true;
  }
  void await_resume() { conclude(); }
};

class AcceptAwaiter final : public SocketAwaiter {
  UniqueFd Conn;
  Address From;
  Tried attempt(int Fd) noexcept override;

public:
  AcceptAwaiter(EventLoop &Loop, Socket &S) noexcept
      : SocketAwaiter(Loop, S, ReadSide, "accept") {}
  std::pair<Socket, Address> await_resume() {
    conclude();
    return {Socket::adopt(Conn.release()), From};
  }
};

/// What the `sock_` functions give: runs when it is awaited, once.
template <class Awaiter, class... Arguments> class [[nodiscard]] SocketOp {
  EventLoop &Loop;
  Socket &Of;
  std::tuple<Arguments...> With;

public:
  SocketOp(EventLoop &Loop, Socket &Of, Arguments... With)
      : Loop(Loop), Of(Of), With(std::move(With)...) {}
  Awaiter operator co_await() && {
    return std::apply(
        [this](const Arguments &...A) { return Awaiter(Loop, Of, A...); },
        With);
  }
};

} // namespace aio::detail

namespace aio {

/// What is there, at least one byte and at most so many; "" at the end.
inline detail::SocketOp<detail::RecvAwaiter, std::size_t>
EventLoop::sock_recv(Socket &S, std::size_t AtMost) {
  return {*this, S, AtMost};
}
/// The same into a buffer; how many bytes.
inline detail::SocketOp<detail::RecvIntoAwaiter, std::span<char>>
EventLoop::sock_recv_into(Socket &S, std::span<char> Into) {
  return {*this, S, Into};
}
/// One datagram (what does not fit is lost) and its sender.
inline detail::SocketOp<detail::RecvFromAwaiter, std::size_t>
EventLoop::sock_recvfrom(Socket &S, std::size_t AtMost) {
  return {*this, S, AtMost};
}
inline detail::SocketOp<detail::RecvFromIntoAwaiter, std::span<char>>
EventLoop::sock_recvfrom_into(Socket &S, std::span<char> Into) {
  return {*this, S, Into};
}
/// Sends all of it.
inline detail::SocketOp<detail::SendAllAwaiter, std::string_view>
EventLoop::sock_sendall(Socket &S, std::string_view Data) {
  return {*this, S, Data};
}
/// Sends one datagram; how many bytes.
inline detail::SocketOp<detail::SendToAwaiter, std::string_view, Address>
EventLoop::sock_sendto(Socket &S, std::string_view Data, const Address &To) {
  return {*this, S, Data, To};
}
/// Unlike asyncio, names are not looked up: an Address has none.
inline detail::SocketOp<detail::ConnectAwaiter, Address>
EventLoop::sock_connect(Socket &S, const Address &To) {
  return {*this, S, To};
}
/// A new connection, and whence it comes.
inline detail::SocketOp<detail::AcceptAwaiter>
EventLoop::sock_accept(Socket &S) {
  return {*this, S};
}

} // namespace aio

#endif // AIO_SOCK_OPS_H
