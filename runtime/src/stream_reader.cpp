//===- stream_reader.cpp - reading from streams ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/stream_reader.h"

#include <algorithm>

namespace aio {

IncompleteReadError::IncompleteReadError(std::string PartialBytes,
                                         std::optional<std::size_t> Expected)
    : runtime_error(
          std::to_string(PartialBytes.size()) + " bytes read on a total of " +
          (Expected ? std::to_string(*Expected) : std::string("undefined")) +
          " expected bytes"),
      Partial(std::move(PartialBytes)), Expected(Expected) {}

namespace detail {

ReaderState::ReaderState(EventLoop &Loop, std::size_t Limit)
    : Limit(Limit), Loop(Loop) {
  if (!Limit)
    throw std::invalid_argument("Limit cannot be <= 0");
}

void ReaderState::wake() noexcept {
  if (!Waiter)
    return;
  Future<> W = *std::exchange(Waiter, std::nullopt);
  if (!W.done())
    W.set_result();
}

void ReaderState::fed() noexcept {
  wake();
  if (!Paused && Buffer.size() / 2 > Limit)
    Paused = pauseReading();
}

void ReaderState::feedData(std::string_view Data) {
  if (Eof)
    throw std::logic_error("feed_data after feed_eof");
  if (Data.empty())
    return;
  Buffer.append(Data);
  fed();
}

void ReaderState::feedEof() noexcept {
  Eof = true;
  wake();
}

void ReaderState::setError(std::exception_ptr E) {
  Error = E;
  if (!Waiter)
    return;
  Future<> W = *std::exchange(Waiter, std::nullopt);
  if (!W.done())
    W.set_exception(std::move(E));
}

void ReaderState::maybeResume() noexcept {
  if (Paused && Buffer.size() <= Limit) {
    Paused = false;
    resumeReading();
  }
}

Future<> ReaderState::startWaiting(const char *Function) {
  if (Waiter)
    throw std::runtime_error(std::string(Function) +
                             "() called while another coroutine is already "
                             "waiting for incoming data");
  // Or none would come: for a `readexactly` of more than the limit.
  if (Paused) {
    Paused = false;
    resumeReading();
  }
  Waiter.emplace(Loop);
  return *Waiter;
}

namespace {

using Ref = UserRef<ReaderState>;

/// Waits for data. Whatever ends the wait, nobody waits any more.
Coro<> waitForData(Ref S, const char *Function) {
  struct Stop {
    ReaderState &S;
    Future<> W;
    ~Stop() { S.stopWaiting(W); }
  } Waits{*S, S->startWaiting(Function)};
  co_await Waits.W;
}

std::string take(ReaderState &S, std::size_t N) {
  std::string Out(S.bytes().substr(0, N));
  S.consume(Out.size());
  return Out;
}

Coro<std::string> readSome(Ref S, std::size_t AtMost) {
  S->checkError();
  if (!AtMost)
    co_return std::string();
  if (S->bytes().empty() && !S->ended())
    co_await waitForData(S, "read");
  std::string Out = take(*S, AtMost);
  S->maybeResume();
  co_return Out;
}

Coro<std::string> readAll(Ref S) {
  std::string Out;
  for (;;) {
    std::string Block = co_await readSome(S, S->limit());
    if (Block.empty())
      co_return Out;
    Out += Block;
  }
}

Coro<std::string> readUntil(Ref S, std::string Separator) {
  if (Separator.empty())
    throw std::invalid_argument("Separator should be at least one-byte string");
  S->checkError();
  // There is no separator before this.
  std::size_t Offset = 0, At;
  for (;;) {
    std::string_view Bytes = S->bytes();
    if (Bytes.size() >= Offset + Separator.size()) {
      At = Bytes.find(Separator, Offset);
      if (At != Bytes.npos)
        break;
      // The last bytes may be the beginning of one.
      Offset = Bytes.size() + 1 - Separator.size();
      if (Offset > S->limit())
        throw LimitOverrunError(
            "Separator is not found, and chunk exceed the limit", Offset);
    }
    if (S->ended()) {
      std::string Rest(Bytes);
      S->dropBytes();
      throw IncompleteReadError(std::move(Rest), std::nullopt);
    }
    co_await waitForData(S, "readuntil");
  }
  if (At > S->limit())
    throw LimitOverrunError(
        "Separator is found, but chunk is longer than limit", At);
  std::string Out = take(*S, At + Separator.size());
  S->maybeResume();
  co_return Out;
}

Coro<std::string> readLine(Ref S) {
  try {
    co_return co_await readUntil(S, "\n");
  } catch (const IncompleteReadError &E) {
    co_return E.partial();
  } catch (const LimitOverrunError &E) {
    if (S->bytes().substr(E.consumed()).starts_with('\n'))
      S->consume(E.consumed() + 1);
    else
      S->dropBytes();
    S->maybeResume();
    throw std::invalid_argument(E.what());
  }
}

Coro<std::string> readExactly(Ref S, std::size_t N) {
  S->checkError();
  while (S->bytes().size() < N) {
    if (S->ended()) {
      std::string Rest(S->bytes());
      S->dropBytes();
      throw IncompleteReadError(std::move(Rest), N);
    }
    co_await waitForData(S, "readexactly");
  }
  std::string Out = take(*S, N);
  S->maybeResume();
  co_return Out;
}

} // namespace
} // namespace detail

StreamReader::StreamReader(std::size_t Limit)
    : S(*new detail::ReaderState(get_running_loop(), Limit)) {}

Coro<std::string> StreamReader::read() const { return detail::readAll(S); }
Coro<std::string> StreamReader::read(std::size_t AtMost) const {
  return detail::readSome(S, AtMost);
}
Coro<std::string> StreamReader::readline() const { return detail::readLine(S); }
Coro<std::string> StreamReader::readexactly(std::size_t N) const {
  return detail::readExactly(S, N);
}
Coro<std::string> StreamReader::readuntil(std::string Separator) const {
  return detail::readUntil(S, std::move(Separator));
}
void StreamReader::feed_data(std::string_view Data) const { S->feedData(Data); }

} // namespace aio
