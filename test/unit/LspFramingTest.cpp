//===- LspFramingTest.cpp - messages on a stream of bytes -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Framing.h"

#include "llvm/ADT/StringExtras.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>
#include <random>
#include <thread>

namespace corolint::lsp {
namespace {

/// Gives `Text` in pieces of at most `Piece` bytes.
ByteSource source(std::string Text, size_t Piece = 1 << 20) {
  return [Text = std::move(Text), Piece, Pos = size_t(0)](char *Buffer,
                                                          size_t Size) mutable {
    size_t Count = std::min({Size, Piece, Text.size() - Pos});
    std::memcpy(Buffer, Text.data() + Pos, Count);
    Pos += Count;
    return ssize_t(Count);
  };
}

/// What one read of `Text` gives: "end", "fatal: …", "error: …" or the text.
std::string readOne(MessageReader &Reader) {
  ReadResult Result = Reader.read();
  if (Result.What == ReadResult::End)
    return "end";
  if (Result.What == ReadResult::Error)
    return (Result.Fatal ? "fatal: " : "error: ") + Result.Text;
  return Result.Text;
}

std::string readOne(std::string Text) {
  MessageReader Reader(source(std::move(Text)));
  return readOne(Reader);
}

TEST(LspFraming, Messages) {
  for (size_t Piece : {1, 2, 7, 1000}) {
    MessageReader Reader(source("Content-Length: 2\r\n\r\n{}"
                                "content-length:  4 \r\n"
                                "X-Unknown: a: b\r\n"
                                "CONTENT-TYPE: x/y; charset=UTF-8\r\n\r\nnull"
                                "Content-Type: x/y;charset=\"utf8\"\r\n"
                                "Content-Length: 0\r\n\r\n",
                                Piece));
    EXPECT_EQ(readOne(Reader), "{}");
    EXPECT_EQ(readOne(Reader), "null");
    EXPECT_EQ(readOne(Reader), "");
    EXPECT_EQ(readOne(Reader), "end");
    EXPECT_EQ(readOne(Reader), "end");
  }
}

TEST(LspFraming, Nothing) { EXPECT_EQ(readOne(""), "end"); }

TEST(LspFraming, CutOff) {
  std::string Whole = "Content-Length: 2\r\n\r\n{}";
  for (size_t Size = 1; Size < Whole.size(); ++Size)
    EXPECT_EQ(readOne(Whole.substr(0, Size)),
              Size < Whole.size() - 2 ? "fatal: the input ends in a header"
                                      : "fatal: the input ends in a message");
}

TEST(LspFraming, BadHeaders) {
  EXPECT_EQ(readOne("Content-Length: 2\n\n{}"),
            "fatal: a header line that does not end in \\r\\n");
  EXPECT_EQ(readOne("Content-Length: 2\r\n\n{}"),
            "fatal: a header line that does not end in \\r\\n");
  EXPECT_EQ(readOne("Content\r-Length: 2\r\n\r\n{}"),
            "fatal: a \\r inside a header line");
  EXPECT_EQ(readOne("\r\n{}"), "fatal: a header without Content-Length");
  EXPECT_EQ(readOne("X: 1\r\n\r\n{}"),
            "fatal: a header without Content-Length");
  EXPECT_EQ(readOne("hello\r\n\r\n"), "fatal: a header line without a colon");
  EXPECT_EQ(readOne("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
            "fatal: a header with two Content-Lengths");
  for (const char *Length : {"", "-1", "+1", "0x1", "1a", "1 2", "2.0",
                             "99999999999999999999999999"})
    EXPECT_EQ(readOne(std::string("Content-Length: ") + Length + "\r\n\r\n{}"),
              "fatal: a Content-Length that is no number")
        << Length;
}

TEST(LspFraming, Limits) {
  MessageReader Exact(source("Content-Length: 4\r\n\r\nnull"), 4);
  EXPECT_EQ(readOne(Exact), "null");
  MessageReader Longer(source("Content-Length: 5\r\n\r\nfalse"), 4);
  EXPECT_EQ(readOne(Longer), "fatal: a message that is longer than 4 bytes");
  EXPECT_EQ(readOne(Longer), "fatal: a message that is longer than 4 bytes");
  EXPECT_EQ(readOne("Content-Length: 268435457\r\n\r\n"),
            "fatal: a message that is longer than 268435456 bytes");

  EXPECT_EQ(readOne("X: " + std::string(8000, 'x') +
                    "\r\nContent-Length: 2\r\n\r\n{}"),
            "{}");
  EXPECT_EQ(readOne("X: " + std::string(8192, 'x') + "\r\n\r\n"),
            "fatal: a header line that is longer than 8192 bytes");
  std::string Many;
  for (int I = 0; I < 10000; ++I)
    Many += "X: abcdef\r\n";
  EXPECT_EQ(readOne(Many), "fatal: a header that is longer than 65536 bytes");
}

TEST(LspFraming, WrongCharsetCostsOneMessage) {
  MessageReader Reader(source("Content-Type: x/y; charset=latin1\r\n"
                              "Content-Length: 2\r\n\r\n{}"
                              "Content-Length: 4\r\n\r\nnull"));
  EXPECT_EQ(readOne(Reader), "error: a message that is not in UTF-8");
  EXPECT_EQ(readOne(Reader), "null");
  EXPECT_EQ(readOne(Reader), "end");
}

TEST(LspFraming, FailingSource) {
  MessageReader Reader([](char *, size_t) { return ssize_t(-1); });
  EXPECT_EQ(readOne(Reader), "fatal: the input cannot be read in a header");
  bool First = true;
  MessageReader Later([&](char *Buffer, size_t) {
    if (!First)
      return ssize_t(-1);
    First = false;
    llvm::StringRef Text = "Content-Length: 2\r\n\r\n";
    std::memcpy(Buffer, Text.data(), Text.size());
    return ssize_t(Text.size());
  });
  EXPECT_EQ(readOne(Later), "fatal: the input cannot be read in a message");
}

TEST(LspFraming, ShortWrites) {
  std::string Written;
  MessageWriter Writer([&](const char *Buffer, size_t Size) {
    Written.append(Buffer, std::min<size_t>(Size, 3));
    return ssize_t(std::min<size_t>(Size, 3));
  });
  EXPECT_TRUE(Writer.write("{\"a\":\"\xc3\xa4\"}"));
  EXPECT_EQ(Written, "Content-Length: 10\r\n\r\n{\"a\":\"\xc3\xa4\"}");
}

TEST(LspFraming, BrokenSink) {
  unsigned Calls = 0;
  MessageWriter Writer([&](const char *, size_t) {
    return ++Calls == 1 ? ssize_t(5) : ssize_t(-1);
  });
  EXPECT_FALSE(Writer.isBroken());
  EXPECT_FALSE(Writer.write("{}"));
  EXPECT_TRUE(Writer.isBroken());
  EXPECT_FALSE(Writer.write("{}"));
  EXPECT_EQ(Calls, 2u);
}

TEST(LspFraming, Stop) {
  MessageWriter Writer([](const char *, size_t Size) { return ssize_t(Size); });
  EXPECT_TRUE(Writer.write("{}"));
  Writer.stop();
  EXPECT_FALSE(Writer.write("{}"));
}

struct Pipe {
  int Ends[2];
  Pipe() { EXPECT_EQ(pipe(Ends), 0); }
  ~Pipe() {
    closeEnd(0);
    closeEnd(1);
  }
  void closeEnd(int End) {
    if (Ends[End] >= 0)
      close(Ends[End]);
    Ends[End] = -1;
  }
};

TEST(LspFraming, ReaderIsGone) {
  auto *Old = std::signal(SIGPIPE, SIG_IGN);
  Pipe P;
  MessageWriter Writer(writeTo(P.Ends[1]));
  EXPECT_TRUE(Writer.write("{}"));
  P.closeEnd(0);
  EXPECT_FALSE(Writer.write("{}"));
  EXPECT_TRUE(Writer.isBroken());
  std::signal(SIGPIPE, Old);
}

// More than a pipe holds, from several threads, over descriptors that never
// block.
TEST(LspFraming, ThreadsDoNotMix) {
  Pipe P;
  for (int End : P.Ends)
    fcntl(End, F_SETFL, fcntl(End, F_GETFL) | O_NONBLOCK);
  constexpr unsigned Threads = 4, Each = 50;
  MessageWriter Writer(writeTo(P.Ends[1]));
  std::vector<std::thread> Writers;
  for (unsigned T = 0; T < Threads; ++T)
    Writers.emplace_back([&, T] {
      for (unsigned I = 0; I < Each; ++I)
        EXPECT_TRUE(Writer.write(std::string(1 + I * 300, char('a' + T))));
    });
  std::thread Closer([&] {
    for (std::thread &W : Writers)
      W.join();
    P.closeEnd(1);
  });
  MessageReader Reader(readFrom(P.Ends[0]));
  unsigned Counts[Threads] = {};
  for (ReadResult R = Reader.read(); R.What != ReadResult::End;
       R = Reader.read()) {
    ASSERT_EQ(R.What, ReadResult::Message) << R.Text;
    unsigned T = R.Text.front() - 'a';
    ASSERT_LT(T, Threads);
    EXPECT_EQ(R.Text, std::string(1 + Counts[T]++ * 300, R.Text.front()));
  }
  Closer.join();
  for (unsigned Count : Counts)
    EXPECT_EQ(Count, Each);
}

TEST(LspFraming, SignalsDoNotCut) {
  struct sigaction Action = {}, Old;
  Action.sa_handler = [](int) {};
  sigaction(SIGUSR1, &Action, &Old); // without SA_RESTART
  Pipe P;
  pthread_t Waiting = pthread_self();
  std::thread Client([&] {
    MessageWriter Writer(writeTo(P.Ends[1]));
    for (unsigned I = 0; I < 20; ++I) {
      usleep(500);
      pthread_kill(Waiting, SIGUSR1);
      usleep(500);
      EXPECT_TRUE(Writer.write("{}"));
    }
    P.closeEnd(1);
  });
  MessageReader Reader(readFrom(P.Ends[0]));
  for (unsigned I = 0; I < 20; ++I)
    EXPECT_EQ(readOne(Reader), "{}");
  EXPECT_EQ(readOne(Reader), "end");
  Client.join();
  sigaction(SIGUSR1, &Old, nullptr);
}

} // namespace
} // namespace corolint::lsp
