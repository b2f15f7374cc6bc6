// RUN: %oracle %s
// shows: nothing
//
// The same calls where they do no harm: on other threads, before the loop runs
// and after it.

#include <aio/aio.h>

#include <thread>

using namespace std::chrono_literals;

void helper() { std::this_thread::sleep_for(60ms); }

int slow(int N) {
  std::this_thread::sleep_for(60ms);
  return N;
}

aio::Coro<> program(aio::ThreadPoolExecutor &Pool) {
  co_await aio::to_thread(helper);
  (void)co_await aio::to_thread([] { return slow(1); });
  auto F = Pool.submit([] { helper(); });
  co_await aio::wrap_future(F);
  (void)Pool.submit(helper);
  Pool.shutdown(false);
  co_await aio::sleep(0s);
}

int main() {
  helper();
  aio::ThreadPoolExecutor Pool(1);
  aio::run(program(Pool));
  helper();
}
