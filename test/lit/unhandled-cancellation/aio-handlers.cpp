// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
// renamed: no (aio)
//
// aio's CancelledError is no std::exception and comes once for each cancel():
// a handler that goes on makes the task immortal until the next one.

#include <aio/aio.h>

#include <exception>
#include <stdexcept>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<int> job() {
  co_await aio::sleep(10ms);
  co_return 1;
}

aio::Coro<void> ticker() {
  while (true) {
    try {
      co_await aio::sleep(1ms);
    } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

// The back-off is slept after the stop was lost.
aio::Coro<int> with_back_off() {
  for (int I = 1; I != 5; ++I) {
    try {
      co_return co_await job();
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
    co_await aio::sleep(I * 10ms);
  }
  throw std::runtime_error("gave up");
}

aio::Coro<void> worker(aio::Queue<int> &Jobs) {
  for (;;) {
    int Job = co_await Jobs.get();
    try {
      co_await aio::sleep(Job * 1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

aio::Coro<int> default_result() {
  try {
    co_return co_await job();
  } catch (aio::CancelledError) { // expect: coro-unhandled-cancellation
    co_return 0;
  }
}

aio::Coro<int> converted() {
  try {
    co_return co_await aio::create_task(job());
  } catch (const aio::CancelledError &E) { // expect: coro-unhandled-cancellation
    throw std::runtime_error(E.what());
  }
}

// Handlers of errors do not see it.
aio::Coro<void> errors_only() {
  while (true) {
    try {
      co_await aio::sleep(1ms);
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

aio::Coro<void> cleans_up(aio::Lock &L) {
  while (true) {
    co_await L.acquire();
    try {
      co_await aio::sleep(1ms);
    } catch (...) {
      L.release();
      throw;
    }
    L.release();
  }
}

aio::Coro<void> last_words() {
  try {
    while (true)
      co_await aio::sleep(1ms);
  } catch (const aio::CancelledError &) {
    ++Errors;
  }
}
