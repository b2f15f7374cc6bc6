// RUN: %oracle %s
// shows: coro-blocking-call
//
// Waits for other threads and for pipes.

#include <aio/aio.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

aio::Coro<int> ofFuture() {
  std::promise<int> P;
  auto F = P.get_future();
  std::thread T([&] {
    std::this_thread::sleep_for(60ms);
    P.set_value(1);
  });
  T.detach();
  co_return F.get();
}

aio::Coro<> ofThread() {
  std::thread T([] { std::this_thread::sleep_for(60ms); });
  co_await aio::sleep(0s);
  T.join();
}

aio::Coro<> ofCondition() {
  std::mutex M;
  std::condition_variable Never;
  co_await aio::sleep(0s);
  std::unique_lock Lock(M);
  Never.wait_for(Lock, 60ms);
}

aio::Coro<> ofPipe() {
  int Ends[2];
  if (::pipe(Ends) != 0)
    co_return;
  std::thread Writer([Fd = Ends[1]] {
    std::this_thread::sleep_for(60ms);
    char C = 'x';
    (void)!::write(Fd, &C, 1);
  });
  Writer.detach();
  co_await aio::sleep(0s);
  char C;
  (void)!::read(Ends[0], &C, 1);
}

aio::Coro<> program() {
  (void)co_await ofFuture();
  co_await aio::sleep(0s);
  co_await ofThread();
  co_await ofCondition();
  co_await aio::sleep(0s);
  co_await ofPipe();
}

int main() { aio::run(program()); }
