//===- connection.cpp - a stream's two ends in one ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/connection.h"

#include "server_state.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <system_error>

namespace aio::detail {

// --- Life ------------------------------------------------------------------

void Connection::Later::soon() noexcept {
  if (Queued || !C.attached())
    return;
  Queued = true;
  ReaderState::retain(C);
  C.IoPort::soon(*this);
}

void Connection::Later::run() {
  Queued = false;
  struct Release {
    Connection &C;
    ~Release() { ReaderState::release(C); }
  } AtEnd{C};
  (C.*Fn)();
}

void Connection::Later::discard() noexcept {
  Queued = false;
  ReaderState::release(C);
}

/// None if it is broken already, as the first read will tell.
static std::optional<Address> peerOf(int Fd) {
  try {
    return Address::peerOf(Fd);
  } catch (const std::system_error &) {
    return std::nullopt;
  }
}

Connection::Connection(EventLoop &Loop, UniqueFd Given, Kind Is,
                       std::size_t Limit, ServerState *OfServer)
    : ReaderState(Loop, Limit), Fd(std::move(Given)), Is(Is),
      ClosedFuture(Loop), OfServer(OfServer) {
  if (Is == Kind::Socket) {
    Peer = peerOf(Fd.get());
    int Family = Peer ? Peer->family() : AF_UNSPEC;
    ShortIsAll = Family == AF_INET || Family == AF_INET6;
    int On = 1;
    // It is none of TCP, or it is broken, as the first read will tell.
    if (ShortIsAll)
      (void)::setsockopt(Fd.get(), IPPROTO_TCP, TCP_NODELAY, &On, sizeof On);
  }
  attach(Loop, Fd.get());
  if (OfServer)
    OfServer->attach();
}

Connection::~Connection() {
  // Before the descriptor is closed.
  detach();
  // Nobody has asked how it ended, and nobody needs to be told.
  if (ClosedFuture.done() && !ClosedFuture.cancelled())
    ClosedFuture.exception();
  if (OfServer)
    OfServer->detach();
}

void Connection::keepItself() noexcept {
  if (!std::exchange(KeepsItself, true))
    ReaderState::retain(*this);
}

void Connection::noUsers() noexcept {
  if (attached())
    close();
}

void Connection::loopClosed() noexcept {
  ReaderState::retain(*this);
  Closing = Ended = Lost = true;
  Fd.reset();
  Out.clear();
  if (std::exchange(KeepsItself, false))
    ReaderState::release(*this);
  ReaderState::release(*this);
}

// --- Reading ---------------------------------------------------------------

bool Connection::pauseReading() noexcept {
  if (Closing)
    return false;
  ReadPaused = true;
  return true;
}

void Connection::resumeReading() noexcept {
  ReadPaused = false;
  // What came meanwhile is no change.
  if (!Closing && May[ReadSide])
    ReadLater.soon();
}

void Connection::ready(unsigned Sides) noexcept {
  ReaderState::retain(*this);
  if (Sides & ReadBit)
    readNow();
  if ((Sides & WriteBit) && attached())
    writeNow();
  ReaderState::release(*this);
}

void Connection::readNow() {
  if (!attached() || !mayRead() || !May[ReadSide])
    return;
  // What does not fit into the buffer's room comes here first: idle
  // connections have small buffers, and busy ones large reads.
  char Extra[65536];
  std::span<char> Room;
  try {
    Room = buffer().room(2048);
  } catch (const std::bad_alloc &) {
    return fail(ENOMEM, "recv");
  }
  iovec Into[2] = {{Room.data(), Room.size()}, {Extra, sizeof Extra}};
  ssize_t N = ::readv(Fd.get(), Into, 2);
  if (N < 0) {
    if (errno == EAGAIN)
      exhausted(ReadSide);
    else if (errno == EINTR)
      ReadLater.soon();
    else if (Is == Kind::WriteOnly)
      peerGone();
    else
      fail(errno, "recv");
    return;
  }
  if (N == 0)
    return Is == Kind::WriteOnly ? peerGone() : readEnded();
  auto Got = static_cast<std::size_t>(N);
  if (Got < Room.size() + sizeof Extra && ShortIsAll && !unusual())
    exhausted(ReadSide);
  if (Is == Kind::WriteOnly) {
    buffer().clear();
  } else {
    std::size_t First = std::min(Got, Room.size());
    buffer().filled(First);
    try {
      buffer().append({Extra, Got - First});
    } catch (const std::bad_alloc &) {
      return fail(ENOMEM, "recv");
    }
    fed();
  }
  // There may be more, which is no change: after the others' turn.
  if (May[ReadSide] && mayRead())
    ReadLater.soon();
}

void Connection::readEnded() noexcept {
  feedEof();
  // A pipe has no other direction that could still be used.
  if (Is == Kind::ReadPipe)
    close();
}

/// Nobody reads any more what is written.
void Connection::peerGone() noexcept {
  if (Out.empty())
    forceClose(nullptr);
  else
    fail(EPIPE, "send");
}

// --- Writing ---------------------------------------------------------------

std::size_t Connection::sendSome(std::string_view Data) noexcept {
  std::size_t Sent = 0;
  while (May[WriteSide] && Sent < Data.size()) {
    ssize_t N =
        ::send(Fd.get(), Data.data() + Sent, Data.size() - Sent, MSG_NOSIGNAL);
    if (N >= 0) {
      Sent += static_cast<std::size_t>(N);
    } else if (errno == EAGAIN) {
      exhausted(WriteSide);
    } else if (errno != EINTR) {
      fail(errno, "send");
      break;
    }
  }
  return Sent;
}

void Connection::write(std::string_view Data) {
  if (EofWritten)
    throw std::runtime_error("Cannot call write() after write_eof()");
  if (Data.empty() || Ended || !attached())
    return;
  if (Out.empty()) {
    Data.remove_prefix(sendSome(Data));
    if (Data.empty() || Ended)
      return;
  }
  Out.append(Data);
  if (Out.size() > HighWater)
    WritePaused = true;
}

void Connection::writeNow() noexcept {
  if (Out.empty() || Ended)
    return;
  std::size_t N = sendSome(Out.view());
  if (Ended)
    return; // with an error
  Out.consume(N);
  if (WritePaused && Out.size() <= LowWater)
    resumeWriting();
  if (!Out.empty())
    return;
  if (Closing)
    beginEnd(nullptr);
  else if (EofWritten)
    (void)::shutdown(Fd.get(), SHUT_WR);
}

void Connection::resumeWriting() noexcept {
  WritePaused = false;
  for (const Future<> &W : DrainWaiters)
    if (!W.done())
      W.set_result();
}

void Connection::writeEof() {
  if (!canWriteEof())
    throw std::runtime_error("this stream cannot be ended in one direction");
  if (Closing || EofWritten)
    return;
  EofWritten = true;
  if (Out.empty() && ::shutdown(Fd.get(), SHUT_WR) < 0)
    throwErrno("shutdown");
}

void Connection::setWaterMarks(std::size_t High, std::size_t Low) {
  if (Low > High)
    throw std::invalid_argument("high (" + std::to_string(High) +
                                ") must be >= low (" + std::to_string(Low) +
                                ") must be >= 0");
  HighWater = High;
  LowWater = Low;
  if (Out.size() > HighWater)
    WritePaused = true;
}

Future<> Connection::addDrainWaiter() {
  return DrainWaiters.emplace_back(ReaderState::Loop);
}

void Connection::removeDrainWaiter(const Future<> &W) noexcept {
  std::erase(DrainWaiters, W);
}

// --- The end ---------------------------------------------------------------

void Connection::close() noexcept {
  if (Closing)
    return;
  Closing = true;
  keepItself();
  if (Out.empty())
    beginEnd(nullptr);
}

void Connection::fail(int Error, const char *What) noexcept {
  forceClose(std::make_exception_ptr(
      std::system_error(Error, std::generic_category(), What)));
}

void Connection::forceClose(std::exception_ptr Why) noexcept {
  if (Ended || !attached())
    return;
  Out.clear();
  Closing = true;
  keepItself();
  beginEnd(std::move(Why));
}

void Connection::beginEnd(std::exception_ptr Why) noexcept {
  Ended = true;
  EndedWith = std::move(Why);
  TellEnd.soon();
}

void Connection::tellEnd() {
  Lost = true;
  if (EndedWith)
    setError(EndedWith);
  else
    feedEof();
  if (!ClosedFuture.done()) {
    if (EndedWith)
      ClosedFuture.set_exception(EndedWith);
    else
      ClosedFuture.set_result();
  }
  if (WritePaused)
    for (const Future<> &W : DrainWaiters)
      if (!W.done()) {
        if (EndedWith)
          W.set_exception(EndedWith);
        else
          W.set_result();
      }
  detach();
  Fd.reset();
  if (ServerState *S = std::exchange(OfServer, nullptr))
    S->detach();
  if (std::exchange(KeepsItself, false))
    ReaderState::release(*this);
}

} // namespace aio::detail
