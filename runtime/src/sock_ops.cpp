//===- sock_ops.cpp - operations on sockets -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/sock_ops.h"

#include "socket_port.h"

#include <cerrno>
#include <new>

namespace aio::detail {

// --- Who waits -------------------------------------------------------------

void SocketPort::append(SocketAwaiter &A, Side S) noexcept {
  A.Next = nullptr;
  (First[S] ? Last[S]->Next : First[S]) = &A;
  Last[S] = &A;
  A.Port = this;
}

void SocketPort::remove(SocketAwaiter &A) noexcept {
  Side S = A.Direction;
  SocketAwaiter *Previous = nullptr;
  for (SocketAwaiter *I = First[S]; I != &A; I = I->Next)
    Previous = I;
  (Previous ? Previous->Next : First[S]) = A.Next;
  if (Last[S] == &A)
    Last[S] = Previous;
  A.Port = nullptr;
}

void SocketPort::ready(unsigned Sides) noexcept {
  for (Side S : {ReadSide, WriteSide})
    while ((Sides & (1u << S)) && May[S] && First[S]) {
      SocketAwaiter &A = *First[S];
      if (A.tryOnce(fd(), this) == Tried::WouldBlock)
        break;
      A.endIn(*this);
    }
}

void SocketPort::failAll(int Error) noexcept {
  for (Side S : {ReadSide, WriteSide})
    while (SocketAwaiter *A = First[S]) {
      A->Error = Error;
      A->endIn(*this);
    }
}

void SocketAwaiter::endIn(SocketPort &P) noexcept {
  P.remove(*this);
  end(Loop, State::Finished);
}

void SocketAwaiter::leave() noexcept { Port->remove(*this); }

bool SocketAwaiter::cancel(EventLoop &, std::exception_ptr Because) {
  if (done())
    return false;
  leave();
  Why = std::move(Because);
  end(Loop, State::Cancelled);
  return true;
}

Tried SocketAwaiter::tryOnce(int Fd, SocketPort *P) noexcept {
  Tried How = attempt(Fd);
  if (P && How != Tried::Done &&
      // The peer's end would go unnoticed.
      !(How == Tried::Emptied && P->unusual()))
    P->exhausted(Direction);
  return How;
}

bool SocketAwaiter::await_ready() {
  if (This.Running != &Loop)
    throw std::runtime_error(This.Running
                                 ? "socket operation of a different loop"
                                 : "no running event loop");
  if (Of.closed())
    throwError(EBADF, What);
  SocketPort *P = Of.Port.get();
  if (P && P->attached() && P->loop() != &Loop)
    throw std::runtime_error("socket attached to a different loop");
  ShortIsAll = Of.ShortIsAll;
  if (!MustTry && P && P->attached() &&
      (P->waited(Direction) || !P->May[Direction]))
    return false;
  return tryOnce(Of.fileno(), P) != Tried::WouldBlock;
}

void SocketAwaiter::enqueue() {
  bool IsNew = !Of.Port || !Of.Port->attached();
  if (!Of.Port)
    Of.Port = std::make_unique<SocketPort>();
  if (IsNew)
    // This tells of what has happened since the attempt.
    Of.Port->attach(Loop, Of.fileno());
  Of.Port->append(*this, Direction);
}

void SocketAwaiter::conclude() {
  resumed();
  if (cancelled())
    throwCancelled(Why);
  if (Error)
    throwError(Error, What);
}

Tried SocketAwaiter::failedOrBlocked() noexcept {
  if (errno == EAGAIN || errno == EWOULDBLOCK)
    return Tried::WouldBlock;
  return failed(errno);
}

// --- The operations --------------------------------------------------------

/// Calls `Fn` until no signal interrupts it. (Such calls do not wait, but the
/// standard allows it.)
template <class F> static auto retry(F Fn) noexcept {
  decltype(Fn()) Result;
  do
    Result = Fn();
  while (Result < 0 && errno == EINTR);
  return Result;
}

Tried RecvIntoAwaiter::attempt(int Fd) noexcept {
  auto N = retry([&] { return ::recv(Fd, Into.data(), Into.size(), 0); });
  if (N < 0)
    return failedOrBlocked();
  Got = static_cast<std::size_t>(N);
  return N && Got < Into.size() && shortIsAll() ? Tried::Emptied : Tried::Done;
}

namespace {
/// Receives up to `AtMost` bytes into a string, without filling it with zeros
/// first if it is not large. `Receive(Buffer, Size)`.
template <class F>
ssize_t receive(std::string &Into, std::size_t AtMost, F Receive) {
  char Buffer[16384];
  if (AtMost <= sizeof Buffer) {
    auto N = retry([&] { return Receive(Buffer, AtMost); });
    if (N > 0)
      Into.assign(Buffer, static_cast<std::size_t>(N));
    return N;
  }
  Into.resize(AtMost);
  auto N = retry([&] { return Receive(Into.data(), AtMost); });
  Into.resize(N > 0 ? static_cast<std::size_t>(N) : 0);
  return N;
}
} // namespace

Tried RecvAwaiter::attempt(int Fd) noexcept try {
  auto N = receive(Data, AtMost, [&](char *Buffer, std::size_t Size) {
    return ::recv(Fd, Buffer, Size, 0);
  });
  if (N < 0)
    return failedOrBlocked();
  return N && Data.size() < AtMost && shortIsAll() ? Tried::Emptied
                                                   : Tried::Done;
} catch (const std::exception &) { // std::bad_alloc, std::length_error
  return failed(ENOMEM);
}

Tried RecvFromIntoAwaiter::attempt(int Fd) noexcept {
  sockaddr_storage S;
  socklen_t Size = sizeof S;
  auto *A = reinterpret_cast<sockaddr *>(&S);
  auto N = retry(
      [&] { return ::recvfrom(Fd, Into.data(), Into.size(), 0, A, &Size); });
  if (N < 0)
    return failedOrBlocked();
  Got = {static_cast<std::size_t>(N), Address(A, Size)};
  return Tried::Done;
}

Tried RecvFromAwaiter::attempt(int Fd) noexcept try {
  sockaddr_storage S;
  socklen_t Size = sizeof S;
  auto *A = reinterpret_cast<sockaddr *>(&S);
  auto N = receive(Got.first, AtMost, [&](char *Buffer, std::size_t Room) {
    return ::recvfrom(Fd, Buffer, Room, 0, A, &Size);
  });
  if (N < 0)
    return failedOrBlocked();
  Got.second = Address(A, Size);
  return Tried::Done;
} catch (const std::exception &) {
  return failed(ENOMEM);
}

Tried SendAllAwaiter::attempt(int Fd) noexcept {
  do {
    auto N = retry(
        [&] { return ::send(Fd, Left.data(), Left.size(), MSG_NOSIGNAL); });
    if (N < 0)
      return failedOrBlocked();
    Left.remove_prefix(static_cast<std::size_t>(N));
  } while (!Left.empty());
  return Tried::Done;
}

Tried SendToAwaiter::attempt(int Fd) noexcept {
  auto N = retry([&] {
    return ::sendto(Fd, Data.data(), Data.size(), MSG_NOSIGNAL,
                    To.size() ? To.data() : nullptr, To.size());
  });
  if (N < 0)
    return failedOrBlocked();
  Sent = static_cast<std::size_t>(N);
  return Tried::Done;
}

Tried ConnectAwaiter::attempt(int Fd) noexcept {
  if (!Started) {
    if (::connect(Fd, To.data(), To.size()) == 0)
      return Tried::Done;
    // After EINTR the connection is being made, too.
    if (errno != EINPROGRESS && errno != EINTR)
      return failed(errno);
    Started = true;
    return Tried::WouldBlock;
  }
  int E = 0;
  socklen_t Size = sizeof E;
  if (::getsockopt(Fd, SOL_SOCKET, SO_ERROR, &E, &Size) < 0)
    return failed(errno);
  if (E)
    return failed(E);
  // An edge from before may have brought us here too early.
  sockaddr_storage S;
  Size = sizeof S;
  if (::getpeername(Fd, reinterpret_cast<sockaddr *>(&S), &Size) < 0)
    return errno == ENOTCONN ? Tried::WouldBlock : failed(errno);
  return Tried::Done;
}

Tried AcceptAwaiter::attempt(int Fd) noexcept {
  sockaddr_storage S;
  socklen_t Size = sizeof S;
  auto *A = reinterpret_cast<sockaddr *>(&S);
  int Got = retry(
      [&] { return ::accept4(Fd, A, &Size, SOCK_CLOEXEC | SOCK_NONBLOCK); });
  if (Got < 0)
    return failedOrBlocked();
  Conn = UniqueFd(Got);
  From = Address(A, Size);
  return Tried::Done;
}

} // namespace aio::detail
