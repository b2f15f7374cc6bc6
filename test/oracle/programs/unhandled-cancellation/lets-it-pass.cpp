// RUN: %oracle %s
// shows: nothing
//
// Handlers that let the cancellation pass, or that it does not reach.

#include <aio/aio.h>

#include <stdexcept>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<> request(int N) {
  co_await aio::sleep(1ms);
  if (N == 1)
    throw std::runtime_error("refused");
}

aio::Coro<> errorsOnly() {
  for (int I = 0; I != 3; ++I) {
    try {
      co_await request(I);
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

aio::Coro<> passes() {
  for (int I = 0; I != 3; ++I) {
    try {
      co_await request(I);
    } catch (const aio::CancelledError &) {
      throw;
    } catch (...) {
      ++Errors;
    }
  }
}

aio::Coro<> cleansUp(aio::Lock &Lock) {
  co_await Lock.acquire();
  try {
    co_await aio::sleep(1ms);
  } catch (...) {
    Lock.release();
    throw;
  }
  Lock.release();
}

aio::Coro<> lastWords() {
  try {
    co_await aio::sleep(1ms);
  } catch (const aio::CancelledError &) {
    ++Errors;
  }
}

aio::Coro<> program() {
  co_await errorsOnly();
  co_await passes();
  aio::Lock Lock;
  co_await cleansUp(Lock);
  auto T = aio::create_task(lastWords());
  co_await aio::sleep(0s);
  T.cancel();
  co_await T;
  auto U = aio::create_task(passes());
  co_await aio::sleep(1ms);
  U.cancel();
  try {
    co_await U;
  } catch (const aio::CancelledError &) {
    if (!U.cancelled())
      throw;
  }
}

int main() {
  try {
    aio::run(program());
  } catch (const aio::CancelledError &) {
  }
}
