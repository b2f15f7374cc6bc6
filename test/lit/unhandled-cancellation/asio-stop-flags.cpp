// RUN: %check %s
// renamed: no (Boost.Asio)
//
// In Boost.Asio, who wants a stop sets a flag and cancels the operations. A loop that asks
// such a flag ends, whoever has it.

#include "mini/mini.h"

#include <boost/asio.hpp>

#include <atomic>
#include <chrono>
#include <memory>

namespace asio = boost::asio;
using asio::awaitable;
using boost::system::system_error;
using namespace std::chrono_literals;
constexpr auto Tuple = asio::as_tuple(asio::use_awaitable);

int Errors = 0;
awaitable<void> work();

awaitable<void> byReference(const std::atomic<bool> &Stop) {
  while (!Stop) {
    try {
      co_await work();
    } catch (const system_error &) {
      ++Errors;
    }
  }
}
awaitable<void> byPointer(std::shared_ptr<std::atomic<bool>> Stopping) {
  while (!Stopping->load()) {
    try {
      co_await work();
    } catch (const system_error &) {
      ++Errors;
    }
  }
}
awaitable<void> byStar(std::shared_ptr<std::atomic<bool>> Stopping) {
  while (!*Stopping) {
    try {
      co_await work();
    } catch (const system_error &) {
      ++Errors;
    }
  }
}
struct state {
  std::atomic<bool> Running{true};
};
awaitable<void> ofStruct(state &State) {
  while (State.Running) {
    try {
      co_await work();
    } catch (const system_error &) {
      ++Errors;
    }
  }
}
std::atomic<bool> Quit;
awaitable<void> ofProgram() {
  for (;;) {
    if (Quit)
      break;
    try {
      co_await work();
    } catch (const system_error &) {
      ++Errors;
    }
  }
}
awaitable<void> inHandler(const std::atomic<bool> &Stop) {
  for (;;) {
    try {
      co_await work();
    } catch (const system_error &) {
      if (Stop)
        co_return;
      ++Errors;
    }
  }
}
awaitable<void> droppedCode(const std::atomic<bool> &Stop, asio::steady_timer &Timer) {
  while (!Stop) {
    Timer.expires_after(1s);
    co_await Timer.async_wait(Tuple);
  }
}
class ticker {
public:
  void stop();

private:
  awaitable<void> run() {
    while (!Stopped) {
      Timer.expires_after(1s);
      co_await Timer.async_wait(Tuple);
    }
  }
  asio::steady_timer Timer;
  bool Stopped = false;
};

// Nobody can set these, or they say something else.
awaitable<void> copy(bool Stop) {
  while (!Stop) {
    try {
      co_await work();
    } catch (const system_error &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}
awaitable<void> own() {
  bool Stop = false;
  while (!Stop) {
    try {
      co_await work();
    } catch (const system_error &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
    Stop = Errors > 3;
  }
}
awaitable<void> other(const std::atomic<bool> &Verbose) {
  for (;;) {
    try {
      co_await work();
    } catch (const system_error &) { // expect: coro-unhandled-cancellation
      if (Verbose)
        ++Errors;
    }
  }
}
// Where tasks are cancelled, the flag says nothing of that.
mini::task<> ofTask(const std::atomic<bool> &Stop) {
  while (!Stop) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}
