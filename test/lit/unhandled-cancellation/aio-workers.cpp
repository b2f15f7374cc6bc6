// RUN: %check %s
//
// Workers, races and restarts, as they are written with aio.

#include <aio/aio.h>
#include <atomic>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>
using namespace std::chrono_literals;
aio::Coro<int> fetch(int I) {
  co_await aio::sleep(1ms);
  co_return I;
}
aio::Coro<void> chore() { co_await aio::sleep(1ms); }

// Bounded retries of errors only.
aio::Coro<int> a1() {
  for (int I = 0; I < 3; ++I) {
    try {
      co_return co_await fetch(I);
    } catch (const std::runtime_error &E) {
      std::puts(E.what());
    }
  }
  throw std::runtime_error("x");
}
// Atomic flag.
class W {
  std::atomic<bool> Go{true};
  aio::Task<void> T = aio::create_task(chore());
  std::vector<aio::Task<void>> Ts;

public:
  aio::Coro<void> run() {
    while (Go.load()) {
      try {
        co_await chore();
      } catch (const aio::CancelledError &) {
        Go.store(false);
      }
    }
  }
  aio::Coro<void> run2() {
    while (Go) {
      try {
        co_await chore();
      } catch (...) {
        shutdown();
      }
    }
  }
  void shutdown() { Go = false; }
  // Aclose.
  aio::Coro<void> aclose() {
    shutdown();
    for (auto &X : Ts)
      X.cancel();
    for (auto &X : Ts) {
      try {
        co_await X;
      } catch (...) {
      }
    }
    T.cancel();
    try {
      co_await T;
    } catch (...) {
    }
    std::puts("closed");
  }
  // Awaits the rest after own cancel.
  aio::Coro<void> restart() {
    T.cancel();
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    T = aio::create_task(chore());
    co_await aio::sleep(1ms);
  }

  aio::Coro<void> bad_restart() {
    T.cancel();
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    T = aio::create_task(chore());
    try {
      co_await T;
    } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    }
    co_await aio::sleep(1ms);
  }
};
// Cancel the loser.
aio::Coro<int> race() {
  auto A = aio::create_task(fetch(1));
  auto B = aio::create_task(fetch(2));
  while (!A.done() && !B.done())
    co_await aio::sleep(1ms);
  if (A.done()) {
    B.cancel();
    try {
      co_await B;
    } catch (const aio::CancelledError &) {
    }
    co_return A.result();
  }
  A.cancel();
  try {
    co_await A;
  } catch (const aio::CancelledError &) {
  }
  co_return B.result();
}
aio::Coro<void> ends() {
  auto T = aio::create_task(chore());
  try {
    co_await aio::sleep(5ms);
  } catch (...) {
    T.cancel();
    throw;
  }
  co_await T;
}
// Finally-like.
aio::Coro<void> fin() {
  auto T = aio::create_task(chore());
  std::exception_ptr E;
  try {
    co_await aio::sleep(5ms);
  } catch (...) {
    E = std::current_exception();
  }
  T.cancel();
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
  if (E)
    std::rethrow_exception(E);
}

aio::Coro<void> worker(aio::Queue<int> &Q) {
  while (true) {
    try {
      int J = co_await Q.get();
      std::printf("%d", J);
    } catch (...) { // expect: coro-unhandled-cancellation
      std::puts("err");
    }
  }
}
// Sentinel.
aio::Coro<void> worker2(aio::Queue<int> &Q) {
  try {
    while (true) {
      int J = co_await Q.get();
      if (J < 0)
        break;
    }
  } catch (const aio::CancelledError &) {
    std::puts("stop");
  }
}
// Cancel in branch handed over.
aio::Coro<void> hand(aio::TaskGroup &G, bool C) {
  auto T = G.create_task(chore());
  if (C)
    T.cancel();
  co_await G.join();
}
// Wait with timeout then cancel then swallow.
aio::Coro<std::optional<int>> lim() {
  auto T = aio::create_task(fetch(1));
  try {
    co_return co_await aio::wait_for(aio::shield(T), 5ms);
  } catch (const aio::TimeoutError &) {
  }
  T.cancel();
  try {
    co_await T;
  } catch (const aio::CancelledError &) {
  }
  co_return std::nullopt;
}

aio::Coro<std::string> name() {
  std::string N = "anon";
  try {
    N = std::to_string(co_await fetch(3));
  } catch (...) { // expect: coro-unhandled-cancellation
  }
  co_return N;
}

aio::Coro<int> res() {
  auto T = aio::create_task(fetch(1));
  T.cancel();
  co_await aio::sleep(1ms);
  int V = T.result(); // expect: coro-unhandled-cancellation
  co_return V;
}
// Two: cancelled then checked.
aio::Coro<int> res2() {
  auto T = aio::create_task(fetch(1));
  T.cancel();
  try {
    co_await aio::sleep(1ms);
    co_return T.result();
  } catch (const aio::CancelledError &) {
    throw;
  }
}
