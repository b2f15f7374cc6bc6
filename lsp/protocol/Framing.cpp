//===- Framing.cpp - messages on a stream of bytes ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Framing.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using llvm::StringRef;

namespace corolint::lsp {

namespace {

constexpr size_t MaxLine = 8 << 10;
constexpr size_t MaxHeader = 64 << 10;
constexpr size_t BufferSize = 64 << 10;

/// Calls `Transfer` until it moves bytes, ends or fails for good.
template <typename Fn>
ssize_t persist(int Descriptor, short Event, Fn Transfer) {
  while (true) {
    ssize_t Count = Transfer();
    if (Count >= 0)
      return Count;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd Wait{Descriptor, Event, 0};
      if (poll(&Wait, 1, /*timeout=*/-1) < 0 && errno != EINTR)
        return -1;
    } else if (errno != EINTR) {
      return -1;
    }
  }
}

ReadResult fatal(const llvm::Twine &Text) {
  return {ReadResult::Error, Text.str(), /*Fatal=*/true};
}

/// Whether the value of a Content-Type names no charset or UTF-8, which old
/// clients call "utf8".
bool isUtf8(StringRef ContentType) {
  llvm::SmallVector<StringRef> Parameters;
  ContentType.split(Parameters, ';');
  for (StringRef Parameter : llvm::drop_begin(Parameters)) {
    auto [Name, Value] = Parameter.split('=');
    if (!Name.trim().equals_insensitive("charset"))
      continue;
    Value = Value.trim().trim('"');
    if (!Value.equals_insensitive("utf-8") && !Value.equals_insensitive("utf8"))
      return false;
  }
  return true;
}

} // namespace

ByteSource readFrom(int Descriptor) {
  return [Descriptor](char *Buffer, size_t Size) {
    return persist(Descriptor, POLLIN,
                   [&] { return ::read(Descriptor, Buffer, Size); });
  };
}

ByteSink writeTo(int Descriptor) {
  return [Descriptor](const char *Buffer, size_t Size) {
    return persist(Descriptor, POLLOUT,
                   [&] { return ::write(Descriptor, Buffer, Size); });
  };
}

struct MessageReader::Header {
  size_t Length = 0;
  bool HasLength = false;
  /// Of a header that can be skipped together with its text.
  std::string Problem;
};

MessageReader::MessageReader(ByteSource Source, size_t Limit)
    : Source(std::move(Source)), Limit(Limit), Buffer(BufferSize) {}

bool MessageReader::fill() {
  Pos = Size = 0;
  ssize_t Count = Source(Buffer.data(), Buffer.size());
  Failed = Count < 0;
  if (Count > 0)
    Size = std::min(size_t(Count), Buffer.size());
  return Size != 0;
}

ReadResult MessageReader::cutOff(StringRef Where) const {
  return fatal(
      (Failed ? "the input cannot be read in " : "the input ends in ") + Where);
}

std::string MessageReader::readLine(std::string &Line) {
  Line.clear();
  while (Pos != Size || fill()) {
    char C = Buffer[Pos++];
    if (C == '\n') {
      if (Line.empty() || Line.back() != '\r')
        return "a header line that does not end in \\r\\n";
      Line.pop_back();
      return "";
    }
    if (!Line.empty() && Line.back() == '\r')
      return "a \\r inside a header line";
    Line += C;
    if (Line.size() > MaxLine)
      return "a header line that is longer than " + llvm::utostr(MaxLine) +
             " bytes";
  }
  return cutOff("a header").Text;
}

ReadResult MessageReader::readHeader(Header &Result) {
  if (Pos == Size && !fill())
    return Failed ? cutOff("a header") : ReadResult();

  std::string Line;
  for (size_t Total = 0; Total <= MaxHeader; Total += Line.size() + 2) {
    if (std::string Problem = readLine(Line); !Problem.empty())
      return fatal(Problem);
    if (Line.empty()) {
      if (!Result.HasLength)
        return fatal("a header without Content-Length");
      return {ReadResult::Message, "", false};
    }
    auto [Name, Value] = StringRef(Line).split(':');
    if (Name.size() == Line.size())
      return fatal("a header line without a colon");
    Value = Value.trim(" \t");
    if (Name.equals_insensitive("Content-Length")) {
      size_t Length = 0;
      // getAsInteger takes signs and prefixes, too.
      if (Value.empty() || !llvm::all_of(Value, llvm::isDigit) ||
          Value.getAsInteger(10, Length))
        return fatal("a Content-Length that is no number");
      if (Length > Limit)
        return fatal("a message that is longer than " + llvm::Twine(Limit) +
                     " bytes");
      if (Result.HasLength)
        return fatal("a header with two Content-Lengths");
      Result.Length = Length;
      Result.HasLength = true;
    } else if (Name.equals_insensitive("Content-Type") && !isUtf8(Value)) {
      Result.Problem = "a message that is not in UTF-8";
    }
  }
  return fatal("a header that is longer than " + llvm::Twine(MaxHeader) +
               " bytes");
}

ReadResult MessageReader::readBody(size_t Length) {
  ReadResult Result{ReadResult::Message, "", false};
  while (Result.Text.size() < Length) {
    if (Pos == Size && !fill())
      return cutOff("a message");
    size_t Count = std::min(Size - Pos, Length - Result.Text.size());
    Result.Text.append(Buffer.data() + Pos, Count);
    Pos += Count;
  }
  return Result;
}

ReadResult MessageReader::readMessage() {
  Header Head;
  ReadResult Result = readHeader(Head);
  if (Result.What != ReadResult::Message)
    return Result;
  Result = readBody(Head.Length);
  if (Result.What == ReadResult::Message && !Head.Problem.empty())
    return {ReadResult::Error, Head.Problem, /*Fatal=*/false};
  return Result;
}

ReadResult MessageReader::read() {
  if (Done)
    return Last;
  ReadResult Result = readMessage();
  Done = Result.What == ReadResult::End || Result.Fatal;
  if (Done)
    Last = Result;
  return Result;
}

bool MessageWriter::write(StringRef Text) {
  std::string Message =
      ("Content-Length: " + llvm::Twine(Text.size()) + "\r\n\r\n" + Text).str();
  std::lock_guard Lock(Mutex);
  for (StringRef Rest = Message; !Rest.empty() && !Broken;) {
    ssize_t Count = Sink(Rest.data(), Rest.size());
    if (Count > 0)
      Rest = Rest.drop_front(Count);
    else
      Broken = true;
  }
  return !Broken;
}

void MessageWriter::stop() {
  std::lock_guard Lock(Mutex);
  Broken = true;
}

} // namespace corolint::lsp
