// RUN: %check %s
// renamed: no (aio)
//
// A cancelled task's result is a CancelledError: who cancels it must expect
// that, and must wait for its end.

#include <aio/aio.h>

#include <utility>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<int> job() {
  co_await aio::sleep(10ms);
  co_return 1;
}
aio::Coro<void> chore() { co_await aio::sleep(10ms); }

aio::Coro<int> awaits_it() {
  auto T = aio::create_task(job());
  co_await aio::sleep(1ms);
  T.cancel();
  int Value = co_await T; // expect: coro-unhandled-cancellation
  co_return Value;
}

aio::Coro<int> reads_it() {
  auto T = aio::create_task(job());
  T.cancel("too late");
  co_await aio::sleep(1ms);
  co_return T.result(); // expect: coro-unhandled-cancellation
}

aio::Coro<int> awaits_it_on_one_path(bool Late) {
  auto T = aio::create_task(job());
  if (Late)
    T.cancel();
  co_return co_await T; // expect: coro-unhandled-cancellation
}

aio::Coro<void> expects_it(aio::Event &Next) {
  auto T = aio::create_task(job());
  co_await aio::sleep(1ms);
  T.cancel();
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
  co_await Next.wait();
}

aio::Coro<int> expects_it_and_answers() {
  auto T = aio::create_task(job());
  T.cancel();
  try {
    co_return co_await T; // missed: cancellation-swallowed (taken for the other task's)
  } catch (...) {
    co_return 0;
  }
}

// cancel() says that it was too late: there is a result.
aio::Coro<int> asks_whether() {
  auto T = aio::create_task(job());
  co_await aio::sleep(1ms);
  if (!T.cancel())
    co_return T.result();
  try {
    co_await T; // missed: cancellation-swallowed (taken for the other task's)
  } catch (const aio::CancelledError &) {
    ++Errors;
  }
  co_return 0;
}

aio::Coro<int> asks_the_task() {
  auto T = aio::create_task(job());
  T.cancel();
  while (!T.done())
    co_await aio::sleep(1ms);
  co_return T.cancelled() ? 0 : T.result();
}

aio::Coro<void> expects_them_all() {
  std::vector<aio::Task<void>> Tasks;
  for (int I = 0; I != 3; ++I)
    Tasks.push_back(aio::create_task(chore()));
  for (auto &T : Tasks)
    T.cancel();
  for (auto &T : Tasks) {
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
      ++Errors;
    }
  }
}

// Another task than the cancelled one.
aio::Coro<int> two_tasks() {
  auto First = aio::create_task(job());
  auto Second = aio::create_task(job());
  First.cancel();
  try {
    co_await First; // missed: cancellation-swallowed (taken for the other task's)
  } catch (const aio::CancelledError &) {
  }
  co_return co_await Second;
}
