// RUN: %oracle %s
// shows: coro-blocking-call-in-loop
//
// A loop without a suspension point that waits for another thread.

#include <aio/aio.h>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;

std::atomic<bool> Ready{false};

aio::Coro<> spins() {
  while (!Ready.load()) {
  }
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  std::thread Setter([] {
    std::this_thread::sleep_for(80ms);
    Ready = true;
  });
  Setter.detach();
  co_await spins();
}

int main() { aio::run(program()); }
