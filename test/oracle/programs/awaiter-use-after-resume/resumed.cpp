// RUN: %oracle-asan %s
// shows: coro-awaiter-use-after-resume
//
// Awaiters that resume or destroy the coroutine, which ends, and then use themselves.

#include <aio/aio.h>

#include <coroutine>

using namespace std::chrono_literals;

int Sum = 0;

/// Runs by itself, and is gone when it has ended.
struct Fired {
  struct promise_type {
    Fired get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};
struct Resumes {
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Waiting.resume();
    ++Turns;
  }
  void await_resume() noexcept {}
};
struct ResumesByCopy {
  bool Twice;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    std::coroutine_handle<> Copy = Waiting;
    Copy();
    return !Twice;
  }
  void await_resume() noexcept {}
};
struct Destroys {
  int Ended = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Last) noexcept {
    Last.destroy();
    ++Ended;
  }
  void await_resume() noexcept {}
};

Fired resumed() { co_await Resumes{}; }
Fired resumedByCopy() { co_await ResumesByCopy{false}; }
Fired destroyed() { co_await Destroys{}; }

aio::Coro<> program() {
  co_await aio::sleep(0s);
  resumed();
  resumedByCopy();
  destroyed();
}

int main() { aio::run(program()); }
