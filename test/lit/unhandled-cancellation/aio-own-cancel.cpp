// RUN: %check %s
//
// Who cancels a task and then waits for it takes its cancellation: the right
// way to stop one, whatever the function does next.

#include <aio/aio.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

aio::Coro<void> chore() { co_await aio::sleep(10ms); }
aio::Coro<void> flush() { co_await aio::sleep(1ms); }

class Service {
public:
  void start() {
    Main = aio::create_task(chore());
    for (int I = 0; I != 3; ++I)
      Workers.push_back(aio::create_task(chore()));
    Named.emplace("first", aio::create_task(chore()));
    Spare = aio::create_task(chore());
    Owned = std::make_unique<aio::Task<void>>(aio::create_task(chore()));
  }

  aio::Coro<void> stop_main() {
    Main.cancel();
    try {
      co_await Main;
    } catch (const aio::CancelledError &) {
    }
    co_await flush();
  }

  aio::Coro<int> stop_workers() {
    for (auto &W : Workers)
      W.cancel();
    for (auto &W : Workers) {
      try {
        co_await W;
      } catch (const aio::CancelledError &) {
      } catch (const std::exception &) {
        ++Errors;
      }
    }
    co_await flush();
    co_return Errors;
  }

  aio::Coro<void> stop_one_by_one() {
    for (auto &W : Workers) {
      W.cancel();
      try {
        co_await W;
      } catch (const aio::CancelledError &) {
      }
    }
    Workers.clear();
  }

  aio::Coro<void> stop_by_index() {
    for (std::size_t I = 0; I != Workers.size(); ++I)
      Workers[I].cancel();
    for (std::size_t I = 0; I != Workers.size(); ++I) {
      try {
        co_await Workers[I];
      } catch (...) {
        ++Errors;
      }
    }
  }

  aio::Coro<void> stop_with_algorithm() {
    std::for_each(Workers.begin(), Workers.end(),
                  [](auto &W) { W.cancel(); });
    for (auto &W : Workers) {
      try {
        co_await W;
      } catch (const aio::CancelledError &) {
      }
    }
  }

  aio::Coro<void> stop_gathered() {
    for (auto &W : Workers)
      W.cancel();
    try {
      co_await aio::gather(std::move(Workers));
    } catch (const aio::CancelledError &) {
    }
    co_await flush();
  }

  aio::Coro<void> stop_named() {
    for (auto &[Name, W] : Named)
      W.cancel(Name + " ends");
    for (auto &[Name, W] : Named) {
      try {
        co_await W;
      } catch (const aio::CancelledError &) {
      }
    }
    Named.clear();
    co_await flush();
  }

  aio::Coro<void> stop_spare() {
    if (Spare) {
      Spare->cancel();
      try {
        co_await *Spare;
      } catch (const aio::CancelledError &) {
      }
      Spare.reset();
    }
    co_await flush();
  }

  aio::Coro<void> stop_owned() {
    Owned->cancel();
    try {
      co_await *Owned;
    } catch (const aio::CancelledError &) {
    }
    co_await flush();
  }

  aio::Coro<void> stop_if_running() {
    if (!Main.done())
      Main.cancel();
    try {
      co_await Main;
    } catch (const aio::CancelledError &) {
    }
    co_await flush();
  }

  aio::Coro<void> take_out_and_stop() {
    while (!Workers.empty()) {
      auto Last = std::move(Workers.back());
      Workers.pop_back();
      Last.cancel();
      try {
        co_await Last;
      } catch (const aio::CancelledError &) {
      }
    }
    co_await flush();
  }

  aio::Coro<void> stop_in_time() {
    Main.cancel();
    try {
      co_await aio::wait_for(Main, 1s);
    } catch (const aio::CancelledError &) {
    } catch (const aio::TimeoutError &) {
      ++Errors;
    }
    co_await flush();
  }

private:
  aio::Future<void> Main;
  std::vector<aio::Task<void>> Workers;
  std::map<std::string, aio::Task<void>> Named;
  std::optional<aio::Task<void>> Spare;
  std::unique_ptr<aio::Task<void>> Owned;
};

aio::Coro<void> cancel_and_wait(aio::Task<void> T) {
  T.cancel();
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
}

aio::Coro<void> through_a_helper(std::vector<aio::Task<void>> Tasks) {
  for (auto &T : Tasks)
    co_await cancel_and_wait(T);
}

struct Worker {
  aio::Task<void> Run;
  std::string Name;
};

aio::Coro<void> of_another_object(Worker &W) {
  W.Run.cancel();
  try {
    co_await W.Run;
  } catch (const aio::CancelledError &) {
  }
  co_await flush();
}

aio::Coro<void> both_at_once() {
  auto A = aio::create_task(chore());
  auto B = aio::create_task(chore());
  A.cancel();
  B.cancel();
  try {
    co_await aio::gather(A, B);
  } catch (const aio::CancelledError &) {
  }
  co_await flush();
}

// The other task is no concern of what is awaited.
aio::Coro<void> waits_for_something_else(aio::Event &Ready) {
  auto A = aio::create_task(chore());
  A.cancel();
  try {
    co_await Ready.wait();
  } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
  try {
    co_await A;
  } catch (const aio::CancelledError &) {
  }
}

// A handler that waits for nothing that was cancelled.
aio::Coro<void> cancels_too_late(Worker &W) {
  try {
    co_await W.Run;
  } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
  W.Run.cancel();
  co_await flush();
}

// Cancelling a task that has been awaited does nothing.
aio::Coro<void> cancels_what_has_ended() {
  auto T = aio::create_task(chore());
  co_await T;
  T.cancel();
}
aio::Coro<void> cancels_a_new_one() {
  auto T = aio::create_task(chore());
  co_await T;
  T = aio::create_task(chore());
  T.cancel(); // expect: coro-unhandled-cancellation
}
