//===- streams.h - connections ----------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio's streams.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_STREAMS_H
#define AIO_STREAMS_H

#include <aio/address.h>
#include <aio/detail/connection.h>
#include <aio/stream_reader.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

/// A look at a socket that somebody else owns.
class TransportSocket {
  int Fd;

public:
  explicit TransportSocket(int Fd) noexcept : Fd(Fd) {}
  /// -1 if it is closed.
  int fileno() const noexcept { return Fd; }
  /// They throw std::system_error.
  Address getsockname() const;
  Address getpeername() const;
  int getsockopt(int Level, int Name) const;
  void setsockopt(int Level, int Name, int Value) const;
};

/// asyncio.StreamWriter: what goes out to a connection or a pipe. A handle, as
/// StreamReader: when the last reader and writer of a connection are gone, it
/// is closed. On the loop's thread only.
class StreamWriter {
  detail::UserRef<detail::Connection> C;

public:
  explicit StreamWriter(detail::UserRef<detail::Connection> C) noexcept
      : C(std::move(C)) {}

  /// Sends, or keeps to be sent as soon as possible. Does not wait and does not
  /// tell of errors: `drain` does both. Throws std::runtime_error after
  /// `write_eof`.
  void write(std::string_view Data) const { C->write(Data); }
  /// All elements of a range of strings.
  template <class Range> void writelines(const Range &Lines) const {
    std::string All;
    for (const auto &Line : Lines)
      All += std::string_view(Line);
    write(All);
  }
  /// Waits while more than the high water mark is unsent, until it is no more
  /// than the low one. Throws what the connection failed with, and
  /// std::system_error (ECONNRESET) if it is closed.
  Coro<> drain() const;
  /// Ends this direction after what was written. Throws std::system_error, and
  /// std::runtime_error if a pipe cannot do that.
  void write_eof() const { C->writeEof(); }
  bool can_write_eof() const noexcept { return C->canWriteEof(); }
  /// Closes after what was written has been sent. A reader that waits gets the
  /// end.
  void close() const noexcept { C->close(); }
  bool is_closing() const noexcept { return C->closing(); }
  /// Closes without sending the rest (asyncio: transport.abort()).
  void abort() const noexcept { C->abort(); }
  /// Waits until it is closed; throws what it failed with.
  Coro<> wait_closed() const;

  // asyncio: get_extra_info() and transport.
  /// The peer; none if it is a pipe.
  std::optional<Address> peername() const { return C->peer(); }
  /// This end; none if it is a pipe or closed.
  std::optional<Address> sockname() const;
  TransportSocket socket() const noexcept {
    return TransportSocket(C->fileno());
  }
  /// How many bytes are unsent.
  std::size_t get_write_buffer_size() const noexcept { return C->unsent(); }
  /// In bytes; without `Low` a quarter of `High`. Throws std::invalid_argument
  /// if `Low` is more than `High`.
  void set_write_buffer_limits(std::size_t High,
                               std::optional<std::size_t> Low = {}) const {
    C->setWaterMarks(High, Low.value_or(High / 4));
  }
  /// The low and the high one.
  std::pair<std::size_t, std::size_t> get_write_buffer_limits() const noexcept {
    return C->waterMarks();
  }
};

/// How to connect.
struct ConnectionOptions {
  /// Of the reader.
  std::size_t Limit = StreamReader::DefaultLimit;
  /// AF_INET or AF_INET6 only.
  int Family = 0;
  /// Further flags for getaddrinfo.
  int Flags = 0;
  /// Where to connect from.
  std::optional<Address> LocalAddress = {};
};

/// Connects to the first address of `Host` that answers. Throws what
/// `getaddrinfo` throws, and std::system_error: that of the connection if all
/// failed alike, else one that tells of all.
Coro<std::pair<StreamReader, StreamWriter>>
open_connection(std::string Host, std::uint16_t Port,
                ConnectionOptions Options = {});
/// The same with a socket that is connected. Throws std::invalid_argument if it
/// is no stream.
Coro<std::pair<StreamReader, StreamWriter>>
open_connection(Socket Connected, ConnectionOptions Options = {});
Coro<std::pair<StreamReader, StreamWriter>>
open_unix_connection(std::string Path,
                     std::size_t Limit = StreamReader::DefaultLimit);

} // namespace aio

#endif // AIO_STREAMS_H
