//===- connection.h - a stream's two ends in one ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_CONNECTION_H
#define AIO_DETAIL_CONNECTION_H

#include <aio/address.h>
#include <aio/detail/io_port.h>
#include <aio/detail/unique_fd.h>
#include <aio/stream_reader.h>

#include <exception>
#include <optional>
#include <string_view>
#include <vector>

namespace aio::detail {

class ServerState;

/// A connected socket, or one end of a pipe. asyncio's transport and protocol
/// of streams in one: selector_events._SelectorSocketTransport and
/// streams.StreamReaderProtocol, and unix_events' two pipe transports.
///
/// It closes itself, after what was written has been sent, when its last user
/// is gone.
class Connection final : public ReaderState, public IoPort {
public:
  enum class Kind {
    Socket,
    /// The end of a pipe to read from.
    ReadPipe,
    /// A socket that is only written to; its peer's end makes it fail.
    WriteOnly,
  };

private:
  /// A call in a later turn. While it is in the queue, it keeps the connection.
  class Later final : public Callback {
    Connection &C;
    void (Connection::*const Fn)();
    bool Queued = false;

  public:
    Later(Connection &C, void (Connection::*Fn)()) : C(C), Fn(Fn) {}
    void soon() noexcept;
    void run() override;
    void discard() noexcept override;
  };

  UniqueFd Fd;
  const Kind Is;
  /// A read that gets less than it could has emptied the socket.
  bool ShortIsAll = false;
  /// The program's calls: `close`, `write_eof`.
  bool Closing = false, EofWritten = false;
  /// Reading is paused; writing is above the high water mark.
  bool ReadPaused = false, WritePaused = false;
  /// No more can be done, and the end will be told, or has been (`Lost`).
  bool Ended = false, Lost = false;
  /// It keeps itself until the end is told.
  bool KeepsItself = false;
  std::size_t HighWater = 65536, LowWater = 16384;
  ByteBuffer Out;
  std::exception_ptr EndedWith;
  std::vector<Future<>> DrainWaiters;
  /// When the end is told.
  Future<> ClosedFuture;
  ServerState *OfServer;
  Later ReadLater{*this, &Connection::readNow};
  Later TellEnd{*this, &Connection::tellEnd};
  std::optional<Address> Peer;

  ~Connection() override;
  bool pauseReading() noexcept override;
  void resumeReading() noexcept override;
  void noUsers() noexcept override;
  void ready(unsigned Sides) noexcept override;
  void loopClosed() noexcept override;

  void readNow();
  bool mayRead() const noexcept {
    return Is != Kind::WriteOnly ? !Closing && !ReadPaused && !ended() : !Ended;
  }
  void readEnded() noexcept;
  void peerGone() noexcept;
  void writeNow() noexcept;
  /// Sends what it can; how much. Fails the connection if there is an error.
  std::size_t sendSome(std::string_view Data) noexcept;
  void resumeWriting() noexcept;
  void fail(int Error, const char *What) noexcept;
  void forceClose(std::exception_ptr Why) noexcept;
  void beginEnd(std::exception_ptr Why) noexcept;
  void tellEnd();
  void keepItself() noexcept;

public:
  /// Takes the descriptor, which must not block, and starts to read. Throws
  /// std::system_error.
  Connection(EventLoop &Loop, UniqueFd Fd, Kind Is, std::size_t Limit,
             ServerState *OfServer = nullptr);

  void write(std::string_view Data);
  void writeEof();
  bool canWriteEof() const noexcept { return Is == Kind::Socket; }
  void close() noexcept;
  void abort() noexcept { forceClose(nullptr); }
  bool closing() const noexcept { return Closing; }
  bool lost() const noexcept { return Lost; }
  bool hasReader() const noexcept { return Is != Kind::WriteOnly; }
  bool writePaused() const noexcept { return WritePaused; }
  std::size_t unsent() const noexcept { return Out.size(); }
  void setWaterMarks(std::size_t High, std::size_t Low);
  std::pair<std::size_t, std::size_t> waterMarks() const noexcept {
    return {LowWater, HighWater};
  }
  /// Ends when writing may go on.
  Future<> addDrainWaiter();
  void removeDrainWaiter(const Future<> &W) noexcept;
  const Future<> &whenClosed() const noexcept { return ClosedFuture; }
  int fileno() const noexcept { return Fd.get(); }
  const std::optional<Address> &peer() const noexcept { return Peer; }
};

} // namespace aio::detail

#endif // AIO_DETAIL_CONNECTION_H
