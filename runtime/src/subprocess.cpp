//===- subprocess.cpp - other programs ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/subprocess.h"

#include "aio/task.h"
#include "launch.h"

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>

namespace aio {
namespace detail {

/// A process. The loop keeps it until it has ended, as do its handles.
class ProcessState final : public IoPort {
  unsigned Refs = 0;
  EventLoop &Loop;
  const int Pid;
  UniqueFd PidFd;
  std::optional<int> ReturnCode;
  std::vector<Future<int>> Waiters;

  void ready(unsigned) noexcept override;
  void loopClosed() noexcept override;
  /// Gets its status and thereby ends it. `Options` as of waitpid.
  bool reap(int Options) noexcept;

public:
  ProcessState(EventLoop &Loop, int Pid) noexcept : Loop(Loop), Pid(Pid) {}
  ~ProcessState() = default;
  static void retain(ProcessState &S) noexcept { ++S.Refs; }
  static void release(ProcessState &S) noexcept {
    if (--S.Refs == 0)
      delete &S;
  }
  /// Has the loop wait for it. Throws std::system_error; then it is killed.
  void start();
  /// The process must not run on unknown to everybody.
  void killAndReap() noexcept;
  int pid() const noexcept { return Pid; }
  std::optional<int> returncode() const noexcept { return ReturnCode; }
  Future<int> wait() { return Waiters.emplace_back(Loop); }
  void signal(int Number) {
    if (ReturnCode)
      throwError(ESRCH, "kill");
    checked(::kill(Pid, Number), "kill");
  }
};

bool ProcessState::reap(int Options) noexcept {
  int Status;
  pid_t Got;
  do
    Got = ::waitpid(Pid, &Status, Options);
  while (Got < 0 && errno == EINTR);
  if (Got == 0)
    return false;
  if (Got < 0)
    ReturnCode = 255; // Somebody else has got it; asyncio says so, too.
  else
    ReturnCode = WIFSIGNALED(Status) ? -WTERMSIG(Status) : WEXITSTATUS(Status);
  return true;
}

void ProcessState::killAndReap() noexcept {
  if (ReturnCode)
    return;
  ::kill(Pid, SIGKILL);
  reap(0);
}

void ProcessState::start() {
  try {
    // glibc has no function for it before 2.36.
    PidFd = checkedFd(static_cast<int>(::syscall(SYS_pidfd_open, Pid, 0)),
                      "pidfd_open");
    attach(Loop, PidFd.get());
  } catch (...) {
    killAndReap();
    throw;
  }
  retain(*this); // The loop's.
}

void ProcessState::ready(unsigned) noexcept {
  if (!reap(WNOHANG))
    return;
  for (const Future<int> &W : std::exchange(Waiters, {}))
    if (!W.done())
      W.set_result(*ReturnCode);
  // Not now: the loop is looking at its ports.
  struct Release final : Callback {
    ProcessState &S;
    explicit Release(ProcessState &S) : S(S) {}
    void run() override {
      S.detach();
      S.PidFd.reset();
      discard();
    }
    void discard() noexcept override {
      ProcessState &Of = S;
      delete this;
      ProcessState::release(Of);
    }
  };
  soon(*new Release(*this));
}

void ProcessState::loopClosed() noexcept {
  // If it has ended, the callback in the queue lets it go.
  if (ReturnCode)
    return;
  killAndReap();
  PidFd.reset();
  release(*this);
}

} // namespace detail

using namespace detail;

// --- Process ---------------------------------------------------------------

Process::Process(ProcessState &State) noexcept : S(&State) {
  ProcessState::retain(State);
}
Process::Process(const Process &O) noexcept
    : S(O.S), stdin_(O.stdin_), stdout_(O.stdout_), stderr_(O.stderr_) {
  if (S)
    ProcessState::retain(*S);
}
Process::Process(Process &&O) noexcept
    : S(std::exchange(O.S, nullptr)), stdin_(std::move(O.stdin_)),
      stdout_(std::move(O.stdout_)), stderr_(std::move(O.stderr_)) {}
Process &Process::operator=(Process O) noexcept {
  std::swap(S, O.S);
  stdin_.swap(O.stdin_);
  stdout_.swap(O.stdout_);
  stderr_.swap(O.stderr_);
  return *this;
}
Process::~Process() {
  if (S)
    ProcessState::release(*S);
}

int Process::pid() const noexcept { return S->pid(); }
std::optional<int> Process::returncode() const noexcept {
  return S->returncode();
}
void Process::send_signal(int Signal) const { S->signal(Signal); }
void Process::terminate() const { S->signal(SIGTERM); }
void Process::kill() const { S->signal(SIGKILL); }

namespace {

Coro<int> waitFor(Process, ProcessState &S) {
  if (S.returncode())
    co_return *S.returncode();
  co_return co_await S.wait();
}

Coro<> feed(StreamWriter To, std::string Input) {
  To.write(Input);
  try {
    co_await To.drain();
  } catch (const std::system_error &E) {
    // It need not read all.
    if (E.code() != std::errc::broken_pipe &&
        E.code() != std::errc::connection_reset)
      throw;
  }
  To.close();
}

Coro<std::string> readAll(StreamReader From) { co_return co_await From.read(); }

/// A task that does not outlive this.
template <class T> class Child {
  std::optional<Task<T>> Running;

public:
  void start(Coro<T> C) { Running = create_task(std::move(C)); }
  ~Child() {
    if (Running)
      Running->cancel();
  }
  /// The result; a default value if there is nothing to do.
  Coro<T> result() {
    if (Running)
      co_return co_await *Running;
    co_return T();
  }
};

Coro<std::pair<std::string, std::string>>
communicateWith(Process P, std::optional<std::string> Input) {
  if (Input && !P.stdin_)
    throw std::logic_error("the process's standard input is no pipe");
  Child<std::string> Out, Err;
  if (P.stdout_)
    Out.start(readAll(*P.stdout_));
  if (P.stderr_)
    Err.start(readAll(*P.stderr_));
  if (Input)
    co_await feed(*P.stdin_, std::move(*Input));
  std::string OutText = co_await Out.result();
  std::string ErrText = co_await Err.result();
  co_await P.wait();
  co_return std::pair(std::move(OutText), std::move(ErrText));
}

} // namespace

Coro<int> Process::wait() const { return waitFor(*this, *S); }
Coro<std::pair<std::string, std::string>>
Process::communicate(std::optional<std::string> Input) const {
  return communicateWith(*this, std::move(Input));
}

// --- Starting --------------------------------------------------------------

Coro<Process> create_subprocess_exec(std::string Program,
                                     std::vector<std::string> Arguments,
                                     SubprocessOptions Options) {
  EventLoop &Loop = get_running_loop();
  Arguments.insert(Arguments.begin(), std::move(Program));
  Spawned Ends = spawn(Arguments, Options);
  Process P(*new ProcessState(Loop, Ends.Pid));
  auto &S = *P.state();
  // NOLINTNEXTLINE(coro-blocking-call): it waits for a process that it killed
  S.start();
  auto Connect = [&](UniqueFd Fd, Connection::Kind Kind) {
    return UserRef<Connection>(
        *new Connection(Loop, std::move(Fd), Kind, Options.Limit));
  };
  try {
    if (Ends.In)
      P.stdin_.emplace(
          Connect(std::move(Ends.In), Connection::Kind::WriteOnly));
    for (auto [End, Reader] :
         {std::pair(&Ends.Out, &P.stdout_), std::pair(&Ends.Err, &P.stderr_)})
      if (*End) {
        auto C = Connect(std::move(*End), Connection::Kind::ReadPipe);
        Reader->emplace(UserRef<ReaderState>(*C));
      }
  } catch (...) {
    S.signal(SIGKILL); // The loop gets its status.
    throw;
  }
  co_return P;
}

Coro<Process> create_subprocess_shell(std::string Command,
                                      SubprocessOptions Options) {
  return create_subprocess_exec("/bin/sh", {"-c", std::move(Command)},
                                std::move(Options));
}

} // namespace aio
