// RUN: %oracle %s
// shows: coro-unhandled-cancellation
//
// Handlers after which the coroutine goes on: in a loop, in a retry, around a
// helper, in a child whose caller goes on.

#include <aio/aio.h>

#include <stdexcept>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<> request() { co_await aio::sleep(1ms); }

aio::Coro<> ticker() {
  for (int I = 0; I != 3; ++I) {
    try {
      co_await aio::sleep(1ms);
    } catch (...) {
      ++Errors;
    }
  }
}

aio::Coro<bool> retries() {
  for (int I = 0; I != 3; ++I) {
    try {
      co_await request();
      co_return true;
    } catch (const aio::CancelledError &) {
      ++Errors;
    }
    co_await aio::sleep(1ms);
  }
  co_return false;
}

aio::Coro<int> answers() {
  try {
    co_await request();
  } catch (...) {
    co_return 0;
  }
  co_return 1;
}

aio::Coro<> program() {
  co_await ticker();
  Errors += co_await retries();
  Errors += co_await answers();
  co_await aio::sleep(0s);
}

int main() {
  try {
    aio::run(program());
  } catch (const aio::CancelledError &) {
  }
}
