// RUN: %check %s
// renamed: no (aio)
//
// A TimeoutError is an answer to whoever set the time limit; a CancelledError
// is not.

#include <aio/aio.h>

#include <exception>

using namespace std::chrono_literals;

int Late = 0;

aio::Coro<int> job() {
  co_await aio::sleep(10ms);
  co_return 1;
}

aio::Coro<int> tries_again() {
  while (true) {
    try {
      co_return co_await aio::wait_for(job(), 5ms);
    } catch (const aio::TimeoutError &) {
      ++Late;
    }
  }
}

aio::Coro<int> tries_again_whatever_it_was() {
  while (true) {
    try {
      co_return co_await aio::wait_for(job(), 5ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Late;
    }
  }
}

aio::Coro<int> both_handlers() {
  try {
    co_return co_await aio::wait_for(job(), 5ms);
  } catch (const aio::TimeoutError &) {
    co_return 0;
  } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    co_return -1;
  }
}

// The work is finished all the same, and then the stop goes on.
aio::Coro<int> shielded() {
  auto T = aio::create_task(job());
  std::exception_ptr Stopped;
  try {
    co_return co_await aio::shield(T);
  } catch (const aio::CancelledError &) {
    Stopped = std::current_exception();
  }
  Late += co_await T;
  std::rethrow_exception(Stopped);
}

// The work is finished all the same, and the stop is forgotten.
aio::Coro<int> shielded_and_forgotten() {
  auto T = aio::create_task(job());
  try {
    co_return co_await aio::shield(T);
  } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    ++Late;
  }
  co_return co_await T;
}

aio::Coro<int> time_limit_for_a_body() {
  try {
    co_return co_await aio::timeout(5ms, [] { return job(); });
  } catch (const aio::TimeoutError &) {
    co_return 0;
  }
}

aio::Coro<int> first_of_two() {
  auto [A, B] = co_await aio::gather(job(), job());
  try {
    co_await aio::sleep(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    co_return A;
  }
  co_return B;
}
