//===- IoSupport.h - what tests of I/O share --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_TEST_IO_SUPPORT_H
#define AIO_TEST_IO_SUPPORT_H

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace aio::test {

/// How many descriptors this process has open.
inline std::size_t openDescriptors() {
  std::size_t N = 0;
  for ([[maybe_unused]] const auto &E :
       std::filesystem::directory_iterator("/proc/self/fd"))
    ++N;
  return N;
}

/// Fails if the test has more descriptors open at its end than at its start.
class NoLeak {
  std::size_t Before = openDescriptors();

public:
  ~NoLeak() { EXPECT_EQ(openDescriptors(), Before); }
};

/// The processes that this one has started and not waited for, but not those
/// of a sanitizer.
inline std::vector<int> children() {
  std::vector<int> Out;
  for (auto &Thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream In(Thread.path() / "children");
    EXPECT_TRUE(In) << "no " << Thread.path() << "/children";
    for (int Pid; In >> Pid;) {
      std::string Name;
      std::getline(std::ifstream("/proc/" + std::to_string(Pid) + "/comm"),
                   Name);
      if (!Name.starts_with("llvm-symbolize"))
        Out.push_back(Pid);
    }
  }
  return Out;
}

/// The error code that awaiting `X` throws; none if it throws nothing.
template <class A> Coro<std::error_code> errorOf(A X) {
  try {
    (void)co_await std::move(X);
  } catch (const std::system_error &E) {
    co_return E.code();
  }
  co_return std::error_code();
}

/// Whether awaiting the task throws CancelledError.
template <class T> Coro<bool> endsCancelled(Task<T> X) {
  try {
    (void)co_await X;
  } catch (const CancelledError &) {
    co_return true;
  }
  co_return false;
}

/// What a server does with a connection.
inline Coro<> echo(StreamReader R, StreamWriter W) {
  for (;;) {
    std::string Data = co_await R.read(65536);
    if (Data.empty())
      break;
    W.write(Data);
    co_await W.drain();
  }
  W.close();
}

/// A connected pair over TCP.
inline std::pair<Socket, Socket> tcpPair() {
  Socket L(AF_INET, SOCK_STREAM);
  L.bind(Address::ip("127.0.0.1", 0));
  L.listen();
  Address At = L.getsockname();
  int A = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(A, At.data(), At.size()) < 0)
    throw std::system_error(errno, std::generic_category(), "connect");
  int B = ::accept(L.fileno(), nullptr, nullptr);
  return {Socket::adopt(A), Socket::adopt(B)};
}

/// Has the peer see a reset when it is closed.
inline void resetOnClose(Socket &S) {
  linger L{1, 0};
  ::setsockopt(S.fileno(), SOL_SOCKET, SO_LINGER, &L, sizeof L);
}

} // namespace aio::test

#endif // AIO_TEST_IO_SUPPORT_H
