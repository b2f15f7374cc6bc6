// RUN: %check %s
//
// Cancelled tasks that somebody else sees to, and that nobody does.

#include <aio/aio.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<int> job() {
  co_await aio::sleep(10ms);
  co_return 1;
}

aio::Coro<void> chore() { co_await aio::sleep(10ms); }

std::vector<aio::Task<void>> Zombies;

aio::Coro<void> kept_for_later() {
  auto T = aio::create_task(chore());
  T.cancel();
  Zombies.push_back(std::move(T));
  co_return;
}

aio::Coro<void> kept_before() {
  auto T = aio::create_task(chore());
  Zombies.push_back(T);
  co_await aio::sleep(1ms);
  T.cancel();
}

aio::Coro<void> calls_back() {
  auto T = aio::create_task(chore());
  T.add_done_callback([](aio::Future<void>) { ++Errors; });
  co_await aio::sleep(1ms);
  T.cancel();
}

aio::Coro<void> in_a_closure(aio::EventLoop &Loop) {
  auto T = aio::create_task(chore());
  Loop.call_later(5ms, [T]() mutable { T.cancel(); });
  co_await aio::sleep(1ms);
  co_await T;
}

aio::Coro<void> too_late_for_the_first() {
  auto First = aio::create_task(chore());
  auto Second = aio::create_task(chore());
  co_await First;
  Second.cancel(); // expect: coro-unhandled-cancellation
}

aio::Coro<int> takes_a_new_one() {
  auto T = aio::create_task(job());
  T.cancel();
  try {
    co_await T; // missed: cancellation-swallowed (taken for the other task's)
  } catch (const aio::CancelledError &) {
  }
  T = aio::create_task(job());
  co_return co_await T;
}

aio::Coro<int> new_one_each_turn() {
  int Sum = 0;
  for (int I = 0; I != 3; ++I) {
    auto T = aio::create_task(job());
    if (I == 1) {
      T.cancel();
      try {
        co_await T; // missed: cancellation-swallowed (taken for the other task's)
      } catch (const aio::CancelledError &) {
        ++Errors;
      }
      continue;
    }
    Sum += co_await T;
  }
  co_return Sum;
}

aio::Coro<int> only_if_not_cancelled(bool Late) {
  auto T = aio::create_task(job());
  if (Late)
    T.cancel();
  if (!Late)
    co_return co_await T;
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
  co_return 0;
}

aio::Coro<int> asks_before_it_reads() {
  auto T = aio::create_task(job());
  co_await aio::sleep(1ms);
  T.cancel();
  co_await aio::sleep(1ms);
  if (T.cancelled())
    co_return 0;
  co_return T.result();
}

aio::Coro<int> reads_behind_a_handler_of_errors() {
  auto T = aio::create_task(job());
  T.cancel();
  try {
    co_return co_await T; // expect: coro-unhandled-cancellation
  } catch (const std::exception &) {
    co_return -1;
  }
}

aio::Coro<int> reads_it_with_others() {
  auto A = aio::create_task(job());
  auto B = aio::create_task(job()); // missed: task-destroyed-pending (an exception leaves it)
  co_await aio::sleep(1ms);
  A.cancel();
  auto [X, Y] = co_await aio::gather(A, B); // expect: coro-unhandled-cancellation
  co_return X + Y;
}

aio::Coro<int> reads_it_in_time() {
  auto A = aio::create_task(job());
  co_await aio::sleep(1ms);
  A.cancel();
  co_return co_await aio::wait_for(A, 1s); // expect: coro-unhandled-cancellation
}

aio::Coro<void> all_left() {
  std::vector<aio::Task<void>> Tasks;
  for (int I = 0; I != 3; ++I)
    Tasks.push_back(aio::create_task(chore()));
  co_await aio::sleep(1ms);
  for (auto &T : Tasks)
    T.cancel(); // expect: coro-unhandled-cancellation
}

aio::Coro<void> all_gathered() {
  std::vector<aio::Task<void>> Tasks;
  for (int I = 0; I != 3; ++I)
    Tasks.push_back(aio::create_task(chore()));
  co_await aio::sleep(1ms);
  for (auto &T : Tasks)
    T.cancel();
  try {
    co_await aio::gather(std::move(Tasks));
  } catch (const aio::CancelledError &) {
  }
}

aio::Coro<void> left_in_one_block(bool Quick) {
  if (Quick) {
    auto T = aio::create_task(chore());
    co_await aio::sleep(1ms);
    T.cancel(); // expect: coro-unhandled-cancellation
  }
  co_await aio::sleep(1ms);
}

// One mistake, although it asks twice.
aio::Coro<void> asks_twice_and_leaves() {
  auto T = aio::create_task(chore());
  T.cancel();
  co_await aio::sleep(1ms);
  T.cancel(); // expect: coro-unhandled-cancellation
  co_await aio::sleep(1ms);
}

aio::Coro<void> when_something_fails() {
  auto T = aio::create_task(chore());
  try {
    co_await aio::sleep(1ms);
  } catch (...) {
    T.cancel();
    throw;
  }
  co_await T;
}
