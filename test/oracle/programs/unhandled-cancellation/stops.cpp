// RUN: %oracle %s
// shows: nothing
//
// Loops that end when they are told to, by a token or by their condition.

#include <aio/aio.h>

using namespace std::chrono_literals;

int Turns = 0;

aio::Coro<> untilStopped(aio::StopToken Stop) {
  while (!Stop.stop_requested()) {
    co_await aio::sleep(1ms);
    ++Turns;
  }
}

class Worker {
  bool Stopping = false;

public:
  aio::Coro<> work() {
    while (!Stopping) {
      try {
        co_await aio::sleep(1ms);
      } catch (const aio::CancelledError &) {
        Stopping = true;
      }
    }
  }
};

aio::Coro<> program() {
  aio::StopSource Stop;
  auto T = aio::create_task(untilStopped(Stop.get_token()));
  Worker W;
  auto U = aio::create_task(W.work());
  co_await aio::sleep(3ms);
  Stop.request_stop();
  U.cancel();
  co_await T;
  co_await U;
}

int main() { aio::run(program()); }
