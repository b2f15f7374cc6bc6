//===- file.h - files --------------------------------------------*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading and writing of files blocks, whatever kind of loop there is: it is
// done on the default executor. asyncio has nothing of its own for it.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_FILE_H
#define AIO_FILE_H

#include <aio/coro.h>
#include <aio/detail/unique_fd.h>

#include <cstddef>
#include <memory>
#include <string>
#include <sys/types.h>

namespace aio {

/// An open file. A handle: the file is closed, where that is done on the
/// thread, when the last handle and the last operation are gone. A cancelled
/// operation is done all the same; only its result is dropped. All functions
/// throw std::system_error.
class File {
  std::shared_ptr<detail::UniqueFd> Fd;

public:
  /// Takes over a descriptor.
  explicit File(int Fd) : Fd(std::make_shared<detail::UniqueFd>(Fd)) {}
  /// -1 if it is closed.
  int fileno() const noexcept { return Fd->get(); }
  /// At most so many bytes from the file's position on; "" at the end.
  Coro<std::string> read(std::size_t AtMost) const;
  /// All that is left.
  Coro<std::string> read() const;
  /// All of it, at the file's position.
  Coro<> write(std::string Data) const;
  /// The same at `Offset`, without moving the position.
  Coro<std::string> pread(std::size_t AtMost, off_t Offset) const;
  Coro<> pwrite(std::string Data, off_t Offset) const;
  Coro<> fsync() const;
  /// Tells of errors that come up only now.
  Coro<> close() const;
};

/// `Flags` and `Mode` as of open(2); the descriptor is closed by exec.
Coro<File> open_file(std::string Path, int Flags, mode_t Mode = 0666);
Coro<std::string> read_file(std::string Path);
/// Makes the file, or replaces what it held.
Coro<> write_file(std::string Path, std::string Data, mode_t Mode = 0666);

} // namespace aio

#endif // AIO_FILE_H
