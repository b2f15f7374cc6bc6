// RUN: %oracle %s
// shows: coro-blocking-call
//
// Calls that block the loop: directly, in a helper, in a lambda that is called,
// in a destructor.

#include <aio/aio.h>

#include <thread>

using namespace std::chrono_literals;

void helper() { std::this_thread::sleep_for(60ms); }

struct Lingers {
  ~Lingers() { std::this_thread::sleep_for(60ms); }
};

aio::Coro<> direct() {
  std::this_thread::sleep_for(60ms);
  co_await aio::sleep(0s);
}

aio::Coro<> throughHelper() {
  helper();
  co_await aio::sleep(0s);
}

aio::Coro<> byLambda() {
  auto Wait = [] { std::this_thread::sleep_for(60ms); };
  co_await aio::sleep(0s);
  Wait();
}

aio::Coro<> inDestructor() {
  Lingers L;
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await direct();
  co_await aio::sleep(0s);
  co_await throughHelper();
  co_await byLambda();
  co_await aio::sleep(0s);
  co_await inDestructor();
}

int main() { aio::run(program()); }
