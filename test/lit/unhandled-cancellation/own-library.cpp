// RUN: %check %s
//
// A program with its own few lines of coroutine library, whose awaiters throw
// its own cancellation.

#include <coroutine>
#include <exception>
#include <stdexcept>
#include <utility>

// Not an error, so not a std::exception.
struct Interrupted {};
struct IoError : std::runtime_error {
  using runtime_error::runtime_error;
};

struct Job {
  struct promise_type {
    std::coroutine_handle<> Caller = std::noop_coroutine();
    std::exception_ptr Error;

    Job get_return_object() {
      return Job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct Back {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<>
        await_suspend(std::coroutine_handle<promise_type> H) noexcept {
          return H.promise().Caller;
        }
        void await_resume() noexcept {}
      };
      return Back{};
    }
    void return_void() {}
    void unhandled_exception() { Error = std::current_exception(); }
  };

  explicit Job(std::coroutine_handle<promise_type> H) : H(H) {}
  Job(Job &&O) noexcept : H(std::exchange(O.H, nullptr)) {}
  ~Job() {
    if (H)
      H.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Caller) {
    H.promise().Caller = Caller;
    return H;
  }
  void await_resume() {
    if (H.promise().Error)
      std::rethrow_exception(H.promise().Error);
  }

  std::coroutine_handle<promise_type> H;
};

struct Queue {
  std::coroutine_handle<> Waiting;
  bool Stopped = false;
  bool Broken = false;
};

struct Pop {
  Queue &From;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) { From.Waiting = H; }
  int await_resume() const {
    if (From.Stopped)
      throw Interrupted();
    if (From.Broken)
      throw IoError("queue");
    return 1;
  }
};

struct Turn {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

int Sum = 0;

Job swallows(Queue &Q) {
  while (true) {
    try {
      Sum += co_await Pop{Q};
    } catch (const Interrupted &) { // expect: coro-unhandled-cancellation
      --Sum;
    }
  }
}

Job swallows_all(Queue &Q) {
  for (;;) {
    try {
      Sum += co_await Pop{Q};
    } catch (...) { // expect: coro-unhandled-cancellation
      continue;
    }
  }
}

Job drain(Queue &Q) {
  for (int I = 0; I != 3; ++I)
    Sum += co_await Pop{Q};
}

Job swallows_a_job(Queue &Q) {
  while (true) {
    try {
      co_await drain(Q);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Sum;
    }
  }
}

Job errors_only(Queue &Q) {
  while (true) {
    try {
      Sum += co_await Pop{Q};
    } catch (const IoError &) {
      --Sum;
    }
  }
}

Job all_errors(Queue &Q) {
  while (true) {
    try {
      co_await drain(Q);
    } catch (const std::exception &) {
      --Sum;
    }
  }
}

// What this awaits cannot throw.
Job turns() {
  while (true) {
    try {
      co_await Turn{};
    } catch (...) {
      --Sum;
    }
  }
}
