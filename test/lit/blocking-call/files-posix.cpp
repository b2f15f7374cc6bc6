// RUN: %check %s
// renamed: keep-models
//
// Descriptors and std::filesystem. Paths that are only put together, and the
// short calls on a descriptor, do not wait for anything.

#include "mini/mini.h"

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace fs = std::filesystem;

mini::task<ssize_t> copyBlock(int From, int To) {
  char Block[4096];
  ssize_t N = ::read(From, Block, sizeof(Block)); // expect: coro-blocking-call
  co_await mini::yield();
  if (N > 0)
    N = ::write(To, Block, static_cast<std::size_t>(N)); // expect: coro-blocking-call
  co_return N;
}

mini::task<> durable(int Fd, const char *Text) {
  pwrite(Fd, Text, 1, 0); // expect: coro-blocking-call
  if (fsync(Fd) != 0)     // expect: coro-blocking-call
    co_return;
  ::fdatasync(Fd); // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<bool> exclusive(int Fd) {
  if (::flock(Fd, LOCK_SH | LOCK_NB) == 0)
    co_return true;
  co_return ::flock(Fd, LOCK_EX) == 0; // expect: coro-blocking-call
}

mini::task<std::uintmax_t> backup(fs::path From, fs::path To) {
  fs::copy_file(From, To); // expect: coro-blocking-call
  co_await mini::yield();
  co_return fs::file_size(To); // expect: coro-blocking-call
}

mini::task<std::uintmax_t> cleared(fs::path Dir) {
  co_return fs::remove_all(Dir / "cache"); // expect: coro-blocking-call
}

// Only text.
mini::task<std::string> backupName(fs::path From) {
  fs::path To = From.parent_path() / From.filename();
  To.replace_extension(".bak");
  co_await mini::yield();
  co_return To.lexically_normal().string();
}

mini::task<int> descriptor(int Fd) {
  int Flags = ::fcntl(Fd, F_GETFD);
  ::fcntl(Fd, F_SETFD, Flags | FD_CLOEXEC);
  int Copy = ::dup(Fd);
  co_await mini::yield();
  ::flock(Fd, LOCK_UN);
  co_return Copy;
}
