// RUN: %check %s
//
// Which of several handlers gets the cancellation. aio's is no std::exception.

#include <aio/aio.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<std::string> fetch() {
  co_await aio::sleep(10ms);
  co_return "page";
}

struct FetchFailed : std::runtime_error {
  using runtime_error::runtime_error;
};

aio::Coro<void> stops_first() {
  while (true) {
    try {
      co_await fetch();
    } catch (const aio::CancelledError &) {
      throw;
    } catch (const std::exception &) {
      ++Errors;
    } catch (...) {
      ++Errors;
    }
  }
}

aio::Coro<void> errors_first() {
  while (true) {
    try {
      co_await fetch();
    } catch (const std::exception &) {
      ++Errors;
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

aio::Coro<void> errors_first_then_throws() {
  while (true) {
    try {
      co_await fetch();
    } catch (const std::exception &E) {
      std::puts(E.what());
    } catch (...) {
      std::puts("stops");
      throw;
    }
  }
}

aio::Coro<void> time_limit_first() {
  while (true) {
    try {
      co_await aio::wait_for(fetch(), 5ms);
    } catch (const aio::TimeoutError &) {
      continue;
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

// One handler for the stop, which ends the loop; the other for the rest.
aio::Coro<void> stop_breaks() {
  for (;;) {
    try {
      co_await fetch();
    } catch (const aio::CancelledError &) {
      break;
    } catch (...) {
      ++Errors;
    }
  }
  std::puts("bye");
}

aio::Coro<void> stop_goes_to() {
  for (;;) {
    try {
      co_await fetch();
    } catch (const aio::CancelledError &) {
      goto done;
    } catch (...) {
      ++Errors;
    }
  }
done:
  std::puts("bye");
}

aio::Coro<std::string> wrapped() {
  try {
    co_return co_await fetch();
  } catch (...) { // expect: coro-unhandled-cancellation
    std::throw_with_nested(FetchFailed("fetch"));
  }
}

aio::Coro<std::string> errors_wrapped() {
  try {
    co_return co_await fetch();
  } catch (const std::exception &) {
    std::throw_with_nested(FetchFailed("fetch"));
  }
}

[[noreturn]] void log_and_rethrow() {
  std::puts("failed");
  throw;
}

void log_only() { std::puts("failed"); }

aio::Coro<std::string> logged() {
  while (true) {
    try {
      co_return co_await fetch();
    } catch (...) {
      log_and_rethrow();
    }
  }
}

aio::Coro<std::string> logged_only() {
  while (true) {
    try {
      co_return co_await fetch();
    } catch (...) { // expect: coro-unhandled-cancellation
      log_only();
    }
  }
}

// Decides by rethrowing: a Lippincott function.
void tell_apart() {
  try {
    throw;
  } catch (const aio::CancelledError &) {
    throw;
  } catch (const std::exception &E) {
    std::puts(E.what());
  }
}

aio::Coro<void> told_apart() {
  while (true) {
    try {
      co_await fetch();
    } catch (...) {
      tell_apart();
    }
  }
}

void swallow_all() {
  try {
    throw;
  } catch (const std::exception &E) {
    std::puts(E.what());
  } catch (...) {
    std::puts("unknown");
  }
}

aio::Coro<void> told_apart_in_vain() {
  while (true) {
    try {
      co_await fetch();
    } catch (...) { // expect: coro-unhandled-cancellation
      swallow_all();
    }
  }
}

aio::Coro<void> taken_back(aio::Task<void> &Me) {
  while (true) {
    try {
      co_await fetch();
    } catch (const aio::CancelledError &) {
      Me.uncancel();
    }
  }
}

aio::Coro<void> gives_up() {
  while (true) {
    try {
      co_await fetch();
    } catch (...) {
      std::terminate();
    }
  }
}

struct FirstError {
  std::exception_ptr Why;
  void keep() {
    if (!Why)
      Why = std::current_exception();
  }
  void raise() const {
    if (Why)
      std::rethrow_exception(Why);
  }
};

aio::Coro<void> all_of_them(std::vector<aio::Task<void>> Tasks) {
  FirstError First;
  for (auto &T : Tasks) {
    try {
      co_await T;
    } catch (...) {
      First.keep();
    }
  }
  First.raise();
}
