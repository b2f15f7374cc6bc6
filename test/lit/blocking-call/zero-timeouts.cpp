// RUN: %check %s
// renamed: keep-models
//
// A wait with no time to wait is a question. Each comes with its twin that
// does wait.

#include "mini/mini.h"

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <poll.h>
#include <semaphore>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/wait.h>

using namespace std::chrono_literals;

mini::task<int> descriptors(pollfd *Entry, int Epoll, epoll_event *Event) {
  int N = ::poll(Entry, 1, 0);
  N += ::poll(Entry, 1, 100); // expect: coro-blocking-call
  co_await mini::yield();
  const int NoWait = 0;
  N += ::epoll_wait(Epoll, Event, 1, NoWait);
  N += ::epoll_wait(Epoll, Event, 1, -1); // expect: coro-blocking-call
  timeval Zero{0, 0};
  N += ::select(0, nullptr, nullptr, nullptr, &Zero);
  co_return N + ::select(0, nullptr, nullptr, nullptr, nullptr); // expect: coro-blocking-call
}

mini::task<int> children(pid_t Pid, int Fd) {
  int Status = 0;
  if (::waitpid(Pid, &Status, WNOHANG) == 0) {
    co_await mini::yield();
    ::waitpid(Pid, &Status, 0); // expect: coro-blocking-call
  }
  ::flock(Fd, LOCK_EX | LOCK_NB);
  ::flock(Fd, LOCK_EX); // expect: coro-blocking-call
  co_return Status;
}

mini::task<int> futures(std::future<int> &Future) {
  constexpr auto Zero = std::chrono::seconds::zero();
  if (Future.wait_for(0s) == std::future_status::ready)
    co_return Future.get();
  if (Future.wait_for(Zero) == std::future_status::deferred)
    co_return 0;
  co_await mini::yield();
  if (Future.wait_for(1s) == std::future_status::timeout) // expect: coro-blocking-call
    co_return 1;
  co_return 2;
}

mini::task<bool> locks(std::timed_mutex &M, std::binary_semaphore &S) {
  if (M.try_lock()) {
    M.unlock();
    co_return true;
  }
  std::unique_lock<std::timed_mutex> Lock(M, std::try_to_lock);
  if (Lock.owns_lock())
    co_return true;
  if (S.try_acquire()) {
    S.release();
    co_return true;
  }
  if (S.try_acquire_for(0ms))
    co_return false;
  co_return S.try_acquire_for(20ms); // expect: coro-blocking-call
}
