//===- process_pool.cpp - work in other processes -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/process_pool.h"

#include "aio/detail/thread_state.h"
#include "aio/detail/unique_fd.h"
#include "worker.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

namespace aio {
namespace detail {

class ProcessPool {
  struct Worker {
    int Pid;
    UniqueFd Channel;
  };
  mutable std::mutex Lock;
  std::condition_variable SomeFree;
  std::vector<Worker> Workers;
  /// Those that do nothing, by number.
  std::vector<std::size_t> Free;
  /// Why no more can be done.
  std::string Broken;

  void start();
  void breakDown(std::size_t Died);

public:
  explicit ProcessPool(unsigned Count);
  ProcessPool(const ProcessPool &) = delete;
  ProcessPool &operator=(const ProcessPool &) = delete;
  ~ProcessPool();
  std::string call(RemoteCall Call, std::string Request);
  void checkNotBroken() const {
    std::lock_guard Held(Lock);
    if (!Broken.empty())
      throw BrokenProcessPool(Broken);
  }
  std::vector<int> pids() const;
};

ProcessPool::ProcessPool(unsigned Count) {
  for (unsigned I = 0; I != Count; ++I)
    start();
}

void ProcessPool::start() {
  int Fds[2];
  checked(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Fds),
          "socketpair");
  UniqueFd Ours(Fds[0]), Theirs(Fds[1]);
  Workers.reserve(Workers.size() + 1);
  Free.reserve(Workers.size() + 1);
  std::fflush(nullptr); // Or the worker would print it once more.
  int Pid = checked(::fork(), "fork");
  if (Pid == 0)
    runWorker(Theirs.release());
  Free.push_back(Workers.size());
  Workers.push_back({Pid, std::move(Ours)});
}

ProcessPool::~ProcessPool() {
  // The end of its channel ends a worker, after what it does.
  for (Worker &W : Workers)
    W.Channel.reset();
  for (Worker &W : Workers)
    while (W.Pid > 0 && ::waitpid(W.Pid, nullptr, 0) < 0 && errno == EINTR)
      ;
}

std::vector<int> ProcessPool::pids() const {
  std::lock_guard Held(Lock);
  std::vector<int> Out;
  for (const Worker &W : Workers)
    if (W.Pid > 0)
      Out.push_back(W.Pid);
  return Out;
}

/// Python, too, gives up the whole pool: what the others would still do is not
/// known to be of use.
void ProcessPool::breakDown(std::size_t Died) {
  std::lock_guard Held(Lock);
  Worker &W = Workers[Died];
  int Status = 0;
  pid_t Got;
  do
    Got = ::waitpid(W.Pid, &Status, 0);
  while (Got < 0 && errno == EINTR);
  int Pid = std::exchange(W.Pid, -1);
  if (!Broken.empty())
    return; // That one was killed below.
  Broken = "worker process " + std::to_string(Pid);
  if (Got < 0)
    Broken += " is gone";
  else if (WIFSIGNALED(Status))
    Broken += " was killed by signal " + std::to_string(WTERMSIG(Status));
  else
    Broken += " ended with code " + std::to_string(WEXITSTATUS(Status));
  Broken += "; the pool is not usable any more";
  for (const Worker &Other : Workers)
    if (Other.Pid > 0)
      ::kill(Other.Pid, SIGKILL);
  SomeFree.notify_all();
}

std::string ProcessPool::call(RemoteCall Call, std::string Request) {
  std::size_t Number;
  {
    // There are as many threads as workers, so one is or becomes free.
    std::unique_lock Held(Lock);
    SomeFree.wait(Held, [this] { return !Free.empty() || !Broken.empty(); });
    if (!Broken.empty())
      throw BrokenProcessPool(Broken);
    Number = Free.back();
    Free.pop_back();
  }
  int Fd = Workers[Number].Channel.get();
  std::string Reply;
  if (!sendMessage(Fd, reinterpret_cast<std::uintptr_t>(Call), Request) ||
      !receiveMessage(Fd, Reply)) {
    breakDown(Number);
    checkNotBroken();
  }
  {
    std::lock_guard Held(Lock);
    Free.push_back(Number);
    SomeFree.notify_one();
  }
  return Reply;
}

} // namespace detail

std::string ProcessPoolExecutor::callIn(detail::ProcessPool &P,
                                        detail::RemoteCall Call,
                                        std::string Request) {
  std::string Reply = P.call(Call, std::move(Request));
  detail::throwIfFailed(Reply);
  return Reply;
}

void ProcessPoolExecutor::checkNotBroken() const {
  if (!P)
    throw std::runtime_error("cannot schedule new futures after shutdown");
  P->checkNotBroken();
}

static unsigned orCores(unsigned Count) {
  return Count ? Count : std::max(1u, std::thread::hardware_concurrency());
}

ProcessPoolExecutor::ProcessPoolExecutor(unsigned MaxWorkers)
    : P(std::make_shared<detail::ProcessPool>(orCores(MaxWorkers))),
      Threads(orCores(MaxWorkers), "aio-process") {}

ProcessPoolExecutor::~ProcessPoolExecutor() { shutdown(); }

void ProcessPoolExecutor::shutdown(bool Wait, bool CancelFutures) {
  Threads.shutdown(Wait, CancelFutures);
  // The last one who uses it waits for the processes.
  P.reset();
}

std::vector<int> ProcessPoolExecutor::pids() const {
  return P ? P->pids() : std::vector<int>();
}

} // namespace aio
