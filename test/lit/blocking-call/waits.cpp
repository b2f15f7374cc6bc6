// RUN: %check %s
// renamed: keep-models
//
// Waiting for another thread. A short critical section is not reported by
// default, and neither is the other side of each wait.

#include "mini/mini.h"

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <semaphore>

using namespace std::chrono_literals;

struct Mailbox {
  std::mutex Mutex;
  std::condition_variable Filled;
  int Letters = 0;
};

mini::task<int> receive(Mailbox &Box) {
  std::unique_lock<std::mutex> Lock(Box.Mutex);
  Box.Filled.wait(Lock, [&] { return Box.Letters > 0; }); // expect: coro-blocking-call
  co_return --Box.Letters;
}

mini::task<bool> receiveSoon(Mailbox &Box) {
  bool Got = false;
  {
    std::unique_lock Lock(Box.Mutex);
    Got = Box.Filled.wait_for(Lock, 1s) == std::cv_status::no_timeout; // expect: coro-blocking-call
  }
  co_await mini::yield();
  co_return Got;
}

mini::task<> post(Mailbox &Box) {
  {
    std::lock_guard<std::mutex> Lock(Box.Mutex);
    ++Box.Letters;
  }
  Box.Filled.notify_one();
  co_await mini::yield();
}

mini::task<> meet(std::latch &Start, std::barrier<> &Turn) {
  Start.count_down();
  if (!Start.try_wait())
    Start.wait(); // expect: coro-blocking-call
  co_await mini::yield();
  auto Token = Turn.arrive();
  Turn.wait(std::move(Token)); // expect: coro-blocking-call
  Turn.arrive_and_wait();      // expect: coro-blocking-call
}

mini::task<> permits(std::counting_semaphore<8> &Slots) {
  Slots.acquire(); // expect: coro-blocking-call
  co_await mini::yield();
  Slots.release();
}

mini::task<> flag(std::atomic<bool> &Ready, mini::event &Event) {
  Ready.wait(false); // expect: coro-blocking-call
  Ready.store(false);
  Ready.notify_all();
  co_await Event.wait();
}

mini::task<> asyncKin(mini::mutex &Mutex, mini::semaphore &Slots) {
  auto Guard = co_await Mutex.lock();
  auto Permit = co_await Slots.acquire();
  co_await mini::yield();
}
