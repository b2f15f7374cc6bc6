// RUN: %check %s
// renamed: keep-models
//
// Joining a thread waits for it, whether a call or a destructor does it.

#include "mini/mini.h"

#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

void work();

struct Service {
  std::jthread Worker;
  int Port = 0;
};

mini::task<> joins() {
  std::thread Thread(work);
  co_await mini::yield();
  Thread.join(); // expect: coro-blocking-call
}

mini::task<> joinsIfAsked(std::thread &Thread) {
  if (Thread.joinable())
    Thread.join(); // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<> detaches() {
  std::thread Thread(work);
  Thread.detach();
  std::thread([] { work(); }).detach();
  co_await mini::yield();
}

mini::task<> scoped() {
  { std::jthread Thread(work); } // expect: coro-blocking-call
  co_await mini::yield();
  std::jthread{work}; // expect: coro-blocking-call
}

mini::task<> member() {
  { Service S{std::jthread(work), 80}; } // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<> assigned(std::jthread &Thread) {
  Thread.request_stop();
  co_await mini::yield();
  Thread.join(); // expect: coro-blocking-call
}

// Moved from, detached or given away: nothing is left to join here.
mini::task<> givenAway(std::vector<std::jthread> &Pool) {
  std::jthread Thread(work);
  Pool.push_back(std::move(Thread));
  Pool.emplace_back(work);
  co_await mini::yield();
}

mini::task<> letGo() {
  std::jthread Thread(work);
  Thread.detach();
  co_await mini::yield();
}

mini::task<std::jthread> returned() {
  std::jthread Thread(work);
  co_await mini::yield();
  co_return std::move(Thread);
}

// Not threads at all.
struct Words {
  int Count = 0;
  int join() const { return Count; }
};

mini::task<int> joinedWords(Words W) {
  co_await mini::yield();
  co_return W.join();
}
