// RUN: %check %s
//
// Awaitables in variables, above all those that look like guards.

#include "mini/mini.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

void touch();

mini::task<> guards(mini::mutex &Mutex, mini::semaphore &Semaphore) {
  {
    auto Lock = Mutex.lock(); // expect: coro-never-awaited
    touch();
  }
  {
    auto Lock = co_await Mutex.lock();
    touch();
  }
  {
    [[maybe_unused]] auto Permit = Semaphore.acquire();
    // expect@-1: coro-never-awaited
    touch();
  }
  {
    mini::permit Permit = co_await Semaphore.acquire();
    touch();
  }
  const auto &Held = Mutex.lock(); // expect: coro-never-awaited
  touch();
}

mini::task<> variables(mini::event &Event, bool Hurry) {
  auto Lost = Event.wait(); // expect: coro-never-awaited
  auto Waiting = Event.wait();
  co_await Waiting;
  auto Sleep = mini::sleep_for(10ms); // expect: coro-never-awaited
  if (Hurry)
    co_return;
  co_await Sleep;
  auto Pause = mini::sleep_for(10ms);
  co_await std::move(Pause);
}

mini::task<> containers(mini::event &Event) {
  std::optional<mini::sleep_awaiter> Lost = mini::sleep_for(1ms);
  // expect@-1: coro-never-awaited
  std::optional<mini::event::wait_awaiter> Wait;
  Wait.emplace(Event.wait());
  co_await *Wait;
  std::vector<mini::event::wait_awaiter> Waits;
  Waits.push_back(Event.wait());
  for (auto &Each : Waits)
    co_await Each;
}

struct Scoped {
  mini::mutex &Mutex;
  mini::event::wait_awaiter Ready;
};

mini::task<> others(mini::mutex &Mutex, mini::event &Event) {
  auto Lock = [&] { return Mutex.lock(); };
  auto First = Lock(); // expect: coro-never-awaited
  touch();
  auto Second = co_await Lock();
  touch();
  Scoped Lost{Mutex, Event.wait()}; // expect: coro-never-awaited
  Scoped Kept{Mutex, Event.wait()};
  co_await Kept.Ready;
}

template <typename Lockable> mini::task<> locked(Lockable &Shared) {
  auto Lost = Shared.lock(); // expect: coro-never-awaited
  auto Lock = co_await Shared.lock();
  touch();
}

mini::task<> instantiates(mini::mutex &Mutex) { co_await locked(Mutex); }
