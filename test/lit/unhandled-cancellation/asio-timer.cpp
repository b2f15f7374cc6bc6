// RUN: %check %s
// renamed: no (boost)
//
// Periodic work. What cancels the timer ends it, if the coroutine lets it.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>

namespace asio = boost::asio;
using namespace std::chrono_literals;

int Beats = 0;
int Errors = 0;

class Heart {
public:
  explicit Heart(asio::any_io_executor Ex) : Timer(Ex) {}

  void start() {
    asio::co_spawn(Timer.get_executor(), lossy(), asio::detached);
    asio::co_spawn(
        Timer.get_executor(),
        [this]() -> asio::awaitable<void> {
          do {
            try {
              co_await beat();
            } catch (...) { // expect: coro-unhandled-cancellation
              ++Errors;
            }
          } while (Errors < 1000);
        },
        asio::detached);
  }
  void stop() {
    Stopped = true;
    Timer.cancel();
  }

  asio::awaitable<void> lossy() {
    for (;;) {
      Timer.expires_after(1s);
      try {
        co_await Timer.async_wait(asio::use_awaitable);
        ++Beats;
      } catch (const std::exception &) { // expect: coro-unhandled-cancellation
        ++Errors;
      }
    }
  }

  // The flag that stop() sets is looked at.
  asio::awaitable<void> until_the_flag() {
    while (!Stopped) {
      Timer.expires_after(1s);
      try {
        co_await Timer.async_wait(asio::use_awaitable);
        ++Beats;
      } catch (const boost::system::system_error &) {
        ++Errors;
      }
    }
  }

  asio::awaitable<void> passes_it_on() {
    for (;;)
      co_await beat();
  }

private:
  asio::awaitable<void> beat() {
    Timer.expires_after(1s);
    co_await Timer.async_wait(asio::use_awaitable);
    ++Beats;
  }

  asio::steady_timer Timer;
  bool Stopped = false;
};

asio::awaitable<bool> slept(asio::steady_timer &T) {
  try {
    co_await T.async_wait(asio::use_awaitable);
    co_return true;
  } catch (const boost::system::system_error &E) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
  co_return false;
}

// The question is whether it was cancelled, and this is the answer.
asio::awaitable<bool> was_cancelled(asio::steady_timer &T) {
  try {
    co_await T.async_wait(asio::use_awaitable);
  } catch (const boost::system::system_error &E) {
    if (E.code() == asio::error::operation_aborted)
      co_return true;
    throw;
  }
  co_return false;
}
