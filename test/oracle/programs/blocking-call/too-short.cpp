// RUN: %oracle %s
// shows: nothing
// inputs: 0 1
//
// Calls that may block, but not here: locks that nobody holds for long, zero
// times, what is ready already.

#include <aio/aio.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::mutex Guard;
int Count = 0;

aio::Coro<> counts(int N) {
  {
    std::lock_guard Lock(Guard);
    Count += N;
  }
  co_await aio::sleep(0s);
  if (std::unique_lock Lock(Guard, std::try_to_lock); Lock)
    ++Count;
}

aio::Coro<int> ready() {
  std::promise<int> P;
  auto F = P.get_future();
  P.set_value(3);
  co_await aio::sleep(0s);
  if (F.wait_for(0s) == std::future_status::ready)
    co_return F.get();
  co_return 0;
}

aio::Coro<> program(int N) {
  co_await aio::gather(counts(N), counts(2));
  Count += co_await ready();
}

int main(int Argc, char **Argv) {
  aio::run(program(Argc > 1 ? std::atoi(Argv[1]) : 0));
}
