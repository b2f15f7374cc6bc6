// RUN: %check %s
// renamed: keep-models
//
// std::future: its get and wait, the destructor of one that std::async made,
// and what only looks like them.

#include "mini/mini.h"

#include <chrono>
#include <future>
#include <optional>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

int heavy();

mini::task<int> waits(std::future<int> Future) {
  Future.wait(); // expect: coro-blocking-call
  co_await mini::yield();
  co_return 1;
}

mini::task<int> gets(std::future<int> Future) {
  if (!Future.valid())
    co_return 0;
  co_return Future.get(); // expect: coro-blocking-call
}

mini::task<int> shared(std::shared_future<int> Future) {
  int N = Future.get(); // expect: coro-blocking-call
  co_await mini::yield();
  // It is ready now.
  co_return N;
}

mini::task<int> asked(std::future<int> &Future) {
  if (Future.wait_for(0s) == std::future_status::ready)
    co_return Future.get();
  else
    co_return Future.get() + 1; // expect: coro-blocking-call
}

mini::task<int> polled(std::future<int> Future) {
  while (Future.wait_for(0s) != std::future_status::ready)
    co_await mini::sleep_for(5ms);
  co_return Future.get();
}

// The temporary's destructor waits for the function to end.
mini::task<> started() {
  std::async(std::launch::async, heavy); // expect: coro-blocking-call
  co_await mini::yield();
  { auto Done = std::async(std::launch::async, heavy); } // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<> keptOutside(std::vector<std::future<int>> &Out) {
  Out.push_back(std::async(std::launch::async, heavy));
  co_await mini::yield();
}

// A future that a promise made does not wait in its destructor.
mini::task<> answered() {
  std::promise<int> Promise;
  { std::future<int> Future = Promise.get_future(); }
  Promise.set_value(3);
  co_await mini::yield();
}

mini::task<int> otherGets(std::optional<int> Maybe, std::pair<int, int> Pair) {
  co_await mini::yield();
  co_return Maybe.value() + std::get<0>(Pair);
}
