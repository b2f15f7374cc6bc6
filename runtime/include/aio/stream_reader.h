//===- stream_reader.h - reading from streams -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_STREAM_READER_H
#define AIO_STREAM_READER_H

#include <aio/coro.h>
#include <aio/detail/byte_buffer.h>
#include <aio/event_loop.h>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

/// The stream ended within what was to be read. Python: asyncio's, an EOFError.
class IncompleteReadError : public std::runtime_error {
  std::string Partial;
  std::optional<std::size_t> Expected;

public:
  /// `Expected`: how many bytes were; none if that is not known.
  IncompleteReadError(std::string Partial, std::optional<std::size_t> Expected);
  /// What came before the end.
  const std::string &partial() const noexcept { return Partial; }
  std::optional<std::size_t> expected() const noexcept { return Expected; }
};

/// More came than the stream's limit without the separator.
class LimitOverrunError : public std::runtime_error {
  std::size_t Consumed;

public:
  LimitOverrunError(const std::string &Message, std::size_t Consumed)
      : runtime_error(Message), Consumed(Consumed) {}
  /// How many of the bytes, which are still in the stream, are no part of a
  /// separator.
  std::size_t consumed() const noexcept { return Consumed; }
};

namespace detail {

/// What a StreamReader refers to. Its users are the readers and writers in the
/// program's hands; the loop may keep it alive without any.
class ReaderState {
  unsigned Refs = 0, Users = 0;
  std::size_t Limit;
  ByteBuffer Buffer;
  bool Eof = false, Paused = false;
  std::exception_ptr Error;
  /// Of the one who waits for data.
  std::optional<Future<>> Waiter;

protected:
  EventLoop &Loop;

  virtual ~ReaderState() = default;
  /// No more data until `resumeReading`; false if that is not possible.
  virtual bool pauseReading() noexcept { return false; }
  virtual void resumeReading() noexcept {}
  /// The last user is gone.
  virtual void noUsers() noexcept {}

  ByteBuffer &buffer() noexcept { return Buffer; }
  /// `N` bytes have been put into the buffer.
  void fed() noexcept;

public:
  /// Throws std::invalid_argument if the limit is 0.
  ReaderState(EventLoop &Loop, std::size_t Limit);
  ReaderState(const ReaderState &) = delete;
  ReaderState &operator=(const ReaderState &) = delete;

  static void retain(ReaderState &S) noexcept { ++S.Refs; }
  static void release(ReaderState &S) noexcept {
    if (--S.Refs == 0)
      delete &S;
  }
  static void addUser(ReaderState &S) noexcept {
    ++S.Users;
    ++S.Refs;
  }
  static void removeUser(ReaderState &S) noexcept {
    if (--S.Users == 0)
      S.noUsers();
    release(S);
  }

  std::size_t limit() const noexcept { return Limit; }
  bool ended() const noexcept { return Eof; }
  bool atEof() const noexcept { return Eof && Buffer.empty(); }
  const std::exception_ptr &error() const noexcept { return Error; }
  void checkError() const {
    if (Error) [[unlikely]]
      std::rethrow_exception(Error);
  }
  std::string_view bytes() const noexcept { return Buffer.view(); }
  std::size_t consume(std::size_t N) noexcept {
    Buffer.consume(N);
    return N;
  }
  void dropBytes() noexcept { Buffer.clear(); }
  /// The program has taken bytes: more may come.
  void maybeResume() noexcept;

  void feedData(std::string_view Data);
  void feedEof() noexcept;
  void setError(std::exception_ptr E);
  /// To be awaited; then `stopWaiting`.
  Future<> startWaiting(const char *Function);
  void stopWaiting(const Future<> &W) noexcept {
    if (Waiter && *Waiter == W)
      Waiter.reset();
  }

private:
  void wake() noexcept;
};

/// A user's reference.
template <class State> class UserRef {
  State *S = nullptr;

public:
  UserRef() = default;
  explicit UserRef(State &Of) noexcept : S(&Of) { ReaderState::addUser(*S); }
  UserRef(const UserRef &O) noexcept : S(O.S) {
    if (S)
      ReaderState::addUser(*S);
  }
  UserRef(UserRef &&O) noexcept : S(std::exchange(O.S, nullptr)) {}
  UserRef &operator=(UserRef O) noexcept {
    std::swap(S, O.S);
    return *this;
  }
  ~UserRef() {
    if (S)
      ReaderState::removeUser(*S);
  }
  State *operator->() const noexcept { return S; }
  State &operator*() const noexcept { return *S; }
  explicit operator bool() const noexcept { return S; }
};

} // namespace detail

/// asyncio.StreamReader: what comes in from a connection, a pipe, or whoever
/// calls `feed_data`. A handle: copies read from the same stream. On the loop's
/// thread only.
///
/// Data that has come in and not been read is kept. If there is more than twice
/// the limit, the kernel is left to hold back the rest.
///
/// All that read throw what the stream failed with (std::system_error, for
/// instance ECONNRESET), and std::runtime_error if another coroutine already
/// waits for data. A cancelled one has taken nothing out of the stream, except
/// for `read()`, which loses what it has read.
class StreamReader {
  detail::UserRef<detail::ReaderState> S;

public:
  /// asyncio's default limit.
  static constexpr std::size_t DefaultLimit = 65536;

  /// A stream that the program itself feeds, of the loop that runs on this
  /// thread. Throws std::invalid_argument if the limit is 0.
  explicit StreamReader(std::size_t Limit = DefaultLimit);
  explicit StreamReader(detail::UserRef<detail::ReaderState> S) noexcept
      : S(std::move(S)) {}

  /// All until the end.
  Coro<std::string> read() const;
  /// What is there, at least one byte unless the stream has ended, and at most
  /// `AtMost`.
  Coro<std::string> read(std::size_t AtMost) const;
  /// The next line with its "\n"; without it if the stream ends before, so ""
  /// at the end. Throws std::invalid_argument (Python: ValueError) if the line
  /// is longer than the limit; it is removed then, or as much of it as there
  /// is.
  Coro<std::string> readline() const;
  /// So many bytes. Throws IncompleteReadError.
  Coro<std::string> readexactly(std::size_t N) const;
  /// All up to the separator, and the separator. Throws IncompleteReadError,
  /// LimitOverrunError (nothing is removed then), and std::invalid_argument if
  /// the separator is empty.
  Coro<std::string> readuntil(std::string Separator = "\n") const;
  /// The stream has ended and all was read.
  bool at_eof() const noexcept { return S->atEof(); }
  /// What the stream failed with, or null.
  std::exception_ptr exception() const noexcept { return S->error(); }

  // For those who feed the stream.
  /// Throws std::logic_error after `feed_eof`.
  void feed_data(std::string_view Data) const;
  void feed_eof() const noexcept { S->feedEof(); }
  void set_exception(std::exception_ptr E) const { S->setError(std::move(E)); }
};

} // namespace aio

#endif // AIO_STREAM_READER_H
