//===- Framing.h - messages on a stream of bytes --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LSP's base protocol: every message is a header, "Content-Length: N\r\n\r\n",
// and N bytes of text. What is in the text is of no interest here.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_FRAMING_H
#define COROLINT_LSP_PROTOCOL_FRAMING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace corolint::lsp {

/// Puts up to `Size` bytes into `Buffer`, and returns how many: at least one,
/// 0 at the end, less than 0 on an error. It waits until there are some.
using ByteSource = std::function<ssize_t(char *Buffer, size_t Size)>;

/// Takes up to `Size` bytes, and returns how many; less than 1 on an error.
using ByteSink = std::function<ssize_t(const char *Buffer, size_t Size)>;

/// The bytes of a file descriptor, which is not closed. Signals and
/// descriptors that do not block are no errors.
ByteSource readFrom(int Descriptor);

/// Writes to a file descriptor, which is not closed. A reader that is gone is
/// an error, if the program ignores SIGPIPE.
ByteSink writeTo(int Descriptor);

/// What was read.
struct ReadResult {
  enum Kind {
    /// `Text` is the text of a message.
    Message,
    /// The stream ended where a message could have begun.
    End,
    /// `Text` says what is wrong.
    Error
  };
  Kind What = End;
  std::string Text;
  /// Of an error: nothing more can be read, because nobody knows where the
  /// next message begins, or because the stream is broken.
  bool Fatal = false;
};

/// Reads messages. For one thread.
class MessageReader {
public:
  /// `Limit` is the greatest length of a text, in bytes. Memory is taken as
  /// the text arrives, not as the header announces it.
  explicit MessageReader(ByteSource Source, size_t Limit = 256u << 20);

  /// Waits for the next message. After the end or a fatal error, it gives that
  /// again.
  ReadResult read();

private:
  struct Header;

  /// Fetches bytes; false at the end of the stream or if it fails.
  bool fill();
  /// The error of a stream that gives no more bytes.
  ReadResult cutOff(llvm::StringRef Where) const;
  ReadResult readHeader(Header &Result);
  /// Reads a line into `Line`, without its end. Gives "" or an error.
  std::string readLine(std::string &Line);
  ReadResult readBody(size_t Length);
  ReadResult readMessage();

  ByteSource Source;
  const size_t Limit;
  /// The bytes from `Pos` to `Size` are still to be used.
  std::vector<char> Buffer;
  size_t Pos = 0, Size = 0;
  bool Failed = false;
  bool Done = false;
  ReadResult Last;
};

/// Writes messages. Any thread may use it at any time: messages do not mix.
class MessageWriter {
public:
  explicit MessageWriter(ByteSink Sink) : Sink(std::move(Sink)) {}

  /// Writes a whole message; waits until it is written. False if it is not:
  /// the stream then has half a message, and all later ones fail as well.
  bool write(llvm::StringRef Text);

  /// Waits for a message that is just written; all later ones fail. The sink
  /// is not called any more.
  void stop();

  /// Whether a message could not be written.
  bool isBroken() const { return Broken; }

private:
  std::mutex Mutex;
  ByteSink Sink;
  std::atomic<bool> Broken = false;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_FRAMING_H
