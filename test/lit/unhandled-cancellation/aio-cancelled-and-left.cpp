// RUN: %check %s
// renamed: no (aio)
//
// cancel() only asks: a task that is cancelled and never awaited may run on
// after its owner is gone, and nobody learns how it ended.

#include <aio/aio.h>

#include <utility>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<void> chore() { co_await aio::sleep(10ms); }

aio::Coro<void> leaves_it() {
  auto T = aio::create_task(chore());
  co_await aio::sleep(1ms);
  T.cancel(); // expect: coro-unhandled-cancellation
}

aio::Coro<void> leaves_it_on_one_path(bool Impatient) {
  auto T = aio::create_task(chore());
  co_await aio::sleep(1ms);
  if (Impatient) {
    T.cancel(); // expect: coro-unhandled-cancellation
    co_return;
  }
  co_await T;
}

aio::Coro<void> waits_for_it() {
  auto T = aio::create_task(chore());
  T.cancel();
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
    ++Errors;
  }
}

// Its owner waits for it.
aio::Coro<aio::Task<void>> hands_it_out() {
  auto T = aio::create_task(chore());
  co_await aio::sleep(1ms);
  T.cancel();
  co_return T;
}

aio::Coro<void> wait_quietly(aio::Task<void> T) {
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
}

aio::Coro<void> lets_a_helper_wait() {
  auto T = aio::create_task(chore());
  T.cancel();
  co_await wait_quietly(std::move(T));
}

class Service {
public:
  void start() { Work = aio::create_task(chore()); }
  // Only asks; stop() is where it is waited for.
  void request_stop() { Work.cancel(); }
  aio::Coro<void> stop() {
    request_stop();
    try {
      co_await Work;
    } catch (const aio::CancelledError &) {
    }
  }

private:
  aio::Future<void> Work;
};

// The group waits for what it has started.
aio::Coro<void> group_waits() {
  aio::TaskGroup Group;
  auto T = Group.create_task(chore());
  T.cancel();
  try {
    co_await Group.join();
  } catch (const aio::CancelledError &) {
    ++Errors;
  }
}
