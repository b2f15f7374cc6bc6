//===- subprocess.h - other programs ----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.subprocess. No signal (SIGCHLD) is used: the loop waits for the
// process by a descriptor (pidfd), which needs Linux 5.3.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SUBPROCESS_H
#define AIO_SUBPROCESS_H

#include <aio/coro.h>
#include <aio/streams.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aio {

/// What a program's standard stream is.
class Stdio {
public:
  enum class Kind { Inherit, Pipe, DevNull, SameAsStdout, Descriptor };

private:
  Kind Is;
  int Fd;

public:
  constexpr Stdio(Kind Is = Kind::Inherit) noexcept : Is(Is), Fd(-1) {}
  /// A descriptor, which stays the caller's.
  constexpr explicit Stdio(int Fd) noexcept : Is(Kind::Descriptor), Fd(Fd) {}
  constexpr Kind kind() const noexcept { return Is; }
  constexpr int fd() const noexcept { return Fd; }
};

inline constexpr Stdio PIPE = Stdio::Kind::Pipe;
inline constexpr Stdio DEVNULL = Stdio::Kind::DevNull;
/// For standard error only: where standard output goes.
inline constexpr Stdio STDOUT = Stdio::Kind::SameAsStdout;

/// How to start a program:
///
///   aio::SubprocessOptions().stdin_(aio::PIPE).cwd("/tmp")
///
/// No aggregate: GCC 12 makes bitwise copies of those within a `co_await`.
struct SubprocessOptions {
  /// This process's by default.
  Stdio Stdin, Stdout, Stderr;
  /// Of the readers.
  std::size_t Limit = StreamReader::DefaultLimit;
  /// Where it runs; here by default.
  std::optional<std::string> Cwd;
  /// Its environment ("NAME=VALUE"); this process's by default.
  std::optional<std::vector<std::string>> Env;
  /// In a session, and so in a process group, of its own.
  bool StartNewSession = false;

  SubprocessOptions() {}
  SubprocessOptions &&stdin_(Stdio Is) && {
    Stdin = Is;
    return std::move(*this);
  }
  SubprocessOptions &&stdout_(Stdio Is) && {
    Stdout = Is;
    return std::move(*this);
  }
  SubprocessOptions &&stderr_(Stdio Is) && {
    Stderr = Is;
    return std::move(*this);
  }
  SubprocessOptions &&limit(std::size_t Bytes) && {
    Limit = Bytes;
    return std::move(*this);
  }
  SubprocessOptions &&cwd(std::string Directory) && {
    Cwd = std::move(Directory);
    return std::move(*this);
  }
  SubprocessOptions &&env(std::vector<std::string> Variables) && {
    Env = std::move(Variables);
    return std::move(*this);
  }
  SubprocessOptions &&start_new_session() && {
    StartNewSession = true;
    return std::move(*this);
  }
};

namespace detail {
class ProcessState;
} // namespace detail

/// asyncio.subprocess.Process. A handle: the process runs on, and is waited for
/// by the loop, when all handles are gone. A process that still runs when the
/// loop is closed is killed. On the loop's thread only.
class Process {
  detail::ProcessState *S = nullptr;

public:
  /// With PIPE; else none. (`stdin` and so on are macros of C.)
  std::optional<StreamWriter> stdin_;
  std::optional<StreamReader> stdout_, stderr_;

  explicit Process(detail::ProcessState &State) noexcept;
  detail::ProcessState *state() const noexcept { return S; }
  Process(const Process &O) noexcept;
  Process(Process &&O) noexcept;
  Process &operator=(Process O) noexcept;
  ~Process();

  int pid() const noexcept;
  /// Its exit status, or -N after signal N; none while it runs (or the loop has
  /// not seen its end).
  std::optional<int> returncode() const noexcept;
  /// Waits for the end of the process, whatever is left in its pipes (as Python
  /// since 3.12; before, it waited for the pipes too). A process that fills a
  /// pipe that nobody reads never ends: `communicate` reads.
  Coro<int> wait() const;
  /// Sends `Input`, reads both streams to their ends, and waits. Gives standard
  /// output and error; "" for those that are no pipes. Throws std::logic_error
  /// if there is input and no pipe for it. Cancelled, it leaves the process
  /// running and has lost what was read.
  Coro<std::pair<std::string, std::string>>
  communicate(std::optional<std::string> Input = {}) const;
  /// They throw std::system_error, ESRCH (Python: ProcessLookupError), if the
  /// process has ended.
  void send_signal(int Signal) const;
  /// SIGTERM.
  void terminate() const;
  /// SIGKILL.
  void kill() const;
};

/// Arguments of a program, one by one. GCC 12 does not compile a list in braces
/// within a `co_await`.
template <class... S> std::vector<std::string> args(S &&...Each) {
  std::vector<std::string> Out;
  Out.reserve(sizeof...(S));
  (Out.emplace_back(std::forward<S>(Each)), ...);
  return Out;
}

/// Starts a program, which is looked for in PATH if its name has no slash. Its
/// descriptors are the standard streams only; its signals are as at the start
/// of any program, none of them blocked.
///
/// Throws std::system_error that names the program if it cannot be run (ENOENT,
/// EACCES), or the directory if that is why, and std::invalid_argument if
/// STDOUT is given for another stream than standard error, or a string has a
/// null byte.
Coro<Process> create_subprocess_exec(std::string Program,
                                     std::vector<std::string> Arguments = {},
                                     SubprocessOptions Options = {});
/// The same with a command for /bin/sh.
Coro<Process> create_subprocess_shell(std::string Command,
                                      SubprocessOptions Options = {});

} // namespace aio

#endif // AIO_SUBPROCESS_H
