//===- file.cpp - files
//----------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/file.h"

#include "aio/executor.h"

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace aio {

using detail::checked;
using detail::throwErrno;
using detail::UniqueFd;

namespace {

using SharedFd = std::shared_ptr<UniqueFd>;

/// Calls a system function again if a signal has interrupted it.
template <class F> ssize_t retried(const char *What, F Call) {
  ssize_t N;
  do
    N = Call();
  while (N < 0 && errno == EINTR);
  if (N < 0)
    throwErrno(What);
  return N;
}

std::string readOnce(SharedFd Fd, std::size_t AtMost) {
  std::string Data(AtMost, '\0');
  Data.resize(static_cast<std::size_t>(
      retried("read", [&] { return ::read(Fd->get(), Data.data(), AtMost); })));
  return Data;
}

std::string readRest(SharedFd Fd) {
  std::string All;
  for (;;) {
    std::string Data = readOnce(Fd, 1 << 16);
    if (Data.empty())
      return All;
    All += Data;
  }
}

std::string readAt(SharedFd Fd, std::size_t AtMost, off_t Offset) {
  std::string Data(AtMost, '\0');
  Data.resize(static_cast<std::size_t>(retried("pread", [&] {
    return ::pread(Fd->get(), Data.data(), AtMost, Offset);
  })));
  return Data;
}

void writeAll(SharedFd Fd, std::string Data) {
  for (std::string_view Left = Data; !Left.empty();)
    Left.remove_prefix(static_cast<std::size_t>(retried("write", [&] {
      return ::write(Fd->get(), Left.data(), Left.size());
    })));
}

void writeAllAt(SharedFd Fd, std::string Data, off_t Offset) {
  for (std::string_view Left = Data; !Left.empty();) {
    ssize_t N = retried("pwrite", [&] {
      return ::pwrite(Fd->get(), Left.data(), Left.size(), Offset);
    });
    Left.remove_prefix(static_cast<std::size_t>(N));
    Offset += N;
  }
}

void sync(SharedFd Fd) { checked(::fsync(Fd->get()), "fsync"); }

void closeNow(SharedFd Fd) {
  // After EINTR, too, it is closed.
  if (::close(Fd->release()) < 0 && errno != EINTR)
    throwErrno("close");
}

int openNow(std::string Path, int Flags, mode_t Mode) {
  int Fd;
  do
    Fd = ::open(Path.c_str(), Flags | O_CLOEXEC, Mode);
  while (Fd < 0 && errno == EINTR);
  return checked(Fd, Path.c_str());
}

File openFile(std::string Path, int Flags, mode_t Mode) {
  return File(openNow(std::move(Path), Flags, Mode));
}

std::string readFile(std::string Path) {
  return readRest(
      std::make_shared<UniqueFd>(openNow(std::move(Path), O_RDONLY, 0)));
}

void writeFile(std::string Path, std::string Data, mode_t Mode) {
  auto Fd = std::make_shared<UniqueFd>(
      openNow(std::move(Path), O_WRONLY | O_CREAT | O_TRUNC, Mode));
  writeAll(Fd, std::move(Data));
  closeNow(Fd);
}

} // namespace

// These are no coroutines themselves: the handle may be gone when they start.

Coro<std::string> File::read(std::size_t AtMost) const {
  return to_thread(readOnce, Fd, AtMost);
}
Coro<std::string> File::read() const { return to_thread(readRest, Fd); }
Coro<> File::write(std::string Data) const {
  return to_thread(writeAll, Fd, std::move(Data));
}
Coro<std::string> File::pread(std::size_t AtMost, off_t Offset) const {
  return to_thread(readAt, Fd, AtMost, Offset);
}
Coro<> File::pwrite(std::string Data, off_t Offset) const {
  return to_thread(writeAllAt, Fd, std::move(Data), Offset);
}
Coro<> File::fsync() const { return to_thread(sync, Fd); }
Coro<> File::close() const { return to_thread(closeNow, Fd); }

Coro<File> open_file(std::string Path, int Flags, mode_t Mode) {
  return to_thread(openFile, std::move(Path), Flags, Mode);
}
Coro<std::string> read_file(std::string Path) {
  return to_thread(readFile, std::move(Path));
}
Coro<> write_file(std::string Path, std::string Data, mode_t Mode) {
  return to_thread(writeFile, std::move(Path), std::move(Data), Mode);
}

} // namespace aio
