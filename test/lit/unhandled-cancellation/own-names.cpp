// RUN: %check %s
//
// A library of other names whose cancellation is an ordinary exception, and
// whose handles are joined.

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fiber {

struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

struct Control {
  bool Kill = false;
  bool Done = false;
  std::exception_ptr Error;
  std::coroutine_handle<> Waiter;
};

/// Runs from the call on; whoever has the strand can kill and join it.
class Strand {
public:
  struct promise_type {
    std::shared_ptr<Control> C = std::make_shared<Control>();
    Strand get_return_object() { return Strand(C); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { finish(); }
    void unhandled_exception() {
      C->Error = std::current_exception();
      finish();
    }
    void finish() {
      C->Done = true;
      if (C->Waiter)
        C->Waiter.resume();
    }
  };

  explicit Strand(std::shared_ptr<Control> C) : C(std::move(C)) {}
  void cancel() { C->Kill = true; }
  bool finished() const { return C->Done; }

  auto operator co_await() const {
    struct Join {
      std::shared_ptr<Control> C;
      bool await_ready() const noexcept { return C->Done; }
      void await_suspend(std::coroutine_handle<> H) { C->Waiter = H; }
      void await_resume() const {
        if (C->Error)
          std::rethrow_exception(C->Error);
      }
    };
    return Join{C};
  }

private:
  std::shared_ptr<Control> C;
};

/// A point at which a strand can be killed.
struct Tick {
  std::shared_ptr<Control> C;
  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> H) {
    C = H.promise().C;
    H.resume();
  }
  void await_resume() const {
    if (C->Kill)
      throw Killed();
  }
};

} // namespace fiber

int Errors = 0;

fiber::Strand loops_on() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::exception &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

fiber::Strand loops_until_killed() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const fiber::Killed &) {
      co_return;
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

fiber::Strand catches_logic_errors() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::logic_error &) {
      ++Errors;
    }
  }
}

fiber::Strand catches_runtime_errors() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::runtime_error &E) { // expect: coro-unhandled-cancellation
      Errors += E.what() != nullptr;
    }
  }
}

// The general handler comes first.
fiber::Strand too_late() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::logic_error &) {
      ++Errors;
    } catch (const std::exception &) { // expect: coro-unhandled-cancellation
      --Errors;
    } catch (...) {
      throw;
    }
  }
}

bool is_kill(const std::exception &E) {
  return dynamic_cast<const fiber::Killed *>(&E) != nullptr;
}

fiber::Strand asks_the_type() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::exception &E) {
      if (dynamic_cast<const fiber::Killed *>(&E))
        throw;
      ++Errors;
    }
  }
}

fiber::Strand asks_a_helper() {
  for (;;) {
    try {
      co_await fiber::Tick{};
    } catch (const std::exception &E) {
      if (is_kill(E))
        co_return;
      ++Errors;
    }
  }
}

fiber::Strand kills_and_joins() {
  auto S = loops_until_killed();
  co_await fiber::Tick{};
  S.cancel();
  try {
    co_await S;
  } catch (const fiber::Killed &) {
  }
  co_await fiber::Tick{};
}

fiber::Strand kills_only() {
  auto S = loops_until_killed();
  co_await fiber::Tick{};
  S.cancel(); // expect: coro-unhandled-cancellation
  co_await fiber::Tick{};
}

class Pool {
public:
  void add(fiber::Strand S) { All.push_back(std::move(S)); }

  fiber::Strand stop() {
    for (auto &S : All)
      S.cancel();
    for (auto &S : All) {
      try {
        co_await S;
      } catch (const fiber::Killed &) {
      } catch (...) {
        ++Errors;
      }
    }
    All.clear();
  }

  void cancel() {
    for (auto &S : All)
      S.cancel();
  }

  fiber::Strand join() {
    for (auto &S : All)
      co_await S;
  }

  fiber::Strand stop_in_steps() {
    cancel();
    try {
      co_await join();
    } catch (const fiber::Killed &) {
    }
    co_await fiber::Tick{};
  }

  fiber::Strand join_only() {
    for (auto &S : All) {
      try {
        co_await S;
      } catch (const fiber::Killed &) { // expect: coro-unhandled-cancellation
      }
    }
  }

private:
  std::vector<fiber::Strand> All;
};
