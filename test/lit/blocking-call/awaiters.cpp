// RUN: %check %s
// renamed: keep-models
//
// An awaiter's methods run on the thread of the coroutine that awaits it.

#include "mini/mini.h"

#include <chrono>
#include <coroutine>
#include <thread>
#include <unistd.h>

struct SlowReady {
  bool await_ready() const { return ::usleep(100) == 0; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

struct SlowSuspend {
  int Fd;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) const {
    ::fsync(Fd);
    return false;
  }
  void await_resume() const noexcept {}
};

struct ReadResult {
  int Fd;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) const {
    mini::loop::current().resume_soon(Waiting);
  }
  char await_resume() const { return fetch(); }
  char fetch() const {
    char Byte = 0;
    ::read(Fd, &Byte, 1);
    return Byte;
  }
};

// The sleep is on a thread of its own.
struct OnThread {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) const {
    mini::loop &Home = mini::loop::current();
    Home.add_work();
    std::thread([&Home, Waiting] {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      Home.post([&Home, Waiting] {
        Home.remove_work();
        Waiting.resume();
      });
    }).detach();
  }
  void await_resume() const noexcept {}
};

struct Saved {
  int Fd;
  auto operator co_await() const {
    ::fsync(Fd);
    return mini::yield();
  }
};

struct Remembered {
  int Fd;
  auto operator co_await() const { return mini::yield(); }
  void save() const { ::fsync(Fd); }
};

mini::task<char> awaits(int Fd) {
  co_await SlowReady{}; // expect: coro-blocking-call
  SlowSuspend Suspend{Fd};
  co_await Suspend; // expect: coro-blocking-call
  co_await Remembered{Fd};
  char Byte = co_await ReadResult{Fd}; // expect: coro-blocking-call
  co_await OnThread{};
  co_return Byte;
}

mini::task<> operators(int Fd) {
  co_await Saved{Fd}; // expect: coro-blocking-call
  ReadResult Unused{Fd};
  Remembered Also{Fd};
  co_await Also;
  (void)Unused;
}
